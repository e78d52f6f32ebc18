import { Button } from '@mantine/core';
import type { Me, PageView } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { IconEye } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditorFacts } from '../editor/props.ts';
import { myself } from '../features/people/people.queries.ts';
import { AccessLost } from '../features/wiki/editing/access-lost.tsx';
import { draftOf } from '../features/wiki/editing/editing.queries.ts';
import { DownloadText } from '../features/wiki/editing/keep-text.tsx';
import { LeaveGuard } from '../features/wiki/editing/leave-guard.tsx';
import { Others } from '../features/wiki/editing/others.tsx';
import { RefusedNotice } from '../features/wiki/editing/refused-notice.tsx';
import { SignInAgain } from '../features/wiki/editing/sign-in-again.tsx';
import { StatusLine } from '../features/wiki/editing/status-line.tsx';
import { TextSide } from '../features/wiki/editing/text-side.tsx';
import { TitleField } from '../features/wiki/editing/title-field.tsx';
import { useLeaving } from '../features/wiki/editing/use-leaving.ts';
import { useOthers, useWriting, useWritingState } from '../features/wiki/editing/use-writing.ts';
import { PageTree } from '../features/wiki/page-tree.tsx';
import { page, useLiveTitle } from '../features/wiki/wiki.queries.ts';
import { speakAlso } from '../lib/i18n.ts';
import { queryClient } from '../lib/query-client.ts';
import { Emblem } from '../ui/emblem.tsx';
import { Notice } from '../ui/notice.tsx';
import { useTitle } from '../ui/page.tsx';
import { Failed, Loading } from '../ui/states.tsx';
import { EditText } from './edit-text.tsx';
import { listenAgain, useWatch } from './realtime.ts';
import { WikiPage } from './wiki-page.tsx';
import { WritingPanel, useWritingPanel } from './writing-panel.tsx';
import classes from './edit-page.module.css';

await speakAlso('writing');

const NOTHING_YET: EditorFacts = { words: 0, characters: 0, headings: [], uploads: 0 };

/** Writing on a page, with whoever else does. */
export function EditPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  // Its text comes by the socket from then on: each time it is stored, the page would only be fetched in vain.
  const [opened, open] = useState<string | null>(null);
  const reading = useQuery({ ...page(id), enabled: opened !== id });
  const { data: me } = useQuery(myself);
  const drafting = reading.data ? reading.data.draft !== null : false;
  const draft = useQuery({ ...draftOf(id), enabled: opened !== id && drafting && reading.data?.can.edit === true });
  const shown = drafting && reading.data?.can.edit ? draft.data : reading.data;
  // What was opened for writing stays open when the right to it goes: there may be something to keep.
  if (shown && me) return <Opened key={id} page={shown} me={me} onOpen={open} />;
  const failed = reading.isError ? reading : draft;
  if (failed.isError) return <Failed error={failed.error} onRetry={() => void failed.refetch()} whole />;
  return (
    <div className={classes['wait']}>
      <Loading rows={6} />
    </div>
  );
}

function Opened({ page: shown, me, onOpen }: { page: PageView; me: Me; onOpen: (id: string) => void }) {
  const [mayWrite] = useState(shown.can.edit);
  useEffect(() => {
    if (mayWrite) onOpen(shown.id);
  }, [mayWrite, shown.id, onOpen]);
  return mayWrite ? <Writing page={shown} me={me} /> : <ReadOnly page={shown} />;
}

/** The reading view, and why there is no more. */
function ReadOnly({ page: { community } }: { page: PageView }) {
  const { t } = useTranslation('writing');
  return (
    <>
      <div className={classes['why']}>
        <Notice>
          <strong>{t('readOnly.title')}</strong>
          <br />
          {t('readOnly.why', { community: community.name })}
        </Notice>
      </div>
      <WikiPage />
    </>
  );
}

