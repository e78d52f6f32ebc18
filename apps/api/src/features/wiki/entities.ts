/** The wiki writes by SQL: its tables hold documents and trees, which no entity makes simpler. */
export const WIKI_ENTITIES: (new () => object)[] = [];
