import { z } from 'zod';
import { route } from './contract.ts';
import { Id, byId, line } from './text.ts';
import { FileRef } from './wiki.ts';

/** The largest part of a file that one request may carry, in bytes. */
export const MAX_CHUNK_BYTES = 5 * 1024 * 1024;
/** The largest file, in bytes. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024;
/** The largest picture, in bytes: pictures are decoded and encoded anew, in memory. */
export const MAX_PICTURE_BYTES = 50 * 1024 * 1024;

/** A file on its way: `offset` bytes are kept by the server, and the next part begins there. */
export const UploadView = z.object({
  id: Id,
  name: z.string(),
  size: z.int(),
  offset: z.int(),
  /** The file, once all of it is there and it was taken in. */
  file: FileRef.nullable(),
});
export type UploadView = z.infer<typeof UploadView>;

export const uploadRoutes = {
  startUpload: route({
    method: 'POST',
    path: '/pages/:id/uploads',
    access: 'session',
    status: 201,
    summary: 'Announces a file for a page that I may edit; it is sent in parts, and can be taken up again after the network was away',
    params: byId,
    body: z.strictObject({
      id: Id.optional(),
      name: line(200),
      size: z.int().min(1).max(MAX_FILE_BYTES),
      /** What the sender takes it for. The bytes decide; this only refuses early what would be refused in the end. */
      mediaType: z.string().max(200),
    }),
    response: UploadView,
  }),
  continueUpload: route({
    method: 'PATCH',
    path: '/uploads/:id',
    access: 'session',
    summary: 'The next part of a file, at the offset that the server named (409 otherwise); after the last one the file is taken in',
    params: byId,
    query: z.strictObject({ offset: z.coerce.number().int().min(0).max(MAX_FILE_BYTES) }),
    bytes: MAX_CHUNK_BYTES,
    response: UploadView,
  }),
  readUpload: route({
    method: 'GET',
    path: '/uploads/:id',
    access: 'session',
    summary: 'How much of a file of mine has arrived',
    params: byId,
    response: UploadView,
  }),
};
