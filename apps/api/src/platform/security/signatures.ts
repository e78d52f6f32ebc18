import { Injectable } from '@nestjs/common';
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Database } from '../database/database.ts';

const BYTES = 16;

/** Signs what goes out and must be known again when it comes back. The key is the installation's, the same in every process. */
@Injectable()
export class Signatures {
  private key: Promise<Buffer> | null = null;

  constructor(private readonly db: Database) {}

  /** 128 bits of HMAC-SHA-256 (RFC 2104), base64url, for this use alone. */
  async sign(use: string, text: string): Promise<string> {
    const key = hkdfSync('sha256', await this.installationKey(), '', use, 32);
    return createHmac('sha256', Buffer.from(key)).update(text).digest().subarray(0, BYTES).toString('base64url');
  }

  async isSigned(use: string, text: string, signature: string): Promise<boolean> {
    const [given, right] = [Buffer.from(signature, 'base64url'), Buffer.from(await this.sign(use, text), 'base64url')];
    return given.length === right.length && timingSafeEqual(given, right);
  }

  private installationKey(): Promise<Buffer> {
    this.key ??= this.db.one<{ key: Buffer }>(`SELECT key FROM signing_key`).then(
      (row) => {
        if (!row) throw new Error('The installation has no signing key');
        return row.key;
      },
      (error: unknown) => {
        this.key = null;
        throw error;
      },
    );
    return this.key;
  }
}
