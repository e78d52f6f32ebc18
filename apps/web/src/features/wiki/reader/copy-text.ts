/** Copies a text; false where the browser does not allow it (it needs https, or a window in front). */
export async function copyText(text: string): Promise<boolean> {
  // Absent, whatever the types say, where the page came by plain http.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (!clipboard) return false;
  return clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
