import { api } from '@parvis/shared';
import { call } from '../../../lib/api.ts';
import { NetworkError, ProblemError } from '../../../lib/problem-error.ts';

/** What the server says of one page and this person when it is asked plainly. */
export type Contact = 'open' | 'read-only' | 'access-lost' | 'signed-out' | 'unreachable';

/** Asks why the socket of a page is closed: a socket that is not let in cannot say. */
export async function contactOf(pageId: string): Promise<Contact> {
  try {
    const page = await call(api.readPage, { params: { id: pageId } });
    return page.can.edit ? 'open' : 'read-only';
  } catch (error) {
    if (error instanceof NetworkError || !(error instanceof ProblemError)) return 'unreachable';
    if (error.status === 401) return 'signed-out';
    return error.status === 404 || error.status === 403 ? 'access-lost' : 'unreachable';
  }
}
