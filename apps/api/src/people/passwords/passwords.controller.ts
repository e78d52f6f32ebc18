import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Actor, Person } from '../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../platform/http/route.ts';
import { Browser, type Visit } from '../sign-in/visit.ts';
import { PasswordResets } from './password-resets.service.ts';
import { Passwords } from './passwords.service.ts';

@Controller()
export class PasswordsController {
  constructor(
    private readonly passwords: Passwords,
    private readonly resets: PasswordResets,
  ) {}

  @Route(api.changePassword)
  change(@Me() me: Person, @Input() { body }: Given<typeof api.changePassword>) {
    return this.passwords.change(me, body);
  }

  @Route(api.askPasswordReset)
  ask(@Me() actor: Actor, @Input() { body }: Given<typeof api.askPasswordReset>, @Browser() visit: Visit) {
    return this.resets.ask(actor, body.email, visit);
  }

  @Route(api.resetPassword)
  reset(@Me() actor: Actor, @Input() { body }: Given<typeof api.resetPassword>) {
    return this.resets.reset(actor, body);
  }
}
