/** Communities are read and written by SQL: every read answers several tables at once. */
export const COMMUNITY_ENTITIES: (new () => object)[] = [];
