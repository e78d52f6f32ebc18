import { z } from 'zod';
import { defineEvent } from '../../platform/events/event-type.ts';

const person = z.object({ personId: z.uuid() });

export const MailsTurnedOn = defineEvent('notifications.mails-turned-on', person);
export const MailsTurnedOff = defineEvent('notifications.mails-turned-off', person);
