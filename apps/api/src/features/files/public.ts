/** What other features may use of files. */
export { FileStore, type KeptFile, fingerprint } from './file-store.ts';
export { fileRefJson } from './file-ref.sql.ts';
export { FileRights } from './file-rights.ts';
export { FilesModule } from './files.module.ts';
