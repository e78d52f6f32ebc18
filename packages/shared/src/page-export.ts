import { z } from 'zod';
import { route } from './contract.ts';
import { byId } from './text.ts';

/** Whether annotations go along: not at all, or at the end of each page, those that I see but for private ones. */
export const ExportedAnnotations = z.enum(['none', 'appendix']);
export type ExportedAnnotations = z.infer<typeof ExportedAnnotations>;

const annotations = ExportedAnnotations.default('none');

export const pageExportRoutes = {
  exportPage: route({
    method: 'GET',
    path: '/pages/:id/export',
    access: 'session',
    summary: 'A page as Markdown: a file, or a zip with the files that it shows; with descendants, all pages below that I may read',
    params: byId,
    query: z.strictObject({ descendants: z.stringbool().default(false), annotations }),
    produces: 'text/markdown, application/zip',
  }),
  exportCommunity: route({
    method: 'GET',
    path: '/communities/:id/export',
    access: 'session',
    summary: 'All pages of a community that I may read, as a zip of Markdown and files that can be imported again',
    params: byId,
    query: z.strictObject({ annotations }),
    produces: 'application/zip',
  }),
};