function Writing({ page: shown, me }: { page: PageView; me: Me }) {
  const { t } = useTranslation('writing');
  const { session, again } = useWriting(shown, me);
  const { facts, state } = useWritingState(session);
  const others = useOthers(session, me.id);
  const { desk, takeText } = useLeaving(shown, me, state);
  const [about, tell] = useState(NOTHING_YET);
  const [typed, retitle] = useState<string | null>(null);
  const named = useLiveTitle(shown);
  const title = typed ?? named;
  const [later, putOff] = useState(false);
  const panel = useWritingPanel();
  useTitle(t('windowTitle', { title }));
  useWatch('content', shown.id);
  useWatch('community', shown.communityId);
  if (!session) return null;
  if (state.kind === 'access-lost') return <AccessLost session={session} page={shown} title={title} unsaved={facts.unsaved} />;

  const editable = state.kind !== 'read-only';
  const signedOut = state.kind === 'not-saved' && state.because === 'signed-out';
  const goTo = (blockId: string) => desk.handle?.goTo(blockId);
  const signedIn = (person: Me) => {
    queryClient.setQueryData(myself.queryKey, person);
    listenAgain();
    session.connect();
  };
  return (
    <div className={classes['frame']}>
      <aside className={classes['tree']}>
        <Link to="/c/$slug" params={shown.community} className={classes['community'] ?? ''}>
          <Emblem number={shown.community.emblem} />
          {shown.community.name}
        </Link>
        <PageTree communityId={shown.communityId} current={shown.id} />
      </aside>
      <div className={classes['edit']}>
        <div className={classes['status']}>
          <StatusLine state={state} facts={facts} />
          {signedOut && later && (
            <Button size="xs" onClick={() => putOff(false)}>
              {t('signIn.again')}
            </Button>
          )}
          <Others people={others} />
          <span className={classes['end']}>
            <Button
              variant="default"
              component={Link}
              to="/p/$id/$slug"
              params={shown as never}
              leftSection={<IconEye size={16} aria-hidden="true" />}
              onClick={takeText}
            >
              {t('reread')}
            </Button>
            {shown.draft && (
              <Button component={Link} to="/p/$id/$slug/versions" params={shown as never} search={{ publish: true } as never}>
                {t('publish')}
              </Button>
            )}
          </span>
        </div>
        <div className={classes['sheet']}>
          {state.kind === 'refused' && <RefusedNotice session={session} page={shown} title={title} refused={state} onReset={again} />}
          {state.kind === 'read-only' && (
            <div className={classes['notice']}>
              <Notice tone="warn">
                <strong>{t('readOnly.title')}</strong>
                <p>{facts.unsaved ? t('readOnly.lost') : t('readOnly.why', { community: shown.community.name })}</p>
                {facts.unsaved && <DownloadText session={session} page={shown} title={title} />}
              </Notice>
            </div>
          )}
          {facts.size > 0 && (
            <div className={classes['notice']}>
              <Notice tone="warn">{t('size', { percent: Math.round(facts.size * 100) })}</Notice>
            </div>
          )}
          <TitleField
            pageId={shown.id}
            personId={me.id}
            title={named}
            editable={editable}
            onTyped={retitle}
            onLeaveDown={() => desk.handle?.focus('start')}
          />
        </div>
        <details className={classes['sideAbove']}>
          <summary>{t('side.show')}</summary>
          <TextSide facts={about} onGoTo={goTo} />
        </details>
        {facts.ready ? (
          <EditText
            session={session}
            page={shown}
            me={me}
            title={title}
            editable={editable}
            desk={desk}
            onLeaveUp={() => document.querySelector<HTMLElement>(`.${classes['sheet']} textarea`)?.focus()}
            onChange={tell}
            onShowAnnotations={panel.showAnnotations}
          />
        ) : (
          <Loading rows={6} />
        )}
      </div>
      <WritingPanel page={shown} myId={me.id} panel={panel} label={t('side.label')}>
        <TextSide facts={about} onGoTo={goTo} />
      </WritingPanel>
      <LeaveGuard facts={facts} uploads={about.uploads} />
      <SignInAgain me={me} opened={signedOut && !later} onSignedIn={signedIn} onClose={() => putOff(true)} />
    </div>
  );
}
