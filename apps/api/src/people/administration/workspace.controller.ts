import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../platform/http/route.ts';
import { Audit } from './audit.service.ts';
import { Workspace } from './workspace.service.ts';

@Controller()
export class WorkspaceController {
  constructor(
    private readonly workspace: Workspace,
    private readonly audit: Audit,
  ) {}

  @Route(api.readAudit)
  readAudit(@Me() me: Person, @Input() { query }: Given<typeof api.readAudit>) {
    return this.audit.list(me, query);
  }

  @Route(api.verifyAudit)
  verifyAudit(@Me() me: Person) {
    return this.audit.verify(me);
  }

  @Route(api.listMails)
  listMails(@Me() me: Person, @Input() { query }: Given<typeof api.listMails>) {
    return this.workspace.mails(me, query);
  }

  @Route(api.readSettings)
  readSettings(@Me() me: Person) {
    return this.workspace.settings(me);
  }

  @Route(api.editSettings)
  editSettings(@Me() me: Person, @Input() { body }: Given<typeof api.editSettings>) {
    return this.workspace.change(me, body);
  }
}
