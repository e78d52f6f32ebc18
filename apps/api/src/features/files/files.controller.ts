import { Controller, Res, StreamableFile } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { FastifyReply } from 'fastify';
import type { Person } from '../../platform/database/actor.ts';
import { sendFileHeaders } from '../../platform/http/file-headers.ts';
import { type Given, Input, Me, Route } from '../../platform/http/route.ts';
import { FilesService } from './files.service.ts';

@Controller()
export class FilesController {
  constructor(private readonly files: FilesService) {}

  @Route(api.readFile)
  async read(@Me() me: Person, @Input() { params, query }: Given<typeof api.readFile>, @Res({ passthrough: true }) reply: FastifyReply) {
    const file = await this.files.read(me, params.id, query);
    sendFileHeaders(reply, file);
    return new StreamableFile(file.stream);
  }
}
