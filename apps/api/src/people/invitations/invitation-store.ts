import { Injectable } from '@nestjs/common';
import type { InvitationView, Language, Role } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../../platform/database/database.ts';
import { isoTime } from '../../platform/database/json.ts';
import type { Queries } from '../../platform/database/queries.ts';
import { Post } from '../mails/post.ts';
import { InvitationSent } from '../people.events.ts';
import { organizationJson, personChipJson } from '../people.sql.ts';
import { newSecret } from '../sign-in/secrets.ts';

export interface Wanted {
  id?: string | undefined;
  email: string;
  name: string;
  organizationId: string;
  roles: readonly Role[];
  communityIds: readonly string[];
  language: Language;
  guestUntil: Date | null;
}

const VALID_DAYS = 14;

/** An invitation that waits for its answer. */
export const isOpen = (invitation: string): string => `(${invitation}.accepted_at IS NULL AND ${invitation}.withdrawn_at IS NULL)`;

const VIEW = `
  SELECT json_build_object('id', i.id, 'email', i.email, 'name', i.name, 'organization', ${organizationJson('i.organization_id')}, 'roles', i.roles,
    'createdAt', ${isoTime('i.created_at')}, 'expiresAt', ${isoTime('i.expires_at')}, 'acceptedAt', ${isoTime('i.accepted_at')},
    'invitedBy', (SELECT ${personChipJson('p')} FROM person p WHERE p.id = i.invited_by)) AS view
  FROM invitation i`;

/** Writes invitations and their links. */
@Injectable()
export class InvitationStore {
  constructor(private readonly post: Post) {}

  /** The view of one invitation, or null. */
  async view(db: Queries, id: string): Promise<InvitationView | null> {
    return (await db.one<{ view: InvitationView }>(`${VIEW} WHERE i.id = $1`, [id]))?.view ?? null;
  }

  /** Open invitations older than `before` (an id), newest first. */
  async open(db: Queries, before: string | null, limit: number): Promise<InvitationView[]> {
    const rows = await db.many<{ view: InvitationView }>(
      `${VIEW} WHERE ${isOpen('i')} AND NOT i.needs_approval AND ($1::uuid IS NULL OR i.id < $1) ORDER BY i.id DESC LIMIT $2`,
      [before, limit],
    );
    return rows.map(({ view }) => view);
  }

  /** Invites: row, link, mail. Returns null when somebody invited this address already. What has expired, or was only asked for, makes room. */
  async invite(
    tx: Tx,
    wanted: Wanted,
    by: { name: string; organization: string; timeZone: string },
  ): Promise<{ id: string; link: string } | null> {
    await tx.many(
      `UPDATE invitation i SET withdrawn_at = now() WHERE i.email = $1 AND ${isOpen('i')} AND (i.expires_at <= now() OR i.needs_approval)`,
      [wanted.email],
    );
    const id = wanted.id ?? uuidv7();
    const row = await tx.one<{ expiresAt: Date }>(
      `INSERT INTO invitation (id, email, name, organization_id, roles, community_ids, language, guest_until, invited_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + interval '${VALID_DAYS} days')
       ON CONFLICT (email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL DO NOTHING RETURNING expires_at AS "expiresAt"`,
      [
        id,
        wanted.email,
        wanted.name,
        wanted.organizationId,
        [...new Set(wanted.roles)],
        [...new Set(wanted.communityIds)],
        wanted.language,
        wanted.guestUntil,
        tx.actor.id,
      ],
    );
    if (!row) return null;
    const link = await this.link(tx, id);
    tx.record(InvitationSent, { invitationId: id });
    await this.post.invite(
      tx,
      { email: wanted.email, language: wanted.language, timeZone: by.timeZone },
      { organization: by.organization, invitedBy: by.name, link, expiresAt: row.expiresAt },
    );
    return { id, link };
  }

  /** One more link to the same invitation: a request that is repeated because its answer was lost needs one. */
  async link(tx: Tx, invitationId: string): Promise<string> {
    const { secret, hash } = newSecret();
    await tx.many(`INSERT INTO invitation_link (token_hash, invitation_id) VALUES ($1, $2)`, [hash, invitationId]);
    return this.post.invitationLink(secret);
  }
}
