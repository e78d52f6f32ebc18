import type { Connection, Document } from '@hocuspocus/server';
import { Injectable } from '@nestjs/common';
import { applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { Database } from '../../../platform/database/database.ts';
import { Bus } from '../../../platform/realtime/bus.ts';
import type { Writer } from './writer.ts';

const CHANNEL = 'parvis_presence';
/** PostgreSQL carries at most 8,000 bytes in one NOTIFY. */
const MAX_BYTES = 7_500;
const MAX_CURSOR_CHARACTERS = 2_000;
/** How long a new name may be late at a cursor. */
const NAME_KEPT_MS = 60_000;
/** Colours of cursors, by the same rule on every screen (`--cursor-0` … `--cursor-7`). */
const COLOURS = 8;
const FROM_BUS = { source: 'redis' } as const;

interface Message {
  from: string;
  document: string;
  update: string;
}

/** Who is there and where their cursors are. Nobody is taken at their word: names are those of the session. */
@Injectable()
export class Presence {
  private readonly names = new Map<string, { name: string; until: number }>();

  constructor(
    private readonly db: Database,
    private readonly bus: Bus,
  ) {}

  /** Puts the true name on what a screen says of itself, and drops what it says of others. */
  async check(states: Map<number, Record<string, unknown>>, screen: Connection<Writer> | undefined, document: Document): Promise<void> {
    if (!screen) return;
    const { id } = screen.context.person;
    const name = await this.nameOf(id);
    for (const [client, state] of states) {
      const others = document.getConnections().some((other) => other !== screen && document.getClients(other).has(client));
      if (others) states.delete(client);
      else states.set(client, { user: { id, name, colour: colourOf(id) }, ...(isCursor(state['cursor']) && { cursor: state['cursor'] }) });
    }
  }

  private async nameOf(personId: string): Promise<string> {
    const known = this.names.get(personId);
    if (known && known.until > Date.now()) return known.name;
    const name = (await this.db.one<{ name: string }>(`SELECT name FROM person WHERE id = $1`, [personId]))?.name ?? '';
    if (this.names.size > 2_000) this.names.clear();
    this.names.set(personId, { name, until: Date.now() + NAME_KEPT_MS });
    return name;
  }

  /** Tells the other processes what changed here. */
  async tell(from: string, document: Document, origin: unknown, clients: number[]): Promise<void> {
    if (origin === FROM_BUS || clients.length === 0) return;
    const update = Buffer.from(encodeAwarenessUpdate(document.awareness, clients)).toString('base64');
    const message = JSON.stringify({ from, document: document.name, update } satisfies Message);
    if (message.length <= MAX_BYTES) await this.bus.publish(CHANNEL, message).catch(() => undefined);
  }

  /** Shows here who is there in other processes. */
  listen(name: string, documentOf: (documentName: string) => Document | undefined): void {
    this.bus.subscribe(CHANNEL, (payload) => {
      const message = JSON.parse(payload) as Message;
      if (message.from === name) return;
      const document = documentOf(message.document);
      if (document) applyAwarenessUpdate(document.awareness, Buffer.from(message.update, 'base64'), FROM_BUS);
    });
  }
}

const isCursor = (cursor: unknown): boolean =>
  cursor !== null && typeof cursor === 'object' && JSON.stringify(cursor).length <= MAX_CURSOR_CHARACTERS;

function colourOf(id: string): number {
  return Number.parseInt(id.slice(-6), 16) % COLOURS;
}
