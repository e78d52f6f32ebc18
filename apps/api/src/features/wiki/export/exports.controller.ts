import { Controller, Res, StreamableFile } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { FastifyReply } from 'fastify';
import type { Person } from '../../../platform/database/actor.ts';
import { sendFileHeaders } from '../../../platform/http/file-headers.ts';
import { type Given, Input, Me, Route } from '../../../platform/http/route.ts';
import { type Download, ExportsService } from './exports.service.ts';

@Controller()
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  @Route(api.exportPage)
  async page(@Me() me: Person, @Input() { params, query }: Given<typeof api.exportPage>, @Res({ passthrough: true }) reply: FastifyReply) {
    return sent(await this.exports.page(me, params.id, query), reply);
  }

  @Route(api.exportCommunity)
  async community(
    @Me() me: Person,
    @Input() { params, query }: Given<typeof api.exportCommunity>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return sent(await this.exports.community(me, params.id, query), reply);
  }
}

/** A download that is kept nowhere: the next one is made anew. */
function sent({ name, mediaType, stream }: Download, reply: FastifyReply): StreamableFile {
  sendFileHeaders(reply, { name, mediaType, inline: false });
  void reply.header('cache-control', 'private, no-store');
  return new StreamableFile(stream);
}
