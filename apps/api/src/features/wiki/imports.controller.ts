import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../platform/http/route.ts';
import { ImportsService } from './imports.service.ts';

@Controller()
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  @Route(api.importMarkdown)
  start(@Me() me: Person, @Input() { params, upload }: Given<typeof api.importMarkdown>) {
    return this.imports.start(me, params.id, upload);
  }

  @Route(api.readImport)
  read(@Me() me: Person, @Input() { params }: Given<typeof api.readImport>) {
    return this.imports.read(me, params.id);
  }

  @Route(api.listImports)
  list(@Me() me: Person, @Input() { params, query }: Given<typeof api.listImports>) {
    return this.imports.list(me, params.id, query);
  }
}
