import { NUMBERS_OF_OUTLINES } from './features/wiki/public.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { SECRETS_OF_THE_MOMENT, checkSignIn } from './people/public.ts';
import type { Installation } from './platform/backup/installation.ts';

/** What backups need to know of the product. */
export const INSTALLATION: Installation = {
  migrations: MIGRATIONS,
  notKept: [...SECRETS_OF_THE_MOMENT, NUMBERS_OF_OUTLINES],
  seeded: ['workspace', 'signing_key'],
  checkSignIn,
};
