import { ExportReader } from './export-reader.ts';
import { ExportsController } from './exports.controller.ts';
import { ExportsService } from './exports.service.ts';

export const EXPORT_CONTROLLERS = [ExportsController];
export const EXPORT_PROVIDERS = [ExportReader, ExportsService];
