import { z } from 'zod';

/** Control characters, NUL among them, and the marks that reverse the reading direction (they disguise names). */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]/u;
const UNPRINTABLE_EXCEPT_LINES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/u;
const LONE_SURROGATE = /\p{Surrogate}/u;

const wellFormed = (unprintable: RegExp) => (value: string) => !unprintable.test(value) && !LONE_SURROGATE.test(value);

/** One line of text that people read: trimmed, NFC, 1 to `max` characters, nothing invisible that could disguise it. */
export const line = (max: number) =>
  z
    .string()
    .max(max * 2)
    .transform((value) => value.normalize('NFC').trim())
    .pipe(z.string().min(1).max(max).refine(wellFormed(UNPRINTABLE), { error: 'control or direction characters are not allowed' }));

/** The same as `line`, but it may be empty. */
export const optionalLine = (max: number) => z.union([z.literal(''), line(max)]);

/** Several lines of text: NFC, at most `max` characters, line breaks and tabs allowed. */
export const paragraph = (max: number) =>
  z
    .string()
    .max(max * 2)
    .transform((value) => value.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().max(max).refine(wellFormed(UNPRINTABLE_EXCEPT_LINES), { error: 'control characters are not allowed' }));

/** Words that somebody types to find something: NFC, at most `max` characters, none that the database could not compare. */
export const wordsUpTo = (max: number) =>
  z
    .string()
    .max(max * 2)
    .transform((value) => value.normalize('NFC'))
    .pipe(z.string().max(max).refine(wellFormed(UNPRINTABLE_EXCEPT_LINES), { error: 'control characters are not allowed' }));

/** The same, at most 100 characters. */
export const words = wordsUpTo(100);

/** An e-mail address, lower case. */
export const email = z
  .string()
  .max(254)
  .transform((value) => value.normalize('NFC').trim().toLowerCase())
  .pipe(z.email());

/** A secret from a link or a code: opaque, never shown again. */
export const secret = z
  .string()
  .min(8)
  .max(200)
  .regex(/^[\w-]+$/, 'letters, digits, - and _ only');

export const Id = z.uuid();

/** The parameter of routes about one thing. */
export const byId = z.strictObject({ id: Id });
/** The database knows no year 0. */
const fromYear1 = (time: string): boolean => !time.startsWith('0000');
export const Instant = z.iso.datetime().refine(fromYear1);
/** A day of the calendar. */
export const Day = z.iso.date().refine(fromYear1);
export const Language = z.enum(['fr', 'en']);
export type Language = z.infer<typeof Language>;

/** Keyset paging: `cursor` is opaque and comes from the answer before. */
export const PageQuery = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** A list and where it goes on; `nextCursor` is null at its end. */
export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });
