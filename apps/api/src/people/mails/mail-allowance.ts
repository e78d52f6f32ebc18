import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/database.ts';
import { accountKey, hashOf } from '../sign-in/secrets.ts';
import { Throttle } from '../sign-in/throttle.ts';

const HOUR = 60 * 60;
const MAILS_PER_ADDRESS = 3;
const REQUESTS_PER_NETWORK = 300;

/** Keeps anybody from being flooded with mails that others ask for. */
@Injectable()
export class MailAllowance {
  constructor(private readonly throttle: Throttle) {}

  /** One of three automatic mails an hour to this address; false when they are used up. */
  take(tx: Tx, email: string): Promise<boolean> {
    return this.throttle.takeWindowed(tx, hashOf(`mail ${accountKey(email).toString('base64')}`), MAILS_PER_ADDRESS, HOUR);
  }

  /** One of 300 requests for a mail in an hour from this network (a whole company may stand behind one); false when they are used up. */
  takeForNetwork(tx: Tx, network: string): Promise<boolean> {
    return this.throttle.takeWindowed(tx, hashOf(`asks ${network}`), REQUESTS_PER_NETWORK, HOUR);
  }
}
