import { Injectable } from '@nestjs/common';
import type { InvitationView, OrganizationKind, Role } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { ById, keyIn, pageOf } from '../../platform/database/keyset.ts';
import { conflict, invalid, notFound } from '../../platform/http/refusal.ts';
import { demandRolesOf } from '../accounts.ts';
import { InvitationWithdrawn } from '../people.events.ts';
import { demand } from '../person.policy.ts';
import { Ports } from '../ports.ts';
import { InvitationStore, type Wanted, isOpen } from './invitation-store.ts';

export interface Invitee extends Omit<Wanted, 'guestUntil'> {
  roles: Role[];
  communityIds: string[];
  guestUntil: string | null;
}
type Invited = InvitationView & { link: string };

/** Administrators invite; the link is answered once, and mailed. */
@Injectable()
export class Invitations {
  constructor(
    private readonly db: Database,
    private readonly store: InvitationStore,
    private readonly ports: Ports,
  ) {}

  async invite(me: Person, invitee: Invitee): Promise<Invited> {
    demand(me, 'administer');
    const guestUntil = invitee.guestUntil === null ? null : new Date(invitee.guestUntil);
    if (guestUntil && guestUntil <= new Date()) throw invalid('guestUntil', 'This time is past.', { expected: 'a time to come' });
    return this.db.write(me, async (tx) => {
      const again = await this.repeated(tx, invitee);
      if (again) return again;
      const organization = await tx.one<{ kind: OrganizationKind; name: string }>(`SELECT kind, name FROM organization WHERE id = $1`, [
        invitee.organizationId,
      ]);
      if (!organization) throw invalid('organizationId', 'There is no such organization.');
      demandRolesOf(organization.kind, invitee.roles);
      await this.demandCommunities(tx, invitee.communityIds);
      const somebody = await tx.one(`SELECT id FROM person WHERE email = $1`, [invitee.email]);
      if (somebody) throw conflict('known-user', 'This address has an account already.');
      const invited = await this.store.invite(
        tx,
        { ...invitee, guestUntil },
        { ...(await readSender(tx, me)), organization: organization.name },
      );
      if (!invited) throw conflict('already-invited', 'This address has an open invitation. Withdraw it to invite again.');
      return this.shown(tx, invited.id, invited.link);
    });
  }

  /** The same request again, e.g. because its answer was lost: the same invitation, with a link that works like the first. */
  private async repeated(tx: Tx, { id, email }: Invitee): Promise<Invited | null> {
    if (!id) return null;
    // Sent twice at once, the second waits and finds the first.
    await tx.many(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [id]);
    const known = await tx.one<{ email: string; mine: boolean }>(
      `SELECT i.email, i.invited_by = $2 AND ${isOpen('i')} AND i.expires_at > now() AS mine FROM invitation i WHERE i.id = $1`,
      [id, tx.actor.id],
    );
    if (!known) return null;
    if (!known.mine || known.email.toLowerCase() !== email) throw conflict('id-taken', 'This id belongs to something else.');
    return this.shown(tx, id, await this.store.link(tx, id));
  }

  private async demandCommunities(tx: Tx, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const known = await this.ports.onAcceptance.communities(tx, ids);
    const missing = ids.find((id) => !known.has(id));
    if (missing) throw invalid('communityIds', 'There is no such community.', { received: missing });
  }

  private async shown(tx: Tx, id: string, link: string): Promise<Invited> {
    const view = await this.store.view(tx, id);
    if (!view) throw notFound();
    return { ...view, link };
  }

  /** Open invitations, newest first. */
  async list(me: Person, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
    demand(me, 'administer');
    const [before = null] = keyIn(ById, cursor) ?? [];
    const rows = await this.store.open(this.db, before, limit + 1);
    return pageOf(
      rows,
      limit,
      (view) => view,
      (view) => [view.id],
    );
  }

  /** The link is worth nothing any more. */
  async withdraw(me: Person, id: string): Promise<void> {
    demand(me, 'administer');
    await this.db.write(me, async (tx) => {
      const withdrawn = await tx.one(`UPDATE invitation i SET withdrawn_at = now() WHERE i.id = $1 AND ${isOpen('i')} RETURNING i.id`, [
        id,
      ]);
      if (!withdrawn) throw notFound();
      tx.record(InvitationWithdrawn, { invitationId: id });
    });
  }
}

/** Who invites, as the letter says it. */
export async function readSender(tx: Tx, me: Person): Promise<{ name: string; timeZone: string }> {
  const sender = await tx.one<{ name: string; timeZone: string }>(`SELECT name, time_zone AS "timeZone" FROM person WHERE id = $1`, [
    me.id,
  ]);
  if (!sender) throw notFound();
  return sender;
}
