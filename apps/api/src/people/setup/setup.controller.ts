import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Actor } from '../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../platform/http/route.ts';
import { Browser, type Visit } from '../sign-in/visit.ts';
import { Setup } from './setup.service.ts';

@Controller()
export class SetupController {
  constructor(private readonly setup: Setup) {}

  @Route(api.readSetup)
  read() {
    return this.setup.read();
  }

  @Route(api.setUp)
  setUp(@Me() actor: Actor, @Input() { body }: Given<typeof api.setUp>, @Browser() visit: Visit) {
    return this.setup.setUp(actor, body, visit);
  }
}
