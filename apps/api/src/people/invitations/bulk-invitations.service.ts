import { Injectable } from '@nestjs/common';
import type { BulkInvitationReport, OrganizationKind, Role } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { rolesOf } from '../organization.entity.ts';
import { demand } from '../person.policy.ts';
import { Ports } from '../ports.ts';
import { type CsvLine, interpret, readInvitationCsv } from './invitation-csv.ts';
import { InvitationStore, type Wanted, isOpen } from './invitation-store.ts';
import { readSender } from './invitations.service.ts';

type Outcome = BulkInvitationReport['lines'][number];
interface Organization {
  id: string;
  kind: OrganizationKind;
  name: string;
}
/** What the lines are checked against, read once. */
interface Known {
  organizations: Map<string, Organization>;
  customer: Organization | null;
  users: Set<string>;
  invited: Set<string>;
  communities: Map<string, string>;
}

/** Invites many from a list. Good lines are invited together, each other line is reported with its reason. */
@Injectable()
export class BulkInvitations {
  constructor(
    private readonly db: Database,
    private readonly store: InvitationStore,
    private readonly ports: Ports,
  ) {}

  async invite(me: Person, { csv, dryRun }: { csv: string; dryRun: boolean }): Promise<BulkInvitationReport> {
    demand(me, 'administer');
    const lines = readInvitationCsv(csv);
    return this.db.write(me, async (tx) => {
      const known = await this.read(tx, lines);
      const sender = await readSender(tx, me);
      const seen = new Set<string>();
      const outcomes: Outcome[] = [];
      for (const line of lines) {
        const checked = check(line, known, seen);
        // A line that is refused leaves its address to a later one that is right.
        if (!('outcome' in checked && checked.outcome === 'refused')) seen.add(line.email.normalize('NFC').toLowerCase());
        if ('outcome' in checked) {
          outcomes.push(checked);
          continue;
        }
        const invited = dryRun || (await this.store.invite(tx, checked.wanted, { ...sender, organization: checked.organization }));
        outcomes.push(
          invited ? told(line, 'invited') : told(line, 'skipped', 'email', 'already-invited', 'Somebody has just invited this address.'),
        );
      }
      return reportOf(outcomes);
    });
  }

  private async read(tx: Tx, lines: CsvLine[]): Promise<Known> {
    const emails = lines.map((line) => line.email.normalize('NFC').toLowerCase());
    const rows = await tx.many<Organization & { folded: string }>(`SELECT id, kind, name, folded(name) AS folded FROM organization`);
    const users = await tx.many<{ email: string }>(`SELECT lower(p.email::text) AS email FROM person p WHERE p.email = ANY($1::citext[])`, [
      emails,
    ]);
    const invited = await tx.many<{ email: string }>(
      `SELECT lower(i.email::text) AS email FROM invitation i WHERE i.email = ANY($1::citext[]) AND ${isOpen('i')} AND i.expires_at > now() AND NOT i.needs_approval`,
      [emails],
    );
    return {
      organizations: new Map(rows.map((row) => [row.folded, row])),
      customer: rows.find((row) => row.kind === 'customer') ?? null,
      users: new Set(users.map(({ email }) => email)),
      invited: new Set(invited.map(({ email }) => email)),
      communities: await this.ports.onAcceptance.communities(tx, [...new Set(lines.flatMap((line) => line.communities))]),
    };
  }
}

function check(line: CsvLine, known: Known, seen: Set<string>): Outcome | { wanted: Wanted; organization: string } {
  const meant = interpret(line);
  if ('reason' in meant) return told(line, 'refused', meant.field, meant.reason, meant.message);
  const { email, name, roles } = meant;
  if (seen.has(email)) return told(line, 'skipped', 'email', 'twice', 'This address stands on a line above.');
  if (known.users.has(email)) return told(line, 'skipped', 'email', 'known-user', 'This address has an account already.');
  if (known.invited.has(email)) return told(line, 'skipped', 'email', 'already-invited', 'This address has an open invitation.');
  const organization = line.organization ? known.organizations.get(fold(line.organization)) : known.customer;
  if (!organization)
    return told(line, 'refused', 'organization', 'unknown-organization', `There is no organization "${line.organization}".`);
  const wrong = roles.find((role: Role) => !rolesOf(organization.kind).includes(role));
  if (wrong) return told(line, 'refused', 'roles', 'invalid', `People of ${organization.name} do not hold the role "${wrong}".`);
  const missing = line.communities.find((called) => !known.communities.has(called));
  if (missing)
    return told(
      line,
      'refused',
      'communities',
      'unknown-community',
      `There is no community "${missing}", or there are several: name it by its address.`,
    );
  const communityIds = line.communities.flatMap((called) => known.communities.get(called) ?? []);
  return {
    wanted: { email, name, organizationId: organization.id, roles, communityIds, language: 'fr', guestUntil: null },
    organization: organization.name,
  };
}

/** As `folded` in the database. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const told = (
  line: CsvLine,
  outcome: Outcome['outcome'],
  field: string | null = null,
  reason: string | null = null,
  message: string | null = null,
): Outcome => ({
  line: line.line,
  email: line.email.slice(0, 254),
  outcome,
  field,
  reason,
  message,
});

function reportOf(lines: Outcome[]): BulkInvitationReport {
  const count = (outcome: Outcome['outcome']) => lines.filter((line) => line.outcome === outcome).length;
  return { invited: count('invited'), skipped: count('skipped'), refused: count('refused'), lines };
}
