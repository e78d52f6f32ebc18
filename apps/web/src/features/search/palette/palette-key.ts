interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** Macs have their own key for commands; Ctrl + K is the end of a line there. */
export const isMac = /mac|iphone|ipad/i.test(navigator.platform);

/** Whether the key that opens and closes the palette was pressed: Ctrl + K, ⌘ K on a Mac. */
export const isPaletteKey = ({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): boolean =>
  key.toLowerCase() === 'k' && !altKey && !shiftKey && (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey);
