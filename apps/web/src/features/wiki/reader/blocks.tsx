import { type DocumentNode, type NodeOf, type NodeType, idOf, plainText } from '@parvis/shared/document';
import type { ReactNode } from 'react';
import { Callout } from './callout.tsx';
import { CodeBlock } from './code-block.tsx';
import { Diagram } from './diagram.tsx';
import { EmbedCard } from './embed-card.tsx';
import { FileRow } from './file-row.tsx';
import { Formula } from './formula.tsx';
import { Heading } from './heading.tsx';
import { Inline } from './inline.tsx';
import { KeptBlock } from './kept-block.tsx';
import { PageCard } from './page-card.tsx';
import { Picture } from './picture.tsx';
import { atom, block, run, ui } from './places.ts';
import { useReading } from './reading.ts';
import { ScrollingTable } from './scrolling-table.tsx';
import { Tabs } from './tabs.tsx';
import { UnknownBlock } from './unknown-block.tsx';
import parts from './parts.module.css';
import classes from './prose.module.css';

interface Nodes {
  nodes?: readonly DocumentNode[] | undefined;
}

/** Blocks one below the other. */
export function Blocks({ nodes = [] }: Nodes) {
  return nodes.map((node, index) => <Block key={idOf(node) ?? index} node={node} />);
}

/** How each kind of block is read. A map: the name of a kind comes from outside. */
const KINDS = new Map<string, (node: never) => ReactNode>(
  Object.entries({
    paragraph: (node) => <Paragraph node={node} />,
    heading: (node) => <Heading node={node} />,
    horizontalRule: (node) => <hr {...block(node)} {...run} {...atom} />,
    bulletList: (node) => (
      <ul {...block(node)}>
        <Items nodes={node.content} />
      </ul>
    ),
    orderedList: (node) => (
      <ol {...block(node)} start={node.attrs.start === 1 ? undefined : node.attrs.start}>
        <Items nodes={node.content} />
      </ol>
    ),
    taskList: (node) => <TaskList node={node} />,
    blockquote: (node) => (
      <blockquote {...block(node)}>
        <Blocks nodes={node.content} />
      </blockquote>
    ),
    codeBlock: (node) => (node.attrs.language === 'mermaid' ? <Diagram node={node} /> : <CodeBlock node={node} />),
    callout: (node) => (
      <Callout node={node}>
        <Blocks nodes={node.content} />
      </Callout>
    ),
    details: (node) => <Details node={node} />,
    tabs: (node) => <Tabs node={node} panel={contentOf} />,
    steps: (node) => <Steps node={node} />,
    table: (node) => <ScrollingTable node={node} cell={contentOf} />,
    image: (node) => <Picture node={node} />,
    file: (node) => <FileRow node={node} />,
    embed: (node) => <EmbedCard node={node} />,
    formula: (node) => <Formula node={node} />,
    pageCard: (node) => <PageCard node={node} />,
    kept: (node) => <KeptBlock node={node} />,
  } satisfies { [Type in NodeType]?: (node: NodeOf<Type>) => ReactNode }),
);

function Block({ node }: { node: DocumentNode }): ReactNode {
  const draw = KINDS.get(node.type);
  if (draw) return draw(node as never);
  return (
    <UnknownBlock node={node}>
      <Blocks nodes={node.content?.filter(({ type }) => !INLINE.has(type))} />
    </UnknownBlock>
  );
}
const INLINE: ReadonlySet<string> = new Set(['text', 'hardBreak', 'inlineImage', 'mention', 'inlineFormula']);

const contentOf = ({ content }: DocumentNode): ReactNode => <Blocks nodes={content} />;

function Paragraph({ node }: { node: NodeOf<'paragraph'> }) {
  const leads = useReading().lead === node;
  return (
    <p {...block(node)} {...run} className={leads ? classes['lead'] : undefined}>
      <Inline nodes={node.content} />
    </p>
  );
}

const Items = ({ nodes = [] }: Nodes) =>
  nodes.map((item, index) => (
    <li key={index}>
      <Blocks nodes={item.content} />
    </li>
  ));

function TaskList({ node }: { node: NodeOf<'taskList'> }) {
  return (
    <ul {...block(node)} className={parts['tasks']}>
      {node.content?.map((item, index) => (
        <Task key={index} node={item as NodeOf<'taskItem'>} />
      ))}
    </ul>
  );
}

/** The box says whether it is done, and is named after what is to be done. It is changed in the editor. */
function Task({ node: { attrs, content = [] } }: { node: NodeOf<'taskItem'> }) {
  const name = content[0] ? plainText(content[0]).trim() : '';
  return (
    <li data-checked={attrs.checked}>
      <input {...ui} type="checkbox" checked={attrs.checked} readOnly disabled aria-label={name} />
      <div>
        <Blocks nodes={content} />
      </div>
    </li>
  );
}

function Details({ node }: { node: NodeOf<'details'> }) {
  const summary = node.content?.find(({ type }) => type === 'detailsSummary');
  const content = node.content?.find(({ type }) => type === 'detailsContent');
  return (
    <details {...block(node)} open={node.attrs.open} className={parts['details']}>
      <summary {...run}>
        <Inline nodes={summary?.content} />
      </summary>
      <div>
        <Blocks nodes={content?.content} />
      </div>
    </details>
  );
}

function Steps({ node }: { node: NodeOf<'steps'> }) {
  return (
    <ol {...block(node)} className={parts['steps']}>
      {(node.content as NodeOf<'step'>[] | undefined)?.map(({ attrs, content }, index) => (
        <li key={index}>
          {attrs.title && (
            <p {...ui} className={parts['stepTitle']}>
              {attrs.title}
            </p>
          )}
          <Blocks nodes={content} />
        </li>
      ))}
    </ol>
  );
}
