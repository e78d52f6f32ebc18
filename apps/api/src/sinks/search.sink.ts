import { Injectable } from '@nestjs/common';
import { type Effects, Sink } from '../platform/events/effects.ts';
import { SearchIndexer } from '../platform/search/search-indexer.ts';

/** Lets searches find what was written. Twice does no harm: the index takes over the present state. */
@Injectable()
export class SearchSink extends Sink {
  constructor(private readonly indexer: SearchIndexer) {
    super();
  }

  async apply({ index = [] }: Effects): Promise<void> {
    if (index.length > 0) await this.indexer.follow(index);
  }
}
