import { Injectable, type OnModuleInit } from '@nestjs/common';
import nodemailer, { type Transporter } from 'nodemailer';
import { mkdir, open, readFile, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { Config } from '../config/config.ts';
import { defineJob } from '../jobs/job-type.ts';
import { Jobs } from '../jobs/jobs.ts';

/** A mail as a job: enqueue it in the transaction that causes it. `id` makes its Message-ID, the same at each try. */
export const SendMail = defineJob(
  'send-mail',
  z.object({ id: z.uuid(), to: z.string(), subject: z.string(), text: z.string(), html: z.string() }),
  { retryLimit: 10, concurrency: 2 },
);
/** `headers`: beside those that every mail has. `signature` goes into the Message-ID, so that an answer to it can be known. */
export type Mail = z.output<(typeof SendMail)['data']> & { headers?: Record<string, string>; signature?: string };

const Kept = z.object({ id: z.string(), at: z.string(), to: z.string(), subject: z.string(), text: z.string() });
export type KeptMail = z.infer<typeof Kept>;

/** Sends mail: to the SMTP server when one is set, else into the data folder, where administrators read it. */
@Injectable()
export class Mailer implements OnModuleInit {
  private readonly transport: Transporter;

  constructor(
    private readonly config: Config,
    private readonly jobs: Jobs,
  ) {
    this.transport = config.smtpUrl
      ? nodemailer.createTransport(config.smtpUrl)
      : nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  }

  onModuleInit(): void {
    this.jobs.handle(SendMail, (mail) => this.send(mail));
  }

  /** Sends now; a job that makes its mail anew at each try calls it. @throws Error when the server does not take it. */
  async send(mail: Mail): Promise<void> {
    const host = new URL(this.config.linkBase).hostname;
    const sent = await this.transport.sendMail({
      from: this.config.mailFrom,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: `<${[mail.id, mail.signature].filter(Boolean).join('.')}@${host}>`,
      headers: { 'Auto-Submitted': 'auto-generated', ...mail.headers },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    if (!this.config.smtpUrl) await this.keep(mail, (sent as unknown as { message: Buffer }).message);
  }

  private get folder(): string {
    return path.join(this.config.dataFolder, 'mail');
  }

  private async keep(mail: Mail, message: Buffer): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const { id, to, subject, text } = mail;
    await this.write(`${id}.eml`, message);
    await this.write(`${id}.json`, JSON.stringify({ id, at: new Date().toISOString(), to, subject, text } satisfies KeptMail));
  }

  private async write(name: string, content: string | Buffer): Promise<void> {
    const temporary = path.join(this.folder, `.${name}.${uuidv7()}`);
    const file = await open(temporary, 'wx', 0o600);
    await file.writeFile(content);
    await file.sync();
    await file.close();
    await rename(temporary, path.join(this.folder, name));
  }

  /** Kept mails, newest first, older than `before` (an id; ids grow with time). */
  async kept(limit: number, before: string | null): Promise<KeptMail[]> {
    const names = await readdir(this.folder).catch(() => []);
    const chosen = names
      .filter((name) => name.endsWith('.json') && !name.startsWith('.') && (before === null || name < `${before}.json`))
      .toSorted((a, b) => (a < b ? 1 : -1))
      .slice(0, limit);
    return Promise.all(chosen.map(async (name) => Kept.parse(JSON.parse(await readFile(path.join(this.folder, name), 'utf8')))));
  }
}
