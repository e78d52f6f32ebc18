/** Something that is found by its words. With `below`, also what lies below it and what is about it. */
export interface IndexRef {
  kind: string;
  id: string;
  below?: true;
}

/** The port to what people search in. The feature that knows what can be found provides it. */
export abstract class SearchIndexer {
  /**
   * Brings the index up to the present state of these; what is gone leaves it. Twice does no harm, and neither does
   * the wrong order: the state is read anew each time. Resolves when it can be found.
   */
  abstract follow(refs: readonly IndexRef[]): Promise<void>;
}
