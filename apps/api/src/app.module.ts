import { type DynamicModule, Module } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { CommunitiesModule } from './communities/communities.module.ts';
import { ContentModule } from './content/content.module.ts';
import { AnnotationsModule } from './features/annotations/annotations.module.ts';
import { NotificationsModule } from './features/notifications/notifications.module.ts';
import { SearchModule } from './features/search/search.module.ts';
import { WikiModule } from './features/wiki/wiki.module.ts';
import { PeopleModule } from './people/people.module.ts';
import type { Config } from './platform/config/config.ts';
import { PlatformModule } from './platform/platform.module.ts';
import { SinksModule } from './sinks/sinks.module.ts';

/** The layers, lowest first. */
@Module({})
export class AppModule {
  static with(config: Config, source: DataSource): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, source),
        SinksModule,
        PeopleModule,
        CommunitiesModule,
        ContentModule,
        WikiModule,
        AnnotationsModule,
        SearchModule,
        NotificationsModule,
      ],
    };
  }
}
