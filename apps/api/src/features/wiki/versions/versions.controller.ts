import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Person } from '../../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../../platform/http/route.ts';
import { HistoryService } from './history.service.ts';
import { PublicationService } from './publication.service.ts';
import { RestorationService } from './restoration.service.ts';

@Controller()
export class VersionsController {
  constructor(
    private readonly history: HistoryService,
    private readonly restorations: RestorationService,
    private readonly publications: PublicationService,
  ) {}

  @Route(api.listVersions)
  list(@Me() me: Person, @Input() { params, query }: Given<typeof api.listVersions>) {
    return this.history.list(me, params.id, query);
  }

  @Route(api.nameVersion)
  name(@Me() me: Person, @Input() { params, body }: Given<typeof api.nameVersion>) {
    return this.history.nameNow(me, params.id, body.name);
  }

  @Route(api.readVersion)
  read(@Me() me: Person, @Input() { params }: Given<typeof api.readVersion>) {
    return this.history.read(me, params.id, params.versionId);
  }

  @Route(api.renameVersion)
  rename(@Me() me: Person, @Input() { params, body }: Given<typeof api.renameVersion>) {
    return this.history.rename(me, params.id, params.versionId, body.name);
  }

  @Route(api.compareVersions)
  compare(@Me() me: Person, @Input() { params, query }: Given<typeof api.compareVersions>) {
    return this.history.compare(me, params.id, query);
  }

  @Route(api.restoreVersion)
  restore(@Me() me: Person, @Input() { params, body }: Given<typeof api.restoreVersion>) {
    return this.restorations.restore(me, params.id, body.versionId);
  }

  @Route(api.publishPage)
  publish(@Me() me: Person, @Input() { params }: Given<typeof api.publishPage>) {
    return this.publications.publish(me, params.id);
  }

  @Route(api.startDraft)
  startDraft(@Me() me: Person, @Input() { params }: Given<typeof api.startDraft>) {
    return this.publications.start(me, params.id);
  }

  @Route(api.endDraft)
  endDraft(@Me() me: Person, @Input() { params }: Given<typeof api.endDraft>) {
    return this.publications.end(me, params.id);
  }
}
