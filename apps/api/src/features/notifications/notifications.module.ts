import { Global, Module } from '@nestjs/common';
import { NoticeBoard } from '../../platform/events/effects.ts';
import { AnnotationNotices } from './annotation-notices.effects.ts';
import { CommunityNotices } from './community-notices.effects.ts';
import { Hearers } from './hearers.ts';
import { NoticeMailsService } from './notice-mails.service.ts';
import { NotificationSettingsService } from './notification-settings.service.ts';
import { NotificationsController } from './notifications.controller.ts';
import { NotificationsService } from './notifications.service.ts';
import { NotificationsUpkeep } from './notifications-upkeep.ts';
import { PageNotices } from './page-notices.effects.ts';
import { PersonalNoticeBoard } from './personal-notice-board.ts';
import { RecountedNotices } from './recounted.effects.ts';
import { UnsubscriptionsService } from './unsubscriptions.service.ts';

/** What people are told of: in the workplace, and by mail where it cannot wait. */
@Global()
@Module({
  controllers: [NotificationsController],
  providers: [
    { provide: NoticeBoard, useClass: PersonalNoticeBoard },
    Hearers,
    PageNotices,
    AnnotationNotices,
    CommunityNotices,
    RecountedNotices,
    NotificationsService,
    NotificationSettingsService,
    NoticeMailsService,
    UnsubscriptionsService,
    NotificationsUpkeep,
  ],
  exports: [NoticeBoard],
})
export class NotificationsModule {}
