import { z } from 'zod';
import { route } from './contract.ts';

const Check = z.enum(['up', 'down']);

export const systemRoutes = {
  health: route({
    method: 'GET',
    path: '/health',
    access: 'public',
    summary: 'Whether the product can serve; 503 when not',
    response: z.object({
      status: z.enum(['ok', 'unavailable']),
      version: z.string(),
      checks: z.object({ database: Check, worker: Check, search: Check }),
    }),
  }),
  openapi: route({
    method: 'GET',
    path: '/openapi.json',
    access: 'public',
    summary: 'This description (OpenAPI 3.1)',
    response: z.looseObject({}),
    raw: true,
  }),
};
