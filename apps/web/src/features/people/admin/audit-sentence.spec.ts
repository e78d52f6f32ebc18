import type { AuditEntry } from '@parvis/shared';
import i18next from 'i18next';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { speak, speakAlso } from '../../../lib/i18n.ts';
import { auditSentence } from './audit-sentence.ts';

const api = path.resolve(process.cwd(), '../api/src');
/** Every event that the product may record, as its source names them. */
const EVENTS = globSync('**/*.events.ts', { cwd: api })
  .flatMap((file) => [...readFileSync(path.join(api, file), 'utf8').matchAll(/defineEvent\(\s*'([^']+)'/g)])
  .map(([, name = '']) => name);

const ana = { id: 'a', name: 'Ana', photoId: null, active: true };
const entry = (name: string, given: Partial<AuditEntry> = {}): AuditEntry => ({
  id: 'e',
  seq: 1,
  name,
  at: '2026-02-12T10:00:00Z',
  actor: ana,
  subject: null,
  payload: {},
  sealed: true,
  ...given,
});
const say = (one: AuditEntry) => auditSentence(one, 'Parvis', i18next.getFixedT(null, 'audit'));

describe.each(['fr', 'en'] as const)('the journal in %s', (language) => {
  beforeAll(async () => {
    await speakAlso('audit');
    await speak(language);
  });

  it('finds the events of the product', () => expect(EVENTS.length).toBeGreaterThan(30));

  it.each(EVENTS)('has a sentence for %s', (name) => {
    const cause = 'throttled';
    for (const given of [
      { payload: { cause } },
      { subject: 'Bob', payload: { personId: 'b', cause } },
      { subject: 'Ana', payload: { personId: 'a', cause } },
      { actor: null, payload: { cause } },
    ]) {
      const sentence = say(entry(name, given));
      expect(sentence).toMatch(/\.$/);
      expect(sentence).not.toMatch(/\{\{|undefined/);
    }
  });
});

describe('a sentence of the journal', () => {
  beforeAll(() => speak('fr'));

  it('tells who did it to whom, and what somebody did herself', () => {
    expect(say(entry('membership.ended', { subject: 'Bob', payload: { personId: 'b' } }))).toBe('Ana a retiré Bob d’une communauté.');
    expect(say(entry('membership.ended', { subject: 'Ana', payload: { personId: 'a' } }))).toBe('Ana a quitté une communauté.');
  });

  it('counts', () => {
    expect(say(entry('content.trashed', { payload: { count: 3 } }))).toBe('Ana a mis 3 pages à la corbeille.');
    expect(say(entry('content.trashed', { payload: { count: 1 } }))).toBe('Ana a mis une page à la corbeille.');
  });

  it('says why a sign-in was refused', () => {
    const refused = entry('sign-in.refused', { actor: null, subject: 'Bob', payload: { personId: 'b', cause: 'wrong-password' } });
    expect(say(refused)).toMatch(/^Connexion refusée à Bob\s: mauvais mot de passe\.$/);
  });

  it('names an event that has no words yet', () => expect(say(entry('course.begun'))).toBe('course.begun'));
});
