import { Controller } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../platform/http/route.ts';
import { UploadsService } from './uploads.service.ts';

@Controller()
export class UploadsController {
  constructor(private readonly uploads: UploadsService) {}

  @Route(api.startUpload)
  start(@Me() me: Person, @Input() { params, body }: Given<typeof api.startUpload>) {
    return this.uploads.start(me, params.id, body);
  }

  @Route(api.continueUpload)
  continue(@Me() me: Person, @Input() { params, query, body }: Given<typeof api.continueUpload>) {
    return this.uploads.continue(me, params.id, query.offset, body);
  }

  @Route(api.readUpload)
  read(@Me() me: Person, @Input() { params }: Given<typeof api.readUpload>) {
    return this.uploads.read(me, params.id);
  }
}
