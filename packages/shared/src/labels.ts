/** Labels that one piece of content carries at most. */
export const LABELS = 20;

/** Two labels with the same key are the same label: capitals and Unicode's compatible forms make no difference. */
export const labelKey = (label: string): string => label.normalize('NFKC').toLowerCase().normalize('NFC');
