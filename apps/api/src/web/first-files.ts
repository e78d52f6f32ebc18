import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** Names stand in the page as they are: nothing but files of the build. */
const File = z.string().regex(/^assets\/[\w.-]+\.(?:js|css)$/);
const List = z.object({
  screens: z.array(
    z.object({ address: z.string().transform((pattern) => new RegExp(pattern)), inside: z.boolean(), files: z.array(File) }),
  ),
  languages: z.record(z.string(), z.array(File)),
});

/** What screens need before they can be shown, as the build of the web workplace wrote it down (`first-files.json`). */
export class FirstFiles {
  readonly #screens: z.infer<typeof List>['screens'];
  readonly #languages: z.infer<typeof List>['languages'];

  private constructor({ screens, languages }: z.infer<typeof List>) {
    this.#screens = screens;
    this.#languages = languages;
  }

  /** Those of a folder with a built web workplace; null when it does not say, and screens then ask for their files one after the other. */
  static async in(folder: string): Promise<FirstFiles | null> {
    const text = await readFile(path.join(folder, 'first-files.json'), 'utf8').catch(() => null);
    return text === null ? null : new FirstFiles(List.parse(JSON.parse(text)));
  }

  /**
   * Link elements for the screen that somebody will see at an address, and for her language: browsers fetch all of it
   * at once, and not each file when the one before has run. Somebody who is not signed in sees the sign-in screen.
   */
  links(address: string, signedIn: boolean, language: string): string {
    const screen = this.#screenAt(address);
    const shown = screen?.inside && !signedIn ? this.#screenAt('/sign-in') : screen;
    return [...(shown?.files ?? []), ...(this.#languages[language] ?? [])].map(link).join('');
  }

  readonly #screenAt = (address: string) => this.#screens.find((screen) => screen.address.test(address));
}

const link = (file: string): string => `<link rel="${file.endsWith('.css') ? 'stylesheet' : 'modulepreload'}" crossorigin href="/${file}">`;
