import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Person } from '../../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../../platform/http/route.ts';
import { CopiesService } from './copies.service.ts';
import { LabelsService } from './labels.service.ts';
import { PlacesService } from './places.service.ts';
import { SuggestionsService } from './suggestions.service.ts';
import { TemplatesService } from './templates.service.ts';

/** Arranging pages: names, places, copies, labels, templates. */
@Controller()
export class TreeController {
  constructor(
    private readonly places: PlacesService,
    private readonly copies: CopiesService,
    private readonly labels: LabelsService,
    private readonly templates: TemplatesService,
    private readonly suggestions: SuggestionsService,
  ) {}

  @Route(api.renamePage)
  rename(@Me() me: Person, @Input() { params, body }: Given<typeof api.renamePage>) {
    return this.places.rename(me, params.id, body.title);
  }

  @Route(api.movePage)
  move(@Me() me: Person, @Input() { params, body }: Given<typeof api.movePage>) {
    return this.places.move(me, params.id, body);
  }

  @Route(api.copyPage)
  copy(@Me() me: Person, @Input() { params, body }: Given<typeof api.copyPage>) {
    return this.copies.copy(me, params.id, body);
  }

  @Route(api.setLabels)
  setLabels(@Me() me: Person, @Input() { params, body }: Given<typeof api.setLabels>) {
    return this.labels.set(me, params.id, body.labels);
  }

  @Route(api.listLabels)
  listLabels(@Me() me: Person, @Input() { params, query }: Given<typeof api.listLabels>) {
    return this.labels.list(me, params.id, query);
  }

  @Route(api.listLabelledPages)
  listLabelled(@Me() me: Person, @Input() { params, query }: Given<typeof api.listLabelledPages>) {
    return this.labels.pages(me, params.id, query);
  }

  @Route(api.markTemplate)
  markTemplate(@Me() me: Person, @Input() { params }: Given<typeof api.markTemplate>) {
    return this.templates.mark(me, params.id, true);
  }

  @Route(api.unmarkTemplate)
  unmarkTemplate(@Me() me: Person, @Input() { params }: Given<typeof api.unmarkTemplate>) {
    return this.templates.mark(me, params.id, false);
  }

  @Route(api.listTemplates)
  listTemplates(@Me() me: Person, @Input() { params, query }: Given<typeof api.listTemplates>) {
    return this.templates.list(me, params.id, query);
  }

  @Route(api.suggestPages)
  suggestPages(@Me() me: Person, @Input() { params, query }: Given<typeof api.suggestPages>) {
    return this.suggestions.pages(me, params.id, query);
  }

  @Route(api.suggestPeople)
  suggestPeople(@Me() me: Person, @Input() { params, query }: Given<typeof api.suggestPeople>) {
    return this.suggestions.peopleFor(me, params.id, query);
  }
}
