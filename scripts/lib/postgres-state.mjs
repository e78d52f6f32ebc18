import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { freePort } from './ports.mjs';

/**
 * What is chosen once for the database of a data folder: its port, the passwords of the superuser, the owner and the
 * application, and its cluster when that lies outside the folder. Read and written under the folder's lock.
 */
const fileOf = (dataFolder) => path.join(dataFolder, 'database.json');

export async function readState(dataFolder) {
  fs.mkdirSync(dataFolder, { recursive: true });
  const file = fileOf(dataFolder);
  if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, 'utf8'));
  const secret = () => randomBytes(24).toString('base64url');
  const state = { port: await freePort(), password: secret(), ownerPassword: secret(), applicationPassword: secret() };
  writeState(dataFolder, state);
  return state;
}

/** Replaces the file in one go: half of it would lock us out. */
export function writeState(dataFolder, state) {
  const file = fileOf(dataFolder);
  const draft = `${file}.${process.pid}`;
  const handle = fs.openSync(draft, 'w', 0o600);
  fs.writeFileSync(handle, `${JSON.stringify(state, null, 2)}\n`);
  fs.fsyncSync(handle);
  fs.closeSync(handle);
  fs.renameSync(draft, file);
}
