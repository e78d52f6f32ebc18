import sharp from 'sharp';

/** Widths in pixels that are kept beside the full picture. */
export const IMAGE_WIDTHS = [640, 1280, 1920] as const;
const FULL_WIDTH = 2560;
const MAX_PIXELS = 60_000_000;
const QUALITY = 84;

export interface EncodedImage {
  width: number;
  height: number;
  /** `full`, and each width that is smaller than the picture. */
  variants: { name: string; bytes: Buffer }[];
}

/**
 * Re-encodes a picture as WebP: upright, without metadata, at most 2,560 pixels wide, moving pictures stay moving.
 * Returns null when the bytes cannot be decoded, or would unfold to more than 60 million pixels.
 */
export async function encodeImage(bytes: Buffer): Promise<EncodedImage | null> {
  try {
    const animated = ((await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata()).pages ?? 1) > 1;
    const decoded = sharp(bytes, { limitInputPixels: MAX_PIXELS, animated, failOn: 'error' }).rotate();
    const full = await decoded
      .clone()
      .resize({ width: FULL_WIDTH, withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
    const { width } = full.info;
    const height = full.info.pageHeight ?? full.info.height;
    const smaller = animated ? [] : IMAGE_WIDTHS.filter((candidate) => candidate < width);
    const variants = await Promise.all(
      smaller.map(async (candidate) => ({
        name: String(candidate),
        bytes: await decoded.clone().resize({ width: candidate }).webp({ quality: QUALITY }).toBuffer(),
      })),
    );
    return { width, height, variants: [{ name: 'full', bytes: full.data }, ...variants] };
  } catch {
    return null;
  }
}
