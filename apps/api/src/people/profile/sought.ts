/** SQL condition: the words typed (a parameter; null: no condition) stand in the name, job or address, whatever accents and capitals. */
export const sought = (person: string, q: string): string =>
  `(${q}::text IS NULL OR folded(${person}.name || ' ' || ${person}.job || ' ' || ${person}.email::text) LIKE
     '%' || replace(replace(replace(folded(${q}::text), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%')`;
