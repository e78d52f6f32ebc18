import { api, type FileRef } from '@parvis/shared';
import { addressIn } from '../../../lib/api.ts';

/** Widths in pixels in which the server keeps pictures beside the full ones. */
const WIDTHS = [640, 1280, 1920] as const;

export const fileAddress = (fileId: string, size?: (typeof WIDTHS)[number]): string =>
  addressIn(api.readFile, { params: { id: fileId }, query: { size: size && (`${size}` as const) } });

export const downloadAddress = (fileId: string): string => addressIn(api.readFile, { params: { id: fileId }, query: { download: 'true' } });

/** The widths that a browser may choose from, e.g. `/api/files/…?size=640 640w, /api/files/… 900w`. Undefined where the picture's own width is not known. */
export function sourceSet(fileId: string, width: number | null): string | undefined {
  if (!width) return undefined;
  return [
    ...WIDTHS.filter((narrower) => narrower < width).map((narrower) => `${fileAddress(fileId, narrower)} ${narrower}w`),
    `${fileAddress(fileId)} ${width}w`,
  ].join(', ');
}

interface Sized {
  width: number | null;
  height: number | null;
}

/**
 * The place to keep for a picture, in CSS pixels, so that nothing moves when it comes: the width that the writer chose,
 * in the picture's own proportions.
 */
export function placeOf(chosen: Sized, own: Pick<FileRef, 'width' | 'height'> | undefined): { width?: number; height?: number } {
  const [width, height] = own?.width && own.height ? [own.width, own.height] : [chosen.width, chosen.height];
  if (!width || !height) return {};
  const shown = chosen.width ?? (chosen.height ? Math.round((chosen.height * width) / height) : width);
  return { width: shown, height: Math.max(1, Math.round((shown * height) / width)) };
}
