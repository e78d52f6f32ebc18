import { MantineProvider } from '@mantine/core';
import { type DocumentNode, documentLinks } from '@parvis/shared/document';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import '../editor.test-kit.ts';
import { ToastHost } from '../../ui/toast.tsx';
import { NoteInput, type NoteInputProps } from './note-input.tsx';

const SKETCH = { id: '0199f0aa-0000-7000-8000-0000000000f1', name: 'relevé.png', mediaType: 'image/webp', size: 9, width: 9, height: 7 };
const NOTE: DocumentNode = {
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Comme ici :' }] }],
} as DocumentNode;

async function open(more: Partial<NoteInputProps> = {}) {
  const onChange = vi.fn<NoteInputProps['onChange']>();
  const { container } = render(
    <MantineProvider>
      <NoteInput
        label="Texte"
        placeholder="Votre commentaire"
        initial={NOTE}
        searchPeople={async () => []}
        onChange={onChange}
        onSend={vi.fn()}
        onEscape={vi.fn()}
        {...more}
      />
      <ToastHost />
    </MantineProvider>,
  );
  const box = await screen.findByRole('textbox', { name: 'Texte' });
  await screen.findByRole('toolbar');
  return { onChange, box, input: container.querySelector<HTMLInputElement>('input[type=file]') };
}
const picture = () => new File(['x'], 'relevé.png', { type: 'image/png' });

describe('a picture in what one says', () => {
  it('is chosen by a tool, which opens what the device has, and stands there once it was sent', async () => {
    const upload = vi.fn(async () => SKETCH);
    const { onChange, box, input } = await open({ upload });
    const asked = vi.spyOn(input!, 'click');
    await userEvent.click(screen.getByRole('button', { name: 'Image' }));
    expect(asked).toHaveBeenCalledOnce();
    await userEvent.upload(input!, picture());
    await waitFor(() => expect(onChange).toHaveBeenCalled());
    const [said, known] = onChange.mock.lastCall!;
    expect(documentLinks(said).fileIds).toEqual([SKETCH.id]);
    expect(known?.files).toEqual([SKETCH]);
    expect(box).toHaveTextContent('Comme ici :');
    // The same one may be chosen again.
    expect(input).toHaveValue('');
  });

  it('that could not be sent leaves what was written, and is told by its name', async () => {
    const { onChange, box, input } = await open({ upload: () => Promise.reject(new Error('too large')) });
    await userEvent.upload(input!, picture());
    expect(await screen.findByText(/relevé\.png n’a pas pu être envoyé/)).toBeInTheDocument();
    expect(box).toHaveTextContent('Comme ici :');
    expect(onChange).not.toHaveBeenCalled();
  });

  it('is not offered where none can be sent', async () => {
    const { input } = await open();
    expect(screen.queryByRole('button', { name: 'Image' })).toBeNull();
    expect(input).toBeNull();
  });
});
