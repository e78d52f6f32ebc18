import { Modal } from '@mantine/core';
import type { Me } from '@parvis/shared';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { toast } from '../../../ui/toast.tsx';
import { AccessLost } from './access-lost.tsx';
import { contactOf } from './contact.ts';
import { WritingSession } from './session.ts';
import { type UnsavedPage, unsavedWriters } from './unsaved.ts';
import { colourOf } from './use-writing.ts';
import type { WritingState } from './writing-state.ts';

await speakAlso('writing');

/** Nothing of the page is known but its text: links are written as they are. */
const nothingKnown = { links: [], files: [], mentions: [], slug: 'page' };

/**
 * Sends what was written on this device and not saved, e.g. when a tab was closed while the network was away, without the
 * page being opened. Where the page is no longer open, its text is offered as a file.
 */
export function UnsavedSender({ me, pages }: { me: Me; pages: readonly UnsavedPage[] }) {
  const { t } = useTranslation('writing');
  const [lost, lose] = useState<{ page: UnsavedPage; session: WritingSession }[]>([]);

  useEffect(() => {
    const sessions = pages.map((page) => {
      const session = new WritingSession({ pageId: page.pageId, title: page.title, me, colour: colourOf(me.id), contact: contactOf });
      const hear = () => {
        const { state, facts } = session.snapshot();
        const end = endOf(state, facts.ready && unsavedWriters(me.id, page.pageId).length > 0);
        if (!end) return;
        stop();
        if (end === 'lost') return lose((before) => [...before, { page, session }]);
        if (end === 'sent') toast(t('unsaved.sent', { title: page.title }));
        if (end === 'refused') toast(t('unsaved.refused', { title: page.title }));
        return void session.leave();
      };
      const stop = session.subscribe(hear);
      return session;
    });
    return () => {
      for (const session of sessions) void session.end();
    };
  }, [me, pages, t]);

  const [first] = lost;
  if (!first) return null;
  return (
    <Modal opened onClose={() => lose(lost.slice(1))} title={t('unsaved.lost', { title: first.page.title })}>
      <AccessLost
        key={first.page.pageId}
        session={first.session}
        page={{ ...nothingKnown, slug: first.page.title || 'page' }}
        title={first.page.title}
        unsaved={first.session.snapshot().facts.unsaved}
      />
    </Modal>
  );
}

/** What there is to say of a page, once there is: until then it is sent, or the network is waited for. */
function endOf(state: WritingState, unsaved: boolean): 'sent' | 'lost' | 'refused' | 'later' | null {
  if (state.kind === 'access-lost') return 'lost';
  if (state.kind === 'refused' || state.kind === 'read-only') return 'refused';
  if (state.kind === 'saved' && !unsaved) return 'sent';
  if (state.kind === 'not-saved' && state.because === 'signed-out') return 'later';
  return null;
}
