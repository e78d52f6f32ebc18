import type { AnyExtension } from '@tiptap/core';
import { Embed, File, Formula, Image, InlineFormula, InlineImage, Kept, Mention, PageCard } from './atoms.ts';
import { CodeBlock } from './code-block.ts';
import { Callout, Details, DetailsContent, DetailsSummary, Step, Steps, Tab, Tabs } from './containers.ts';
import { FileLink, Link, PageLink } from './links.ts';
import { BulletList, ListItem, OrderedList, TaskItem, TaskList } from './lists.ts';
import { Bold, Code, Highlight, Italic, Strike, Subscript, Superscript, Underline } from './marks.ts';
import { Table, TableCell, TableHeader, TableRow } from './tables.ts';
import { Blockquote, Doc, HardBreak, Heading, HorizontalRule, Paragraph, Text } from './text.ts';

/**
 * The vocabulary of documents for the editor: each node and mark of `documentSchema`, by its name and in its order (of
 * blocks the first is what stands where nothing was chosen; marks nest in it). A test holds both equal.
 */
export const vocabulary: AnyExtension[] = [
  Doc,
  Paragraph,
  Heading,
  HorizontalRule,
  BulletList,
  OrderedList,
  ListItem,
  TaskList,
  TaskItem,
  Blockquote,
  CodeBlock,
  Callout,
  Details,
  DetailsSummary,
  DetailsContent,
  Tabs,
  Tab,
  Steps,
  Step,
  Table,
  TableRow,
  TableHeader,
  TableCell,
  Image,
  File,
  Embed,
  Formula,
  PageCard,
  Kept,
  Text,
  HardBreak,
  InlineImage,
  Mention,
  InlineFormula,
  Bold,
  Italic,
  Strike,
  Code,
  Underline,
  Highlight,
  Superscript,
  Subscript,
  Link,
  PageLink,
  FileLink,
];
