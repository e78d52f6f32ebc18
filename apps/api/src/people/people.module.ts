import { Global, Module } from '@nestjs/common';
import { Authenticator } from '../platform/security/authenticator.ts';
import { People } from './people.ts';
import { Ports } from './ports.ts';
import { Cookies } from './sign-in/cookies.ts';
import { SessionAuthenticator } from './sign-in/session-authenticator.ts';

/** People and their access: the layer on which communities stand. */
@Global()
@Module({
  providers: [Ports, People, Cookies, SessionAuthenticator, { provide: Authenticator, useExisting: SessionAuthenticator }],
  exports: [People, Authenticator],
})
export class PeopleModule {}
