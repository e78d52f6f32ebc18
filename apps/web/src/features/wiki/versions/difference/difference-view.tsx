import { UnstyledButton } from '@mantine/core';
import type { PageComparison } from '@parvis/shared';
import { type BlockDifference, type Difference, movesIn } from '@parvis/shared/document-difference';
import { IconArrowsVertical } from '@tabler/icons-react';
import { type RefObject, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Reading, ReadingContext } from '../../reader/reading.ts';
import proseClasses from '../../reader/prose.module.css';
import { DifferenceBlocks, MovesContext } from './difference-blocks.tsx';
import { stretchesOf } from './sides.ts';
import classes from './difference.module.css';

/** Around a change so much of what did not change is shown. */
const CONTEXT = 1;
/** Fewer unchanged blocks than this are not worth folding. */
const FOLDED_FROM = 4;

interface Props {
  difference: Difference;
  /** The pages, files and people that both documents name. */
  around: Pick<PageComparison, 'links' | 'files' | 'mentions'>;
  /** In one column, or both documents side by side. */
  layout: 'inline' | 'side';
  root: RefObject<HTMLDivElement | null>;
}

/** Two documents in one picture: what came, went, changed and moved; what did not change is folded. */
export function DifferenceView({ difference, around, layout, root }: Props) {
  const reading = useMemo<Reading>(
    () => ({
      pages: new Map(around.links.map((page) => [page.id, page])),
      files: new Map(around.files.map((file) => [file.id, file])),
      people: new Map(around.mentions.map((person) => [person.id, person])),
      anchors: new Map(),
      lead: null,
    }),
    [around],
  );
  const moves = useMemo(() => movesIn(difference.blocks), [difference]);
  const stretches = stretchesOf(difference.blocks);
  return (
    <ReadingContext value={reading}>
      <MovesContext value={moves}>
        <div ref={root} className={`${proseClasses['prose']} ${classes['view']}`} data-layout={layout}>
          {stretches.map(({ same, blocks }, index) =>
            same ? (
              <Unchanged key={index} blocks={blocks} layout={layout} first={index === 0} last={index === stretches.length - 1} />
            ) : (
              <Rows key={index} blocks={blocks} layout={layout} />
            ),
          )}
        </div>
      </MovesContext>
    </ReadingContext>
  );
}

function Rows({ blocks, layout }: { blocks: readonly BlockDifference[]; layout: Props['layout'] }) {
  if (layout === 'inline') return <DifferenceBlocks blocks={blocks} shown="both" />;
  return blocks.map((block, index) => (
    <div key={index} className={classes['pair']}>
      <div>
        <DifferenceBlocks blocks={[block]} shown="before" />
      </div>
      <div>
        <DifferenceBlocks blocks={[block]} shown="after" />
      </div>
    </div>
  ));
}

/** What did not change: its edges beside the changes, the rest behind a button. */
function Unchanged({ blocks, layout, first, last }: { blocks: BlockDifference[]; layout: Props['layout']; first: boolean; last: boolean }) {
  const { t } = useTranslation('versions');
  const [opened, open] = useState(false);
  const [head, tail] = [first ? 0 : CONTEXT, last ? 0 : CONTEXT];
  const hidden = blocks.length - head - tail;
  if (opened || hidden < FOLDED_FROM) return <Rows blocks={blocks} layout={layout} />;
  return (
    <>
      <Rows blocks={blocks.slice(0, head)} layout={layout} />
      <UnstyledButton className={classes['fold'] ?? ''} onClick={() => open(true)}>
        <IconArrowsVertical size={14} aria-hidden="true" />
        {t('difference.unchanged', { count: hidden })}
      </UnstyledButton>
      <Rows blocks={tail === 0 ? [] : blocks.slice(-tail)} layout={layout} />
    </>
  );
}
