/** The shared record is written by SQL: its rules are constraints and one predicate. */
export const CONTENT_ENTITIES: (new () => object)[] = [];
