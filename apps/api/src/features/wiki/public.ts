/** What the composition of the product uses of the wiki. */
export { openFolder } from './import/folder-source.ts';
export { ImportWriter } from './import-writer.ts';
export { LiveGateway } from './live/live-gateway.ts';
