import { z } from 'zod';
import { route } from './contract.ts';
import { Id } from './text.ts';
import { PageView, StoredDocument } from './wiki.ts';

export const pageWritingRoutes = {
  writeDocument: route({
    method: 'PUT',
    path: '/pages/:id/document',
    access: 'session',
    summary: 'Replaces the text by the smallest change of the live document: open editors see it, annotations keep their place',
    params: z.strictObject({ id: Id }),
    ifMatch: true,
    body: z.strictObject({ markdown: z.string().max(2_000_000).optional(), document: StoredDocument.optional() }),
    response: PageView,
    raw: true,
  }),
};
