const UTF16 = { '255 254': 'utf-16le', '254 255': 'utf-16be' } as const;

/** The text of a file that somebody chose: UTF-8, UTF-16 behind its mark, else what Excel writes on Windows (windows-1252). */
export async function textOfFile(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const marked = UTF16[`${bytes[0]} ${bytes[1]}` as keyof typeof UTF16];
  if (marked) return new TextDecoder(marked).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
