/** Addresses are kept NFC, without slashes at their ends. */
export const normalAddress = (path: string): string => path.normalize('NFC').replace(/^\/+|\/+$/g, '');
