import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Actor, Person } from '../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../platform/http/route.ts';
import { Sessions } from './sessions.service.ts';
import { SignIn } from './sign-in.service.ts';
import { Browser, type Visit } from './visit.ts';

@Controller()
export class SignInController {
  constructor(
    private readonly signing: SignIn,
    private readonly sessions: Sessions,
  ) {}

  @Route(api.signIn)
  signIn(@Me() actor: Actor, @Input() { body }: Given<typeof api.signIn>, @Browser() visit: Visit) {
    return this.signing.signIn(actor, body, visit);
  }

  @Route(api.signOut)
  signOut(@Me() me: Person, @Browser() visit: Visit) {
    return this.sessions.signOut(me, visit);
  }

  @Route(api.listSessions)
  list(@Me() me: Person) {
    return this.sessions.list(me);
  }

  @Route(api.revokeSession)
  revoke(@Me() me: Person, @Input() { params }: Given<typeof api.revokeSession>) {
    return this.sessions.end(me, params.id);
  }

  @Route(api.revokeOtherSessions)
  revokeOthers(@Me() me: Person) {
    return this.sessions.endOthers(me);
  }
}
