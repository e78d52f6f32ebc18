import { z } from 'zod';

/** Something to know that stands on no line of a page. */
export const ImportWarning = z.object({
  code: z.enum([
    'too-long',
    'damaged',
    'windows-1252',
    'utf-16',
    'in-trash',
    'not-open',
    'bad-settings',
    'missing-entry',
    'outside-entry',
    'group-entry',
    'groups',
    'twice',
    'unlisted',
    'annotations-unreadable',
    'annotations-without-page',
    'annotations-of-nobody',
    'annotations-taken',
    'annotations-there',
  ]),
  /** What it is about: a path of the source, or a title in its table of contents. */
  name: z.string(),
  /** Where that leads. */
  target: z.string().optional(),
  count: z.int().optional(),
});
export type ImportWarning = z.infer<typeof ImportWarning>;

const Place = z.object({ page: z.string(), line: z.int(), detail: z.string() });

/** What an import did, and what it could not do, with the place of each. */
export const ImportReport = z.object({
  pages: z.object({ created: z.int(), updated: z.int(), unchanged: z.int() }),
  files: z.object({
    stored: z.int(),
    reused: z.int(),
    /** Files of the source that no page shows or leads to: not imported. */
    unused: z.array(z.string()),
  }),
  images: z.object({ shown: z.int(), broken: z.array(Place) }),
  links: z.object({ resolved: z.int(), broken: z.array(Place) }),
  /** Blocks by kind that have their equivalent. */
  converted: z.record(z.string(), z.int()),
  /** What has no equivalent stands on its page with its source. */
  kept: z.array(Place.extend({ what: z.string() })),
  redirects: z.object({ made: z.int(), broken: z.array(z.object({ from: z.string(), to: z.string() })) }),
  warnings: z.array(ImportWarning),
});
export type ImportReport = z.infer<typeof ImportReport>;
