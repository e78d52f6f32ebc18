import type { Me } from '@parvis/shared';
import { myself } from '../features/people/people.queries.ts';
import { tellWho } from '../features/wiki/editing/unsaved.ts';
import { speak } from '../lib/i18n.ts';
import { queryClient } from '../lib/query-client.ts';
import { listenWhenIdle } from './realtime.ts';

/** Somebody has signed in: nothing of whoever was there before stays, and screens speak her language. */
export async function enter(me: Me): Promise<void> {
  tellWho(me.id);
  queryClient.clear();
  queryClient.setQueryData(myself.queryKey, me);
  await speak(me.language);
  listenWhenIdle();
}
