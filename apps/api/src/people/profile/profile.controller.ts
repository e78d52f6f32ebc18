import { Controller, Res, StreamableFile } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { FastifyReply } from 'fastify';
import type { Person } from '../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../platform/http/route.ts';
import { Directory } from './directory.service.ts';
import { Photos } from './photos.service.ts';
import { Profile } from './profile.service.ts';
import { Tokens } from './tokens.service.ts';

@Controller()
export class ProfileController {
  constructor(
    private readonly profile: Profile,
    private readonly photos: Photos,
    private readonly tokens: Tokens,
    private readonly directory: Directory,
  ) {}

  @Route(api.me)
  read(@Me() me: Person) {
    return this.profile.read(me);
  }

  @Route(api.editMe)
  edit(@Me() me: Person, @Input() { body }: Given<typeof api.editMe>) {
    return this.profile.edit(me, body);
  }

  @Route(api.setPhoto)
  setPhoto(@Me() me: Person, @Input() { upload }: Given<typeof api.setPhoto>) {
    return this.photos.set(me, upload.file);
  }

  @Route(api.removePhoto)
  removePhoto(@Me() me: Person) {
    return this.photos.remove(me);
  }

  @Route(api.listTokens)
  listTokens(@Me() me: Person) {
    return this.tokens.list(me);
  }

  @Route(api.deleteToken)
  deleteToken(@Me() me: Person, @Input() { params }: Given<typeof api.deleteToken>) {
    return this.tokens.delete(me, params.id);
  }

  @Route(api.listPeople)
  list(@Me() me: Person, @Input() { query }: Given<typeof api.listPeople>) {
    return this.directory.list(me, query);
  }

  @Route(api.readPerson)
  readPerson(@Me() me: Person, @Input() { params }: Given<typeof api.readPerson>) {
    return this.directory.read(me, params.id);
  }

  @Route(api.readPhoto)
  async readPhoto(
    @Me() me: Person,
    @Input() { params, query }: Given<typeof api.readPhoto>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return new StreamableFile(await this.photos.read(me, params.id, query.v, reply));
  }
}
