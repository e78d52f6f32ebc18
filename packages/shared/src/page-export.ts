import { z } from 'zod';
import { route } from './contract.ts';
import { Id } from './text.ts';

const byId = z.strictObject({ id: Id });

export const pageExportRoutes = {
  exportPage: route({
    method: 'GET',
    path: '/pages/:id/export',
    access: 'session',
    summary: 'A page as Markdown: a file, or a zip with the files that it shows; with descendants, all pages below that I may read',
    params: byId,
    query: z.strictObject({ descendants: z.stringbool().default(false) }),
    produces: 'text/markdown, application/zip',
  }),
  exportCommunity: route({
    method: 'GET',
    path: '/communities/:id/export',
    access: 'session',
    summary: 'All pages of a community that I may read, as a zip of Markdown and files that can be imported again',
    params: byId,
    produces: 'application/zip',
  }),
};
