import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../platform/http/route.ts';
import { SearchService } from './search.service.ts';

@Controller()
export class SearchController {
  constructor(private readonly searches: SearchService) {}

  @Route(api.search)
  search(@Me() me: Person, @Input() { query }: Given<typeof api.search>) {
    return this.searches.search(me, query);
  }

  @Route(api.suggest)
  suggest(@Me() me: Person, @Input() { query }: Given<typeof api.suggest>) {
    return this.searches.suggest(me, query);
  }
}
