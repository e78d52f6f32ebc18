import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.ts';
import { system } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { invalid } from '../../platform/http/refusal.ts';
import { Signatures } from '../../platform/security/signatures.ts';
import { NotificationSettingsService } from './notification-settings.service.ts';

const USE = 'unsubscribe';
/** A person's id in base64url, then the signature. */
const ID_LENGTH = 22;

/** Getting no more mails by a link in one of them, without signing in. The link can do nothing else. */
@Injectable()
export class UnsubscriptionsService {
  constructor(
    private readonly db: Database,
    private readonly config: Config,
    private readonly signatures: Signatures,
    private readonly settings: NotificationSettingsService,
  ) {}

  async tokenFor(personId: string): Promise<string> {
    return Buffer.from(personId.replaceAll('-', ''), 'hex').toString('base64url') + (await this.signatures.sign(USE, personId));
  }

  /** For people: the screen that asks. The token stands after the `#`, which no log sees. */
  screen(token: string): string {
    return `${this.config.linkBase}/unsubscribe#${token}`;
  }

  /** For mail clients: answers a POST with one click (RFC 8058). */
  oneClick(token: string): string {
    return `${this.config.linkBase}/api/unsubscriptions/${token}`;
  }

  /** @throws Refusal 400 when we did not make this token. */
  async unsubscribe(token: string): Promise<void> {
    const personId = uuidOf(Buffer.from(token.slice(0, ID_LENGTH), 'base64url'));
    if (personId === null || !(await this.signatures.isSigned(USE, personId, token.slice(ID_LENGTH))))
      throw invalid('token', 'This link is not one of ours, or was cut off.');
    await this.db.write({ ...system, id: personId }, (tx) => this.settings.setMail(tx, personId, false));
  }
}

const uuidOf = (bytes: Buffer): string | null =>
  bytes.length === 16 ? bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : null;
