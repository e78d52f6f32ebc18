import { z } from 'zod';
import { route } from '../contract.ts';
import { Id, Instant, byId, listOf } from '../text.ts';

export const TokenView = z.object({
  id: Id,
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type TokenView = z.infer<typeof TokenView>;

export const tokenRoutes = {
  listTokens: route({ method: 'GET', path: '/tokens', access: 'session', summary: 'My API tokens', response: listOf(TokenView) }),
  deleteToken: route({
    method: 'DELETE',
    path: '/tokens/:id',
    access: 'session',
    status: 204,
    summary: 'Deletes one of my API tokens',
    params: byId,
  }),
};
