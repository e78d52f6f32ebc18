import type { DocumentNode } from '@parvis/shared/document';
import { plainText } from '@parvis/shared/document';
import { useEffect, useRef } from 'react';
import type { NoteInputProps } from '../../editor/note/note-input.tsx';
import classes from './form.module.css';

/** A field for bare text, where the one with emphasis could not be loaded. */
export function PlainInput({ label, placeholder, initial, onChange, onSend, onEscape }: NoteInputProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <textarea
      ref={field}
      className={classes['plain']}
      aria-label={label}
      placeholder={placeholder}
      defaultValue={(initial.content ?? []).map(plainText).join('\n')}
      onChange={({ currentTarget }) => onChange(paragraphs(currentTarget.value))}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSend();
        else if (event.key === 'Escape') onEscape();
        else return;
        event.preventDefault();
      }}
    />
  );
}

const paragraphs = (text: string): DocumentNode =>
  ({
    type: 'doc',
    content: text
      .normalize('NFC')
      .split('\n')
      .map((line) => ({ type: 'paragraph', ...(line && { content: [{ type: 'text', text: line }] }) })),
  }) as DocumentNode;
