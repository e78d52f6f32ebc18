import type { Me, PageView } from '@parvis/shared';
import { CatchBoundary, type ErrorComponentProps } from '@tanstack/react-router';
import { Suspense, lazy, useMemo, useState } from 'react';
import type { EditorFacts } from '../editor/props.ts';
import { searchPages, searchPeople } from '../features/wiki/editing/editing.queries.ts';
import { DownloadText } from '../features/wiki/editing/keep-text.tsx';
import type { WritingSession } from '../features/wiki/editing/session.ts';
import { uploadTo } from '../features/wiki/editing/uploads.ts';
import type { Desk } from '../features/wiki/editing/use-leaving.ts';
import { colourOf } from '../features/wiki/editing/use-writing.ts';
import { Failed, Loading } from '../ui/states.tsx';
import { useWritingAnnotations } from './writing-annotations.ts';
import classes from './edit-page.module.css';

const PageEditor = lazy(async () => ({ default: (await import('../editor/page-editor.tsx')).PageEditor }));

interface Props {
  session: WritingSession;
  page: PageView;
  me: Me;
  title: string;
  editable: boolean;
  desk: Desk;
  onLeaveUp: () => void;
  onChange: (facts: EditorFacts) => void;
  onShowAnnotations: () => void;
}

/** The text one types in. Should the editor break, the text is still there to be kept. */
export function EditText({ session, page, me, title, editable, desk, onLeaveUp, onChange, onShowAnnotations }: Props) {
  const [broken, breakDown] = useState(false);
  const { id, communityId } = page;
  const services = useMemo(() => servicesOf(id, communityId, desk), [id, communityId, desk]);
  const annotations = useWritingAnnotations({ page, me, editing: desk, onShow: onShowAnnotations });
  const user = useMemo(() => ({ id: me.id, name: me.name, colour: colourOf(me.id) }), [me.id, me.name]);
  return (
    <>
      <CatchBoundary getResetKey={() => id} errorComponent={Broken} onCatch={() => breakDown(true)}>
        <Suspense fallback={<Loading rows={6} />}>
          <PageEditor
            document={session.document}
            awareness={session.provider.awareness}
            user={user}
            editable={editable}
            pageId={id}
            communityId={communityId}
            links={page.links}
            files={page.files}
            mentions={page.mentions}
            {...services}
            onLeaveUp={onLeaveUp}
            onChange={onChange}
            annotations={annotations}
          />
        </Suspense>
      </CatchBoundary>
      {broken && (
        <div className={classes['sheet']}>
          <DownloadText session={session} page={page} title={title} />
        </div>
      )}
    </>
  );
}

const Broken = ({ error, reset }: ErrorComponentProps) => <Failed error={error} onRetry={reset} />;

/** What the editor asks for; what it is given is remembered for the reading view. */
function servicesOf(pageId: string, communityId: string, desk: Desk) {
  const [upload, pages, people] = [uploadTo(pageId), searchPages(communityId), searchPeople(pageId)];
  return {
    onReady: (handle: Desk['handle']) => {
      desk.handle = handle;
    },
    upload: async (...sending: Parameters<typeof upload>) => {
      const file = await upload(...sending);
      desk.files.set(file.id, file);
      return file;
    },
    searchPages: async (...words: Parameters<typeof pages>) => {
      const found = await pages(...words);
      for (const link of found) desk.links.set(link.id, link);
      return found;
    },
    searchPeople: async (...words: Parameters<typeof people>) => {
      const found = await people(...words);
      for (const person of found) desk.mentions.set(person.id, person);
      return found;
    },
  };
}
