import { z } from 'zod';
import { defineEvent } from '../platform/events/event-type.ts';

const community = z.object({ communityId: z.uuid() });
const person = community.extend({ personId: z.uuid() });

export const CommunityCreated = defineEvent('community.created', community);
export const CommunityEdited = defineEvent('community.edited', community);
export const CommunityArchived = defineEvent('community.archived', community);
export const CommunityUnarchived = defineEvent('community.unarchived', community);
export const MembershipAsked = defineEvent('membership.asked', person);
export const MembershipInvited = defineEvent('membership.invited', person);
export const MemberJoined = defineEvent('membership.joined', person);
export const MemberRoleChanged = defineEvent('membership.role-changed', person);
/** Left, was removed, was refused, or declined. */
export const MembershipEnded = defineEvent('membership.ended', person);
