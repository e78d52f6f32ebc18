import type { AnnotationView } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StandingAnnotation } from '../features/annotation-lists/standing-annotation.tsx';
import { versionAnnotations } from '../features/annotation-lists/version-annotations.queries.ts';
import { type Passage, paintForeground, paintPassages } from '../features/annotations/paint.ts';
import { usePointing } from '../features/annotations/use-pointing.ts';
import { useReveal } from '../features/annotations/use-reveal.ts';
import { useTextPlaces } from '../features/annotations/use-text-places.ts';
import { TextMap } from '../features/wiki/reader/text-ranges.ts';
import { speakAlso } from '../lib/i18n.ts';
import { Section } from '../ui/page.tsx';
import { Failed } from '../ui/states.tsx';
import lists from '../features/annotation-lists/annotation-lists.module.css';
import '../features/annotations/highlights.css';

await speakAlso('annotation-lists');

interface Props {
  pageId: string;
  versionId: string;
  /** Holds the version as the reader drew it, and this. */
  sheet: HTMLElement;
}
const placesOf = (root: Element) => new TextMap(root);
const NONE: readonly AnnotationView[] = [];

/** The annotations of an older version where they stood in it: painted in its text, and below it, to be read. */
export function VersionAnnotations({ pageId, versionId, sheet }: Props) {
  const { t } = useTranslation('annotation-lists');
  const { data, isError, error, refetch } = useQuery(versionAnnotations(pageId, versionId));
  const [openedId, open] = useState<string | null>(null);
  const [pointedId, point] = useState<string | null>(null);
  const standing = useTextPlaces(sheet, placesOf);
  const layer = useRef<HTMLDivElement>(null);
  // What one may no longer see leaves nothing behind.
  const items = isError ? NONE : (data?.items ?? NONE);
  const passages = useMemo(() => items.flatMap(passageOf), [items]);
  const opened = passages.find(({ id }) => id === openedId) ?? null;
  const pointed = passages.find(({ id }) => id === pointedId) ?? null;
  const places = standing?.places;
  // Marks are drawn where the words stand: they follow when these move. Painted ranges do by themselves.
  const layout = 'highlights' in CSS ? 0 : (standing?.layout ?? 0);
  useLayoutEffect(() => (places && layout >= 0 ? paintPassages(places, passages, layer.current) : undefined), [places, passages, layout]);
  useLayoutEffect(
    () => (places && layout >= 0 ? paintForeground(places, { opened, pointed, draft: null }, layer.current) : undefined),
    [places, opened, pointed, layout],
  );
  useReveal(standing, opened, null);
  usePointing(standing, passages, {
    opened: openedId ?? undefined,
    onOpen: (id) => {
      open(id);
      document.getElementById(`annotation-${id}`)?.scrollIntoView({ block: 'nearest' });
    },
    onPoint: point,
  });
  return (
    <>
      <div ref={layer} className="annotation-marks" aria-hidden="true" data-ui="" />
      {isError && <Failed error={error} onRetry={() => void refetch()} />}
      {items.length > 0 && (
        <div className={lists['then']}>
          <Section title={t('then.title')} note={items.length}>
            <p className="muted">{t('then.hint')}</p>
            <ol className={lists['rows']} aria-label={t('then.title')}>
              {items.map((annotation) => (
                <StandingAnnotation
                  key={annotation.id}
                  annotation={annotation}
                  opened={annotation.id === openedId}
                  onOpen={() => open(annotation.id)}
                  now={
                    <Link className="link" to="/p/$id" params={{ id: pageId }} search={{ annotation: annotation.id } as never}>
                      {t('then.now')}
                    </Link>
                  }
                />
              ))}
            </ol>
          </Section>
        </div>
      )}
    </>
  );
}

function passageOf({ id, motivation, status, target: { state, start, end } }: AnnotationView): Passage[] {
  if (start === null || end === null) return [];
  return [{ id, start, end, state, kind: status === 'resolved' ? 'resolved' : motivation }];
}
