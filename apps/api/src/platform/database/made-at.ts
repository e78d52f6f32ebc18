/** When an id was made, in milliseconds since 1970: the first 48 bits of a uuid v7 (RFC 9562, 5.7). */
export const madeAt = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
