import { Injectable } from '@nestjs/common';
import type { Language } from '@parvis/shared';
import { Config } from '../../platform/config/config.ts';
import type { Tx } from '../../platform/database/database.ts';
import { SendMail } from '../../platform/mail/mail.ts';
import { compose } from './compose.ts';
import {
  alreadyKnownLetter,
  approvedLetter,
  invitationLetter,
  newDeviceLetter,
  passwordChangedLetter,
  registrationLetter,
  resetLetter,
} from './letters.ts';

interface To {
  email: string;
  language: Language;
}

/** Sends this layer's letters: as jobs of the transaction that causes them. Secrets stand after the `#`, which no log sees. */
@Injectable()
export class Post {
  constructor(private readonly config: Config) {}

  /** The address that opens an invitation. */
  invitationLink(secret: string): string {
    return `${this.config.linkBase}/invitation#${secret}`;
  }

  async invite(
    tx: Tx,
    to: To & { timeZone: string },
    about: { organization: string; invitedBy: string; link: string; expiresAt: Date },
  ): Promise<void> {
    const workspace = await workspaceName(tx);
    tx.enqueue(SendMail, compose(to.email, to.language, invitationLetter({ workspace, timeZone: to.timeZone, ...about })[to.language]));
  }

  async confirmRegistration(tx: Tx, to: To, about: { link: string; expiresAt: Date; timeZone: string }): Promise<void> {
    const workspace = await workspaceName(tx);
    tx.enqueue(SendMail, compose(to.email, to.language, registrationLetter({ workspace, ...about })[to.language]));
  }

  async tellAlreadyKnown(tx: Tx, to: To): Promise<void> {
    const workspace = await workspaceName(tx);
    tx.enqueue(SendMail, compose(to.email, to.language, alreadyKnownLetter({ workspace, link: `${this.config.linkBase}/` })[to.language]));
  }

  async tellApproved(tx: Tx, to: To): Promise<void> {
    const workspace = await workspaceName(tx);
    tx.enqueue(SendMail, compose(to.email, to.language, approvedLetter({ workspace, link: `${this.config.linkBase}/` })[to.language]));
  }

  async sendReset(tx: Tx, to: To, about: { secret: string; reference: string }): Promise<void> {
    const workspace = await workspaceName(tx);
    const link = `${this.config.linkBase}/reset#${about.secret}`;
    tx.enqueue(SendMail, compose(to.email, to.language, resetLetter({ workspace, link, reference: about.reference })[to.language]));
  }

  async tellPasswordChanged(tx: Tx, to: To): Promise<void> {
    const workspace = await workspaceName(tx);
    tx.enqueue(
      SendMail,
      compose(to.email, to.language, passwordChangedLetter({ workspace, link: `${this.config.linkBase}/reset` })[to.language]),
    );
  }

  async tellNewDevice(tx: Tx, to: To & { timeZone: string }, about: { device: string; network: string }): Promise<void> {
    const workspace = await workspaceName(tx);
    const link = `${this.config.linkBase}/profile`;
    const letter = newDeviceLetter({ workspace, link, at: new Date(), timeZone: to.timeZone, ...about });
    tx.enqueue(SendMail, compose(to.email, to.language, letter[to.language]));
  }
}

async function workspaceName(tx: Tx): Promise<string> {
  return (await tx.one<{ name: string }>(`SELECT name FROM workspace`))?.name ?? 'Parvis';
}
