import { Button } from '@mantine/core';
import type { AnnotationVisibility, FileRef, Motivation, PersonChip } from '@parvis/shared';
import type { DocumentNode } from '@parvis/shared/document';
import { type ReactNode, Suspense, lazy, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteInputProps } from '../../editor/note/note-input.tsx';
import { ProblemNotice } from '../../ui/notice.tsx';
import type { Said } from './expected.ts';
import { noteOf, saysNothing } from './note.ts';
import { usePanelTools } from './panel-context.ts';
import { PlainInput } from './plain-input.tsx';
import classes from './form.module.css';

/** Loads what one writes in; asked for as soon as somebody may begin. Should it not come, plain text can be written. */
export const loadNoteInput = () =>
  import('../../editor/note/note-input.tsx').then(
    ({ NoteInput }): { default: React.ComponentType<NoteInputProps> } => ({ default: NoteInput }),
    () => ({ default: PlainInput }),
  );
const NoteInput = lazy(loadNoteInput);

interface Props {
  label: string;
  placeholder: string;
  said: Said;
  people: readonly PersonChip[];
  files: readonly FileRef[];
  send: string;
  /** Nothing needs to be said. */
  mayBeEmpty?: boolean;
  busy: boolean;
  error: unknown;
  onChange: (said: Said) => void;
  onSend: () => void;
  onCancel: () => void;
  /** Choices above the buttons. */
  children?: ReactNode;
}

/** A field for what one says, with its buttons. Ctrl + Enter sends; Escape gives up what is empty. */
export function SaidForm({
  label,
  placeholder,
  said,
  people,
  files,
  send,
  mayBeEmpty = false,
  busy,
  error,
  onChange,
  onSend,
  onCancel,
  children,
}: Props) {
  const { t } = useTranslation('annotations');
  const { searchPeople, upload } = usePanelTools();
  const [initial] = useState(() => said.body as unknown as DocumentNode);
  const form = useRef<HTMLFormElement>(null);
  const empty = saysNothing(said) && !mayBeEmpty;
  const submit = () => {
    if (!busy && !empty) onSend();
  };
  return (
    <form
      ref={form}
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Suspense fallback={<div className={classes['fieldComing']} />}>
        <NoteInput
          label={label}
          placeholder={placeholder}
          initial={initial}
          people={[...people, ...said.mentions]}
          files={[...files, ...said.files]}
          searchPeople={searchPeople}
          upload={upload}
          onChange={(document, known) => onChange(noteOf(document, known))}
          onSend={submit}
          onEscape={() => (saysNothing(said) ? onCancel() : form.current?.querySelector<HTMLElement>('[type=submit]')?.focus())}
        />
      </Suspense>
      {children}
      <ProblemNotice error={error} />
      <div className={classes['buttons']}>
        <span className={classes['hint']} aria-hidden="true">
          {t('form.keys')}
        </span>
        <Button variant="default" size="xs" onClick={onCancel}>
          {t('form.cancel')}
        </Button>
        <Button type="submit" size="xs" loading={busy} data-disabled={empty || undefined} aria-disabled={empty}>
          {send}
        </Button>
      </div>
    </form>
  );
}

interface WhoProps {
  value: AnnotationVisibility;
  onChange: (value: AnnotationVisibility) => void;
}

/** Who sees it, in plain words: the browser's own list. */
export function WhoSees({ value, onChange }: WhoProps) {
  const { t } = useTranslation('annotations');
  const { page, member } = usePanelTools();
  const choices: AnnotationVisibility[] = member || value === 'community' ? ['page', 'community', 'private'] : ['page', 'private'];
  return (
    <label className={classes['who']}>
      <span>{t('form.who')}</span>
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value as AnnotationVisibility)}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {t(`visibility.${choice}`, { community: page.community.name })}
          </option>
        ))}
      </select>
    </label>
  );
}

interface KindProps {
  value: Motivation;
  kinds: readonly Motivation[];
  onChange: (value: Motivation) => void;
}

/** What kind it is. */
export function KindChoice({ value, kinds, onChange }: KindProps) {
  const { t } = useTranslation('annotations');
  return (
    <label className={classes['who']}>
      <span>{t('form.kind')}</span>
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value as Motivation)}>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kind.${kind}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
