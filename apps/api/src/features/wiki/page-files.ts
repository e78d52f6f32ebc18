import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FileRights } from '../files/public.ts';
import { LiveAccess } from './live/live-access.ts';

/** Says who adds files to pages: whoever may write on them. */
@Injectable()
export class PageFiles implements OnModuleInit {
  constructor(
    private readonly rights: FileRights,
    private readonly access: LiveAccess,
  ) {}

  onModuleInit(): void {
    this.rights.forPages((person, pageId) => this.access.of(person, pageId));
  }
}
