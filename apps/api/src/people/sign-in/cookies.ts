import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.ts';
import type { Visit } from './visit.ts';

const DEVICE_DAYS = 400;

/**
 * The cookies of this installation. Under https they carry the `__Host-` prefix, so that no neighbouring domain can
 * plant them (RFC 6265bis, 4.1.3.2); under http browsers would refuse that prefix.
 */
@Injectable()
export class Cookies {
  private readonly secure: boolean;
  readonly sessionName: string;
  readonly deviceName: string;

  constructor(config: Config) {
    this.secure = config.publicUrl?.startsWith('https:') ?? false;
    const prefix = this.secure ? '__Host-' : '';
    this.sessionName = `${prefix}parvis_session`;
    this.deviceName = `${prefix}parvis_device`;
  }

  /** Gives the session; without `seconds` the browser forgets it when it closes. */
  giveSession({ reply }: Visit, token: string, seconds: number | null): void {
    void reply.setCookie(this.sessionName, token, { ...this.options, ...(seconds !== null && { maxAge: seconds }) });
  }

  giveDevice({ reply }: Visit, token: string): void {
    // Browsers cap cookies at 400 days (RFC 6265bis, 5.5).
    void reply.setCookie(this.deviceName, token, { ...this.options, maxAge: DEVICE_DAYS * 24 * 60 * 60 });
  }

  takeSession({ reply }: Visit): void {
    void reply.clearCookie(this.sessionName, this.options);
  }

  private get options() {
    return { path: '/', httpOnly: true, secure: this.secure, sameSite: 'lax' as const };
  }
}
