import path from 'node:path';
import type { Config } from '../config/config.ts';
import { DiskStorage } from './disk-storage.ts';
import type { Storage } from './storage.ts';

/** The store of this installation. */
export const openStorage = (config: Config): Storage => new DiskStorage(path.join(config.dataFolder, 'files'));
