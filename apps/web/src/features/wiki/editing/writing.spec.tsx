import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { show } from '../../../test-screen.tsx';
import { titleKey } from './copies.ts';
import { Others } from './others.tsx';
import { StatusLine } from './status-line.tsx';
import { TextSide } from './text-side.tsx';
import { TitleField } from './title-field.tsx';
import { AT_FIRST, type Facts, stateOf } from './writing-state.ts';

const person = (name: string, number: number) => ({
  id: `0199f0aa-0000-7000-8000-00000000000${number}`,
  name,
  photoId: null,
  active: true,
});

describe('the status line', () => {
  const tell = async (facts: Partial<Facts>) => {
    const known = { ...AT_FIRST, ready: true, connected: true, ...facts };
    await show(<StatusLine state={stateOf(known)} facts={known} />);
    return screen.getByRole('status').textContent;
  };

  it.each([
    [{}, 'Enregistré'],
    [{ unsaved: true }, 'Enregistrement…'],
    [{ unsaved: true, connected: false }, 'Pas encore enregistré — hors ligneGardé sur cet appareil.'],
    [
      { unsaved: true, connected: false, kept: false },
      'Pas encore enregistré — hors ligneCe navigateur ne garde rien\u00a0: ne fermez pas la page.',
    ],
    [{ unsaved: true, savingFails: true }, 'Pas encore enregistré — le serveur n’arrive pas à écrireGardé sur cet appareil.'],
    [{ connected: false }, 'Hors ligne — ce que vous écrirez restera sur cet appareil'],
    [{ unsaved: true, connected: false, signedOut: true }, 'Pas encore enregistré — reconnectez-vousGardé sur cet appareil.'],
    [{ connected: false, signedOut: true }, 'Session terminée — reconnectez-vous'],
    [{ readOnly: true }, 'Lecture seule'],
    [{ unsaved: true, refused: { code: 'schema', detail: '' } }, 'Pas enregistré'],
    [{ accessLost: true, unsaved: true }, 'Accès perdu'],
    [{ ready: false, connected: false }, 'Connexion…'],
  ] as [Partial<Facts>, string][])('of %o says: %s', async (facts, words) => {
    expect(await tell(facts)).toBe(words);
  });
});

describe('who else writes', () => {
  it.each([
    [['Tugdual Le Goff'], 'Tugdual écrit aussi'],
    [['Tugdual Le Goff', 'Aïcha Benhaddou'], 'Tugdual et Aïcha écrivent aussi'],
    [['A A', 'B B', 'C C', 'D D', 'E E'], 'A, B et 3 autres écrivent aussi'],
  ])('of %o says: %s', async (names, words) => {
    await show(<Others people={names.map(person)} />);
    expect(screen.getByRole('status')).toHaveTextContent(words);
  });
});

describe('the title', () => {
  const [PAGE, ME] = ['0199f0aa-0000-7000-8000-0000000000cc', '0199f0aa-0000-7000-8000-0000000000dd'];
  const RENAMED = { id: PAGE, title: 'Appuis glissants', slug: 'appuis-glissants', communityId: 'c' };
  beforeEach(() => localStorage.clear());
  const open = (answers: Record<string, unknown>, onLeaveDown = vi.fn()) =>
    show(<TitleField pageId={PAGE} personId={ME} title="Appuis" editable onTyped={vi.fn()} onLeaveDown={onLeaveDown} />, answers);
  const field = () => screen.getByRole('textbox', { name: 'Titre de la page' });

  it('is sent once, a moment after the last key', async () => {
    const { asked } = await open({ [`PATCH /api/pages/${PAGE}`]: RENAMED });
    await userEvent.type(field(), ' glissants');
    expect(asked).toEqual([]);
    await waitFor(() => expect(asked).toEqual([`PATCH /api/pages/${PAGE}`]), { timeout: 3_000 });
    await waitFor(() => expect(localStorage.getItem(titleKey(ME, PAGE))).toBeNull());
  });

  it('stays on this device while the network is away, and is sent when it is back', async () => {
    const { asked } = await open({});
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('offline')));
    await userEvent.type(field(), ' glissants neufs');
    expect(localStorage.getItem(titleKey(ME, PAGE))).toBe('Appuis glissants neufs');
    const sent = vi.fn(async (_address: string, init?: RequestInit) => {
      asked.push(String(init?.body));
      return new Response(JSON.stringify(RENAMED));
    });
    vi.stubGlobal('fetch', sent);
    window.dispatchEvent(new Event('online'));
    await waitFor(() => expect(asked).toContain('{"title":"Appuis glissants neufs"}'));
  });

  it('is never empty: the former one comes back', async () => {
    const { asked } = await open({});
    await userEvent.clear(field());
    await userEvent.tab();
    expect(field()).toHaveValue('Appuis');
    expect(asked).toEqual([]);
  });

  it('is one line: Enter and the arrow down lead into the text', async () => {
    const leave = vi.fn();
    await open({}, leave);
    await userEvent.type(field(), '{Enter}');
    await userEvent.type(field(), '{ArrowDown}');
    expect(leave).toHaveBeenCalledTimes(2);
    expect(field()).toHaveValue('Appuis');
  });
});

describe('beside the text', () => {
  it('its parts lead to it, its length is told', async () => {
    const go = vi.fn();
    const facts = { words: 1_380, characters: 0, uploads: 0, headings: [{ id: 'b1', level: 2, text: 'À la goulotte' }] };
    await show(<TextSide facts={facts} onGoTo={go} />);
    await userEvent.click(screen.getByRole('button', { name: 'À la goulotte' }));
    expect(go).toHaveBeenCalledWith('b1');
    expect(screen.getByText(/^1.380 mots$/)).toBeVisible();
    expect(screen.getByText('6 min de lecture')).toBeVisible();
  });
});
