import { Global, Module } from '@nestjs/common';
import { SearchIndexer } from '../../platform/search/search-indexer.ts';
import { Frequencies } from './engine/frequencies.ts';
import { KeptTexts } from './engine/kept-texts.ts';
import { PostgresSearch } from './engine/postgres-search.ts';
import { SearchEngine } from './engine/search-engine.ts';
import { Entries } from './index/entries.ts';
import { FollowingIndex } from './index/following-index.ts';
import { SearchUpkeep } from './index/upkeep.service.ts';
import { SearchController } from './search.controller.ts';
import { SearchEffects } from './search.effects.ts';
import { SearchService } from './search.service.ts';

/** Search: what everybody may see, found by its words. Its indexer is what the sink of all events writes to. */
@Global()
@Module({
  controllers: [SearchController],
  providers: [
    Frequencies,
    KeptTexts,
    { provide: SearchEngine, useClass: PostgresSearch },
    SearchService,
    Entries,
    { provide: SearchIndexer, useClass: FollowingIndex },
    SearchUpkeep,
    SearchEffects,
  ],
  exports: [SearchIndexer],
})
export class SearchModule {}
