import { z } from 'zod';
import { defineEvent } from '../events/event-type.ts';

const sha256 = z.string();

/** All of the installation left it in an archive. */
export const BackupTaken = defineEvent('backup.taken', z.object({ sha256, rows: z.int(), files: z.int() }));
/** The installation is what it was at that time: what happened after it is not in the audit. */
export const BackupRestored = defineEvent('backup.restored', z.object({ sha256, madeAt: z.iso.datetime() }));
