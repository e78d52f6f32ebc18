import { Injectable } from '@nestjs/common';
import type { Language, Me, Role } from '@parvis/shared';
import type { Actor } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { Accounts } from '../accounts.ts';
import { PasswordHasher } from '../passwords/password-hasher.ts';
import { demandGoodPassword } from '../passwords/password-policy.ts';
import { readMe } from '../profile/me.queries.ts';
import { Devices } from '../sign-in/devices.ts';
import { hashOf } from '../sign-in/secrets.ts';
import { Sessions } from '../sign-in/sessions.service.ts';
import type { Visit } from '../sign-in/visit.ts';
import { isOpen } from './invitation-store.ts';

interface Invitation {
  id: string;
  email: string;
  name: string;
  organizationId: string;
  organization: string;
  workspace: string;
  roles: Role[];
  communityIds: string[];
  language: Language;
  guestUntil: Date | null;
  needsApproval: boolean;
  expiresAt: Date;
}
interface Answer {
  token: string;
  name: string;
  password: string;
  language: Language;
  timeZone: string;
}

const BY_LINK = `
  SELECT i.id, i.email, i.name, i.organization_id AS "organizationId", o.name AS organization, w.name AS workspace, i.roles, i.community_ids AS "communityIds",
    i.language, i.guest_until AS "guestUntil", i.needs_approval AS "needsApproval", i.expires_at AS "expiresAt"
  FROM invitation_link l JOIN invitation i ON i.id = l.invitation_id JOIN organization o ON o.id = i.organization_id CROSS JOIN workspace w
  WHERE l.token_hash = $1 AND ${isOpen('i')} AND i.expires_at > now() AND (i.guest_until IS NULL OR i.guest_until > now())`;

const linkSpent = () => new Refusal(400, 'link-spent', 'This link was used, withdrawn or has expired. Ask for another one.');

/** What whoever holds an invitation's link may do: see whom it is for, and accept it once. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly db: Database,
    private readonly hasher: PasswordHasher,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly devices: Devices,
  ) {}

  async preview(token: string) {
    const { email, name, organization, workspace, expiresAt, language } = await this.find(token);
    return { email, name, organization, workspace, expiresAt: expiresAt.toISOString(), language };
  }

  /** Creates the account and signs in; an account that somebody asked for waits for its approval instead. */
  async accept(actor: Actor, answer: Answer, visit: Visit): Promise<{ user: Me | null }> {
    const invitation = await this.find(answer.token);
    await demandGoodPassword('password', answer.password, {
      name: answer.name,
      email: invitation.email,
      organization: invitation.organization,
    });
    const passwordHash = await this.hasher.hash(answer.password);
    const begun = await this.db.write(actor, async (tx) => {
      const personId = await this.join(tx, invitation, answer, passwordHash);
      if (invitation.needsApproval) return null;
      const session = await this.sessions.begin(tx, personId, visit, false);
      return { personId, session, device: await this.devices.remember(tx, personId, visit) };
    });
    if (!begun) return { user: null };
    this.sessions.give(visit, begun.session);
    this.devices.give(visit, begun.device.secret);
    return { user: await readMe(this.db, begun.personId) };
  }

  private async find(token: string): Promise<Invitation> {
    const invitation = await this.db.one<Invitation>(BY_LINK, [hashOf(token)]);
    if (!invitation) throw linkSpent();
    return invitation;
  }

  /** Fifty at once: one gets past the first statement. */
  private async join(tx: Tx, invitation: Invitation, { name, language, timeZone }: Answer, passwordHash: string): Promise<string> {
    const taken = await tx.one(
      `UPDATE invitation i SET accepted_at = now() WHERE i.id = $1 AND ${isOpen('i')} AND i.expires_at > now() RETURNING i.id`,
      [invitation.id],
    );
    if (!taken) throw linkSpent();
    const { organizationId, email, roles, communityIds, guestUntil, needsApproval } = invitation;
    const personId = await this.accounts.create(
      tx,
      { organizationId, email, name, language, timeZone, passwordHash, roles, communityIds, guestUntil, pendingApproval: needsApproval },
      { via: needsApproval ? 'registration' : 'invitation', invitationId: invitation.id },
    );
    await tx.many(`UPDATE invitation SET accepted_by = $2 WHERE id = $1`, [invitation.id, personId]);
    return personId;
  }
}
