import { z } from 'zod';
import { route } from '../contract.ts';
import { Language, PageQuery, byId, line, listOf, optionalLine, words } from '../text.ts';
import { Me, PersonCard, TimeZone, newPassword } from './person.ts';

export const profileRoutes = {
  me: route({ method: 'GET', path: '/me', access: 'session', summary: 'Who I am', response: Me }),
  editMe: route({
    method: 'PATCH',
    path: '/me',
    access: 'session',
    summary: 'Edits my profile',
    response: Me,
    body: z.strictObject({ name: line(120), job: optionalLine(120), language: Language, timeZone: TimeZone }).partial(),
  }),
  changePassword: route({
    method: 'PUT',
    path: '/me/password',
    access: 'session',
    status: 204,
    summary: 'Changes my password; ends my other sessions',
    body: z.strictObject({ current: z.string().min(1).max(256), next: newPassword }),
  }),
  setPhoto: route({
    method: 'PUT',
    path: '/me/photo',
    access: 'session',
    summary: 'Sets my photo (PNG, JPEG, WebP or AVIF up to 10 MB, re-encoded)',
    upload: z.strictObject({}),
    response: Me,
  }),
  removePhoto: route({ method: 'DELETE', path: '/me/photo', access: 'session', summary: 'Removes my photo', response: Me }),
  listPeople: route({
    method: 'GET',
    path: '/people',
    access: 'session',
    summary: 'People that I may know of, by name',
    query: PageQuery.extend({ q: words.optional() }),
    response: listOf(PersonCard),
  }),
  readPerson: route({
    method: 'GET',
    path: '/people/:id',
    access: 'session',
    summary: "A person's card",
    params: byId,
    response: PersonCard,
  }),
  readPhoto: route({
    method: 'GET',
    path: '/people/:id/photo',
    access: 'session',
    summary: "A person's photo, 256 px square",
    params: byId,
    query: z.strictObject({ v: z.string().max(60).optional() }),
    produces: 'image/webp',
  }),
};
