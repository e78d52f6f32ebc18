import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import { Readable } from 'node:stream';
import { type TestApp, startTestApp } from '../../test/test-app.ts';
import { registerPeopleCommands } from './people.cli.ts';

const PASSWORD = 'quatre tilleuls sous la pluie';
const stdin = Object.getOwnPropertyDescriptor(process, 'stdin');

let app: TestApp;
let printed: string[] = [];
beforeAll(async () => {
  app = await startTestApp();
  jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterAll(async () => {
  jest.restoreAllMocks();
  if (stdin) Object.defineProperty(process, 'stdin', stdin);
  await app.close();
});
beforeEach(() => {
  printed = [];
});

async function run(line: string[], input = ''): Promise<void> {
  Object.defineProperty(process, 'stdin', { value: Readable.from([input]), configurable: true });
  const program = new Command('parvis').exitOverride().configureOutput({ writeErr: () => undefined });
  registerPeopleCommands(program, async () => app.nest);
  // What is set up after `exitOverride` must throw as well, or a wrong argument would end the test.
  for (const each of [...program.commands, ...program.commands.flatMap((command) => command.commands)])
    each.exitOverride().configureOutput({ writeErr: () => undefined });
  await program.parseAsync(['node', 'parvis', ...line]);
}
const signIn = (email: string, password: string) => app.anonymous.post('/sessions', { email, password });

describe('the command line', () => {
  it('creates the first administrator of an empty installation, who can sign in', async () => {
    await run(
      ['user', 'create', '--email', 'Ada@Montclair.test', '--name', 'Ada Renard', '--role', 'admin', '--password-stdin'],
      `${PASSWORD}\n`,
    );
    expect((await signIn('ada@montclair.test', PASSWORD)).body.user).toMatchObject({
      roles: ['admin'],
      organization: { kind: 'customer' },
      can: { administer: true },
    });
    expect((await app.anonymous.get('/setup')).body.needed).toBe(false);
    expect(printed.join()).not.toContain(PASSWORD);
  });

  it('refuses what the product refuses, and says why', async () => {
    const create = (...more: string[]) =>
      run(['user', 'create', '--email', 'bob@montclair.test', '--name', 'Bob', '--password-stdin', ...more], PASSWORD);
    await expect(
      run(['user', 'create', '--email', 'bob@montclair.test', '--name', 'Bob', '--password-stdin'], 'too short'),
    ).rejects.toThrow('9 characters');
    await expect(
      run(['user', 'create', '--email', 'bob@montclair.test', '--name', 'Bob', '--password-stdin'], 'motdepassemotdepasse'),
    ).rejects.toThrow('password: It is easy to guess');
    await expect(create('--role', 'support-agent')).rejects.toThrow('roles: ');
    await expect(create('--organization', 'Nobody knows it')).rejects.toThrow('There is no organization');
    await expect(create('--role', 'pilot')).rejects.toThrow('pilot');
    await create();
    await expect(create()).rejects.toThrow('has an account already');
  });

  it('sets a password: sessions end, waits are over, and it stands in the audit', async () => {
    for (let n = 0; n < 6; n++) await signIn('ada@montclair.test', 'another password, quite wrong');
    expect((await signIn('ada@montclair.test', PASSWORD)).status).toBe(401);
    await run(['user', 'password', '--email', 'ada@montclair.test', '--password-stdin'], 'cinq hérons près du canal\n');
    expect((await signIn('ada@montclair.test', 'cinq hérons près du canal')).status).toBe(201);
    expect(await app.db.many(`SELECT id FROM session`)).toHaveLength(1);
    expect(await app.db.one(`SELECT actor_id AS actor, payload ->> 'by' AS by FROM domain_event WHERE name = 'password.changed'`)).toEqual({
      actor: null,
      by: 'command',
    });
    await expect(run(['user', 'password', '--email', 'nobody@montclair.test', '--password-stdin'], PASSWORD)).rejects.toThrow(
      'Nobody has the address',
    );
  });

  it('prints a token and nothing else; it works and keeps to its scopes', async () => {
    await run(['token', 'create', '--email', 'ada@montclair.test', '--scope', 'read']);
    expect(printed).toEqual([expect.stringMatching(/^prv_[\w-]{43}$/)]);
    const headers = { authorization: `Bearer ${printed[0]}` };
    expect((await app.anonymous.get('/me', headers)).body.email).toBe('ada@montclair.test');
    expect((await app.anonymous.patch('/me', { job: 'x' }, headers)).status).toBe(403);
    await expect(run(['token', 'create', '--email', 'ada@montclair.test', '--scope', 'everything'])).rejects.toThrow();
  });
});
