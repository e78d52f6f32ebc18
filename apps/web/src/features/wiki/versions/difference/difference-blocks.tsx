import type { BlockDifference, ChangedBlock } from '@parvis/shared/document-difference';
import type { DocumentNode } from '@parvis/shared/document';
import { IconArrowsUpDown, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import { type ReactNode, createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Blocks } from '../../reader/blocks.tsx';
import { AttributeNotes } from './attribute-notes.tsx';
import { type Shown, isLeaf } from './sides.ts';
import { Words } from './words.tsx';
import classes from './difference.module.css';

const ICONS = { added: IconPlus, removed: IconMinus, changed: IconPencil, moved: IconArrowsUpDown };
type Tone = keyof typeof ICONS;

type Present = Exclude<BlockDifference, { kind: 'departed' }>;
/** The blocks that stand elsewhere than before, by their numbers. */
export const MovesContext = createContext<ReadonlyMap<number, Present>>(new Map());

interface Props {
  blocks: readonly BlockDifference[];
  shown: Shown;
}

/** Blocks one below the other, each with the sign of what happened to it. */
export function DifferenceBlocks({ blocks, shown }: Props) {
  return blocks.map((block, index) => <DifferenceBlock key={index} block={block} shown={shown} />);
}

function DifferenceBlock({ block, shown }: { block: BlockDifference; shown: Shown }): ReactNode {
  const { t } = useTranslation('versions');
  const moves = useContext(MovesContext);
  if (block.kind === 'departed') {
    const moved = moves.get(block.move);
    return shown === 'after' ? null : (
      <Marked tone="moved" said={t('difference.departed')} quiet>
        {shown === 'before' && moved ? (
          <Inside block={moved} shown="before" />
        ) : (
          <p className={classes['departed']}>{t('difference.departed')}</p>
        )}
      </Marked>
    );
  }
  if (block.kind === 'added' || block.kind === 'removed') {
    if (shown !== 'both' && (block.kind === 'added') !== (shown === 'after')) return null;
    return (
      <Marked tone={block.kind} said={t(`difference.${block.kind}`)}>
        <Alone node={block.node} />
      </Marked>
    );
  }
  if (block.move !== undefined && shown === 'before') return null;
  const inside = <Inside block={block} shown={shown} />;
  if (block.move !== undefined)
    return (
      <Marked tone="moved" said={t(block.kind === 'same' ? 'difference.moved' : 'difference.movedAndChanged')}>
        {inside}
      </Marked>
    );
  if (block.kind === 'same' || !isLeaf(block)) return inside;
  return (
    <Marked tone="changed" said={t('difference.changed')} quiet={shown === 'before'}>
      {inside}
    </Marked>
  );
}

function Inside({ block, shown }: { block: Present; shown: Shown }) {
  if (block.kind === 'changed') return <Changed block={block} shown={shown} />;
  return <Alone node={block.node} />;
}

/** A block with its sign beside it. The sign is told in words too. */
function Marked({ tone, said, quiet = false, children }: { tone: Tone; said: string; quiet?: boolean; children: ReactNode }) {
  const Icon = ICONS[tone];
  return (
    <div
      className={`${classes['marked']} ${classes[tone]}`}
      {...(!quiet && { 'data-change': tone, tabIndex: -1 })}
      role="group"
      aria-label={said}
    >
      <span className={classes['sign']} title={said}>
        <Icon size={14} stroke={2} aria-hidden="true" />
      </span>
      <div className={classes['inside']}>{children}</div>
    </div>
  );
}

/** What may only stand in another block is shown by what it holds. */
function Alone({ node }: { node: DocumentNode }) {
  if (node.type === 'tableRow')
    return (
      <div className={classes['cells']}>
        {node.content?.map((cell, index) => (
          <div key={index}>
            <Blocks nodes={cell.content} />
          </div>
        ))}
      </div>
    );
  if (node.type === 'listItem' || node.type === 'taskItem')
    return (
      <div className={classes['frame-item']}>
        <Blocks nodes={node.content} />
      </div>
    );
  if (PARTS.has(node.type)) return <Blocks nodes={node.content} />;
  if (node.type === 'detailsSummary') return <Blocks nodes={[{ ...node, type: 'paragraph', attrs: { id: null } }]} />;
  return <Blocks nodes={[node]} />;
}
const PARTS: ReadonlySet<string> = new Set(['tableCell', 'tableHeader', 'tab', 'step', 'detailsContent']);

function Changed({ block, shown }: { block: ChangedBlock; shown: Shown }) {
  const { before, after, attributes, inline, blocks } = block;
  if (inline)
    return (
      <>
        <AttributeNotes attributes={attributes} />
        <LineOf shell={shown === 'before' ? before : after}>
          <Words parts={inline} shown={shown} />
        </LineOf>
      </>
    );
  if (blocks)
    return (
      <>
        <AttributeNotes attributes={attributes} />
        <div className={classes[`frame-${FRAMES.get(after.type) ?? 'plain'}`]}>
          <DifferenceBlocks blocks={blocks} shown={shown} />
        </div>
      </>
    );
  return (
    <>
      <AttributeNotes attributes={attributes} />
      {shown !== 'after' && (
        <div className={classes['was']}>
          <Blocks nodes={[before as DocumentNode]} />
        </div>
      )}
      {shown !== 'before' && <Blocks nodes={[after as DocumentNode]} />}
    </>
  );
}

/** How what a block holds is set: the table as a grid of cells, items with their stone, the rest below each other. */
const FRAMES = new Map([
  ['tableRow', 'row'],
  ['tableCell', 'cell'],
  ['tableHeader', 'cell'],
  ['listItem', 'item'],
  ['taskItem', 'item'],
  ['callout', 'box'],
  ['blockquote', 'box'],
  ['details', 'box'],
  ['tabs', 'box'],
  ['tab', 'box'],
]);

function LineOf({ shell: { type, attrs }, children }: { shell: ChangedBlock['before']; children: ReactNode }) {
  if (type === 'codeBlock') return <pre className={classes['code']}>{children}</pre>;
  if (type === 'heading') {
    const level = Math.min(6, Math.max(2, Number(attrs?.['level'] ?? 2)));
    const Heading = `h${level}` as 'h2';
    return <Heading data-level={attrs?.['level']}>{children}</Heading>;
  }
  return <p>{children}</p>;
}
