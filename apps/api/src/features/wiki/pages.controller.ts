import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../platform/http/route.ts';
import { PageDocumentService } from './page-document.service.ts';
import { PageListsService } from './page-lists.service.ts';
import { PageWritingService } from './page-writing.service.ts';
import { PagesService } from './pages.service.ts';

@Controller()
export class PagesController {
  constructor(
    private readonly pages: PagesService,
    private readonly lists: PageListsService,
    private readonly writing: PageWritingService,
    private readonly documents: PageDocumentService,
  ) {}

  @Route(api.readPageTree)
  tree(@Me() me: Person, @Input() { params, query }: Given<typeof api.readPageTree>) {
    return this.pages.tree(me, params.id, query);
  }

  @Route(api.listRecentPages)
  recent(@Me() me: Person, @Input() { params, query }: Given<typeof api.listRecentPages>) {
    return this.lists.recent(me, params.id, query);
  }

  @Route(api.resolveAddress)
  resolve(@Me() me: Person, @Input() { params, query }: Given<typeof api.resolveAddress>) {
    return this.pages.resolveAddress(me, params.id, query.path);
  }

  @Route(api.createPage)
  create(@Me() me: Person, @Input() { body }: Given<typeof api.createPage>) {
    return this.writing.create(me, body);
  }

  @Route(api.readPage)
  read(@Me() me: Person, @Input() { params, query }: Given<typeof api.readPage>) {
    return this.pages.read(me, params.id, query.version);
  }

  @Route(api.writeDocument)
  write(@Me() me: Person, @Input() { params, body, ifMatch }: Given<typeof api.writeDocument>) {
    return this.documents.write(me, params.id, body, ifMatch);
  }

  @Route(api.listBacklinks)
  backlinks(@Me() me: Person, @Input() { params, query }: Given<typeof api.listBacklinks>) {
    return this.lists.backlinks(me, params.id, query);
  }

  @Route(api.deletePage)
  remove(@Me() me: Person, @Input() { params }: Given<typeof api.deletePage>) {
    return this.writing.remove(me, params.id);
  }
}
