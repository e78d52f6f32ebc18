import { MIGRATIONS } from './migrations/index.ts';
import { SECRETS_OF_THE_MOMENT, checkSignIn } from './people/public.ts';
import type { Installation } from './platform/backup/installation.ts';

/** What backups need to know of the product. */
export const INSTALLATION: Installation = {
  migrations: MIGRATIONS,
  notKept: SECRETS_OF_THE_MOMENT,
  seeded: ['workspace', 'signing_key'],
  checkSignIn,
};
