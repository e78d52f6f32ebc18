import { Server } from '@hocuspocus/server';
import type { FromScreen, FromServer, RefusalCode } from '@parvis/shared';
import * as Y from 'yjs';

/** The server of co-editing as a screen meets it: real protocol and sockets, a log in memory that can fail or wait. */
export async function startTestServer() {
  const rules = {
    /** Why opening is refused. */
    closed: null as string | null,
    readOnly: false,
    /** Marks are answered only while this is true. */
    commits: true,
  };
  const waiting: (() => void)[] = [];
  const texts = new Map<string, Y.Doc>();
  const server = new Server({
    quiet: true,
    port: 0,
    address: '127.0.0.1',
    stopOnSignals: false,
    async onAuthenticate({ connectionConfig }) {
      // Without a message of its own, it is not written to the console.
      if (rules.closed) throw Object.assign(new Error(), { reason: rules.closed });
      connectionConfig.readOnly = rules.readOnly;
    },
    async onLoadDocument({ documentName, document }) {
      const kept = texts.get(documentName);
      if (kept) Y.applyUpdate(document, Y.encodeStateAsUpdate(kept));
    },
    async onChange({ documentName, document }) {
      const kept = texts.get(documentName) ?? new Y.Doc();
      texts.set(documentName, kept);
      Y.applyUpdate(kept, Y.encodeStateAsUpdate(document));
    },
    async onStateless({ connection, payload }) {
      const { mark } = JSON.parse(payload) as FromScreen;
      const answer = () => connection.sendStateless(JSON.stringify({ kind: 'saved', mark, vector: '' } satisfies FromServer));
      if (rules.commits) answer();
      else waiting.push(answer);
    },
  });
  await server.listen();

  return {
    url: server.webSocketURL,
    rules,
    textOf: (pageId: string) => texts.get(`page:${pageId}`)?.getText('default').toString() ?? '',
    /** Commits what waited for it. */
    commit() {
      rules.commits = true;
      for (const answer of waiting.splice(0)) answer();
    },
    tell(message: FromServer) {
      for (const document of server.hocuspocus.documents.values()) document.broadcastStateless(JSON.stringify(message));
    },
    refuse(code: RefusalCode) {
      this.tell({ kind: 'refused', code, detail: 'x' });
    },
    /** As a server that is sent more at once than it listens to. */
    hangUpOnTooMuch() {
      for (const document of server.hocuspocus.documents.values())
        for (const connection of document.getConnections()) connection.webSocket.close(1_009);
    },
    cut: () => server.hocuspocus.closeConnections(),
    stop: () => server.destroy(),
  };
}
export type TestServer = Awaited<ReturnType<typeof startTestServer>>;
