import type { z } from 'zod';

/** A past-tense fact: its name and the ids that it is about. Never content: handlers read the current state. */
export interface EventType<N extends string = string, S extends z.ZodObject = z.ZodObject> {
  name: N;
  payload: S;
}

/** Declares an event, e.g. `defineEvent('community.joined', z.object({ communityId: z.uuid() }))`. */
export function defineEvent<N extends string, S extends z.ZodObject>(name: N, payload: S): EventType<N, S> {
  return { name, payload };
}
