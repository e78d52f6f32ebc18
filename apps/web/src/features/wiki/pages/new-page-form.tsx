import { Button } from '@mantine/core';
import type { CommunityView } from '@parvis/shared';
import type { DocumentNode } from '@parvis/shared/document';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, Suspense, lazy, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { useDraft } from '../../../lib/draft.ts';
import { newId } from '../../../lib/new-id.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Loading } from '../../../ui/states.tsx';
import { DocumentReader } from '../reader/document-reader.tsx';
import { page } from '../wiki.queries.ts';
import { templatesFor, useCreatePage } from './pages.queries.ts';
import type { Chosen } from './place-picker.tsx';
import { refusalWords } from './refusal-words.ts';
import { useFocus } from './use-focus.ts';
import classes from './pages.module.css';

await speakAlso('pages');
const PlacePicker = lazy(async () => ({ default: (await import('./place-picker.tsx')).PlacePicker }));

interface Props {
  community: CommunityView;
  parentId: string | null;
}

/** A new page: what it is called, where it lies, what it begins as. What is typed survives a reload. */
export function NewPageForm({ community, parentId }: Props) {
  const { t } = useTranslation('pages');
  const router = useRouter();
  const [draft, write, forget] = useDraft(`page.${community.id}`, { title: '', templateId: '' });
  const [place, setPlace] = useState<Chosen>({ communityId: community.id, parentId });
  const id = useRef(newId());
  const create = useCreatePage();
  const field = useFocus();
  const send = (event: FormEvent) => {
    event.preventDefault();
    const { title, templateId } = draft;
    create.mutate(
      { body: { id: id.current, ...place, title, ...(templateId && { templateId }) } },
      {
        onSuccess: (made) => {
          forget();
          router.history.push(`/p/${made.id}/${made.slug}/modifier`);
        },
      },
    );
  };
  return (
    <form className={classes['fresh']} onSubmit={send}>
      <input
        className={classes['title']}
        aria-label={t('newTitle')}
        placeholder={t('newTitle')}
        value={draft.title}
        maxLength={200}
        ref={field}
        required
        onChange={({ currentTarget }) => write({ ...draft, title: currentTarget.value })}
      />
      <Where community={community} value={place} onChange={setPlace} />
      <Templates community={community} chosen={draft.templateId} onChoose={(templateId) => write({ ...draft, templateId })} />
      {create.error && <Notice tone="bad">{refusalWords(create.error, t)}</Notice>}
      <div className={classes['send']}>
        <Button type="submit" loading={create.isPending} disabled={draft.title.trim() === ''}>
          {t('create.send')}
        </Button>
      </div>
    </form>
  );
}

function Where({ community, value, onChange }: { community: CommunityView; value: Chosen; onChange: (place: Chosen) => void }) {
  const { t } = useTranslation('pages');
  const [changing, change] = useState(false);
  const parent = useQuery({ ...page(value.parentId ?? ''), enabled: value.parentId !== null });
  if (changing)
    return (
      <Suspense fallback={<Loading rows={3} />}>
        <PlacePicker value={value} onChange={onChange} />
      </Suspense>
    );
  return (
    <div className={classes['where']}>
      <span>
        {parent.data
          ? t('create.under', { title: parent.data.title, community: community.name })
          : t('create.atTop', { community: community.name })}
      </span>
      <Button variant="subtle" onClick={() => change(true)}>
        {t('create.change')}
      </Button>
    </div>
  );
}

interface TemplatesProps {
  community: CommunityView;
  chosen: string;
  onChoose: (id: string) => void;
}

function Templates({ community, chosen, onChoose }: TemplatesProps) {
  const { t } = useTranslation('pages');
  const templates = useQuery(templatesFor(community.id));
  if (templates.isPending) return <Loading rows={2} />;
  if (templates.isError || templates.data.items.length === 0) return null;
  const known = templates.data.items.some(({ id }) => id === chosen);
  return (
    <>
      <fieldset className={classes['templates']}>
        <legend>{t('create.beginAs')}</legend>
        <label className={classes['template']}>
          <input type="radio" name="template" checked={!known} onChange={() => onChoose('')} />
          <b>{t('create.blank')}</b>
          <span>{t('create.blankHint')}</span>
        </label>
        {templates.data.items.map(({ id, title, excerpt, community: from }) => (
          <label key={id} className={classes['template']}>
            <input type="radio" name="template" checked={chosen === id} onChange={() => onChoose(id)} />
            <b>{title}</b>
            <span>{excerpt}</span>
            {from.id !== community.id && <small>{from.name}</small>}
          </label>
        ))}
      </fieldset>
      {known && <Preview id={chosen} />}
    </>
  );
}

function Preview({ id }: { id: string }) {
  const { t } = useTranslation('pages');
  const shown = useQuery(page(id));
  if (shown.isPending) return <Loading rows={3} />;
  if (shown.isError) return null;
  const { document, links, files, mentions } = shown.data;
  return (
    <section className={classes['preview']} aria-label={t('create.preview')}>
      <DocumentReader document={document as unknown as DocumentNode} links={links} files={files} mentions={mentions} />
    </section>
  );
}
