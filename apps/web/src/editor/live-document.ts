import { LIVE_FRAGMENT } from '@parvis/shared';
import type { DocumentNode } from '@parvis/shared/document';
import { documentSchema } from '@parvis/shared/document-schema';
import { Node } from '@tiptap/pm/model';
import { yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';

/** The document of a page as it stands on this screen, with every attribute of its blocks. @throws RangeError where its form is not one of ours. */
export const documentIn = (live: Y.Doc): DocumentNode =>
  Node.fromJSON(documentSchema, yXmlFragmentToProsemirrorJSON(live.getXmlFragment(LIVE_FRAGMENT))).toJSON() as DocumentNode;
