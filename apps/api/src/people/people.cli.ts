import type { INestApplicationContext } from '@nestjs/common';
import { Role, email as Email, line, newPassword } from '@parvis/shared';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { system } from '../platform/database/actor.ts';
import { problemOf } from '../platform/http/refusal.ts';
import { Enrolment } from './enrolment.ts';
import { Passwords } from './passwords/passwords.service.ts';
import { type Scope, Tokens } from './profile/tokens.service.ts';

type Product = () => Promise<INestApplicationContext>;

const parsedBy =
  <T extends z.ZodType>(schema: T) =>
  (value: string): z.output<T> => {
    const result = schema.safeParse(value);
    if (!result.success) throw new InvalidArgumentError(result.error.issues[0]?.message ?? 'not understood');
    return result.data;
  };
const listed =
  <T extends z.ZodType>(schema: T) =>
  (value: string, before: z.output<T>[] = []): z.output<T>[] => [
    ...before,
    ...value.split(',').map((entry) => parsedBy(schema)(entry.trim())),
  ];

/** `user create`, `user password` and `token create`. Passwords come on standard input only: arguments are seen by everybody on the machine. */
export function registerPeopleCommands(program: Command, product: Product): void {
  const user = program.command('user').description('Accounts');
  user
    .command('create')
    .description('Creates an account')
    .requiredOption('--email <address>', 'address', parsedBy(Email))
    .requiredOption('--name <name>', 'name', parsedBy(line(120)))
    .option('--organization <name>', 'organization; the customer unless told', parsedBy(line(120)))
    .option('--role <role>', `role: ${Role.options.join(', ')}`, listed(Role), [])
    .addOption(new Option('--language <language>', 'language').choices(['fr', 'en']).default('fr'))
    .requiredOption('--password-stdin', 'read the password from standard input')
    .action(async (options: { email: string; name: string; organization?: string; role: Role[]; language: 'fr' | 'en' }) => {
      const password = await readPassword();
      const { email, name, organization, role: roles, language } = options;
      await told(async () =>
        (await product()).get(Enrolment, { strict: false }).enrol({ email, name, organization, roles, language, password }),
      );
      console.log(`${email} can sign in.`);
    });
  user
    .command('password')
    .description('Sets a password: all sessions of the account end, waits after failed sign-ins are over')
    .requiredOption('--email <address>', 'address', parsedBy(Email))
    .requiredOption('--password-stdin', 'read the password from standard input')
    .action(async ({ email }: { email: string }) => {
      const password = await readPassword();
      await told(async () => (await product()).get(Passwords, { strict: false }).setByCommand(system, email, password));
      console.log(`The password of ${email} is set; all sessions have ended.`);
    });
  program
    .command('token')
    .description('API tokens')
    .command('create')
    .description('Creates an API token and prints it, this once')
    .requiredOption('--email <address>', 'whose token', parsedBy(Email))
    .option('--scope <scope>', 'read or write; both unless told', listed(z.enum(['read', 'write'])))
    .option('--name <name>', 'what it is for', parsedBy(line(120)), 'Command line')
    .action(async ({ email, scope, name }: { email: string; scope?: Scope[]; name: string }) => {
      const scopes = [...new Set(scope ?? (['read', 'write'] as const))];
      console.log(await told(async () => (await product()).get(Tokens, { strict: false }).create(system, email, scopes, name)));
    });
}

async function readPassword(): Promise<string> {
  const given = (await text(process.stdin)).replace(/\r?\n$/, '');
  const password = newPassword.safeParse(given);
  if (!password.success) throw new Error(`The password has ${given.length} characters; it takes 15 to 256.`);
  return password.data;
}

/** A refusal says here what it says over HTTP. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { status, detail, errors } = problemOf(error, null);
    if (status === 500) throw error;
    throw new Error(errors?.map(({ field, message }) => `${field}: ${message}`).join('\n') ?? detail, { cause: error });
  }
}
