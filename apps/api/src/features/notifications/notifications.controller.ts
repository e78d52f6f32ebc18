import { Controller, Res } from '@nestjs/common';
import { api } from '@parvis/shared';
import type { FastifyReply } from 'fastify';
import type { Person } from '../../platform/database/actor.ts';
import { type Given, Input, Me, Route } from '../../platform/http/route.ts';
import { NotificationSettingsService } from './notification-settings.service.ts';
import { NotificationsService } from './notifications.service.ts';
import { UnsubscriptionsService } from './unsubscriptions.service.ts';

@Controller()
export class NotificationsController {
  constructor(
    private readonly notifications: NotificationsService,
    private readonly settings: NotificationSettingsService,
    private readonly unsubscriptions: UnsubscriptionsService,
  ) {}

  @Route(api.listNotifications)
  list(@Me() me: Person, @Input() { query }: Given<typeof api.listNotifications>) {
    return this.notifications.list(me, query);
  }

  @Route(api.countNotifications)
  count(@Me() me: Person) {
    return this.notifications.count(me);
  }

  @Route(api.readNotification)
  read(@Me() me: Person, @Input() { params }: Given<typeof api.readNotification>) {
    return this.notifications.read(me, params.id);
  }

  @Route(api.unreadNotification)
  unread(@Me() me: Person, @Input() { params }: Given<typeof api.unreadNotification>) {
    return this.notifications.unread(me, params.id);
  }

  @Route(api.readNotifications)
  readMany(@Me() me: Person, @Input() { body }: Given<typeof api.readNotifications>) {
    return this.notifications.readMany(me, body);
  }

  @Route(api.readNotificationSettings)
  readSettings(@Me() me: Person) {
    return this.settings.read(me);
  }

  @Route(api.editNotificationSettings)
  editSettings(@Me() me: Person, @Input() { body }: Given<typeof api.editNotificationSettings>) {
    return this.settings.edit(me, body);
  }

  @Route(api.listCommunityLevels)
  communities(@Me() me: Person, @Input() { query }: Given<typeof api.listCommunityLevels>) {
    return this.settings.communities(me, query);
  }

  @Route(api.listPageLevels)
  pages(@Me() me: Person, @Input() { query }: Given<typeof api.listPageLevels>) {
    return this.settings.pages(me, query);
  }

  @Route(api.openUnsubscription)
  open(@Input() { params }: Given<typeof api.openUnsubscription>, @Res({ passthrough: true }) reply: FastifyReply) {
    void reply.header('location', this.unsubscriptions.screen(params.token));
  }

  @Route(api.unsubscribe)
  unsubscribe(@Input() { params }: Given<typeof api.unsubscribe>) {
    return this.unsubscriptions.unsubscribe(params.token);
  }
}
