import type { AuditEntry } from '@parvis/shared';
import type { TFunction } from 'i18next';

/**
 * What happened, as a sentence. Messages lie under `event.<name>` of the set `audit`: one sentence, or `self` and `by`
 * where somebody else may have done it, or `one` and `many`. A name without words (of a later version) is shown as it is.
 */
export function auditSentence(entry: AuditEntry, system: string, t: TFunction<'audit'>): string {
  const { name, actor, subject, payload } = entry;
  const key = `event.${name}`;
  const count = typeof payload['count'] === 'number' ? payload['count'] : 1;
  const own = actor === null || actor.id === payload['personId'];
  const forms = [key, `${key}.${subject !== null && own ? 'self' : 'by'}`, `${key}.${count > 1 ? 'many' : 'one'}`];
  const found = forms.find((form) => isSentence(form, t));
  if (!found) return name;
  return String(
    t(
      found as never,
      {
        actor: actor?.name ?? system,
        subject: subject ?? t('somebody'),
        // As `count` it would choose a plural form by itself.
        many: count,
        cause: t(`cause.${String(payload['cause']) as 'unknown'}`),
      } as never,
    ),
  );
}

function isSentence(key: string, t: TFunction<'audit'>): boolean {
  const found: unknown = t(key as never, { returnObjects: true, defaultValue: null } as never);
  return typeof found === 'string' && found !== key;
}
