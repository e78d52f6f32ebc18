import { type Role, email, optionalLine } from '@parvis/shared';
import { parse } from 'csv-parse/sync';
import { invalid } from '../../platform/http/refusal.ts';

/** One line of the list, as it stands there. `line` counts from 1, the header included. */
export interface CsvLine {
  line: number;
  email: string;
  name: string;
  organization: string;
  roles: string[];
  communities: string[];
}
export interface Fault {
  field: string;
  reason: 'invalid';
  message: string;
}

const MAX_LINES = 2_000;
const COLUMNS: Record<string, 'email' | 'name' | 'organization' | 'roles' | 'communities'> = {
  email: 'email',
  mail: 'email',
  courriel: 'email',
  adresse: 'email',
  adresseelectronique: 'email',
  name: 'name',
  nom: 'name',
  fullname: 'name',
  nomcomplet: 'name',
  organization: 'organization',
  organisation: 'organization',
  entreprise: 'organization',
  company: 'organization',
  role: 'roles',
  roles: 'roles',
  community: 'communities',
  communities: 'communities',
  communaute: 'communities',
  communautes: 'communities',
};

/** A header without accents, capitals, spaces and hyphens: « E-mail », « Rôles ». */
const folded = (header: string): string =>
  header
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '');

/**
 * Reads a list of people, separated by `;`, `,` or tabs, with headers in French or English.
 * @throws Refusal (400, field `csv`) when it is no such list.
 */
export function readInvitationCsv(csv: string): CsvLine[] {
  const whole = csv.replace(/^\ufeff/, '').normalize('NFC');
  if (whole.includes('\0')) throw invalid('csv', 'This is not text.');
  // Spreadsheets may say how they separate on a first line of its own; lines before the header count all the same.
  const [before, separator] = /^(?:[ \t]*\r?\n)*(?:sep=(.)\r?\n)?(?:[ \t]*\r?\n)*/i.exec(whole) ?? [''];
  const text = whole.slice(before.length);
  const skipped = before.split('\n').length - 1;
  const rows = records(text, separator ?? delimiterOf(text)).map(({ record, line }) => ({ record, line: line + skipped }));
  const columns = rows.shift()?.record.map((header) => COLUMNS[folded(header)] ?? null) ?? [];
  if (!columns.includes('email')) {
    throw invalid('csv', 'The first line must name the columns, and one of them must be "email".', {
      received: text.split(/\r?\n/, 1)[0]?.slice(0, 80) ?? '',
      expected: 'email;name;organization;roles;communities',
    });
  }
  if (rows.length > MAX_LINES) throw invalid('csv', `There are more than ${MAX_LINES} lines. Send it in parts.`);
  return rows.map(({ record, line }) => asLine(record, columns, line));
}

function delimiterOf(text: string): string {
  const header = text.split(/\r?\n/, 1)[0] ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  return [';', ',', '\t'].reduce((best, candidate) => (count(candidate) > count(best) ? candidate : best));
}

function records(text: string, delimiter: string): { record: string[]; line: number }[] {
  try {
    const rows = parse(text, {
      delimiter,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      info: true,
    });
    return (rows as unknown as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    throw invalid('csv', `It cannot be read: ${error instanceof Error ? error.message : 'not a CSV'}`);
  }
}

function asLine(record: string[], columns: (keyof Omit<CsvLine, 'line'> | null)[], line: number): CsvLine {
  const cell = (name: keyof CsvLine) => record[columns.indexOf(name as never)]?.trim() ?? '';
  const list = (name: keyof CsvLine) =>
    cell(name)
      .split(/[|,]/)
      .map((entry) => entry.trim())
      .filter(Boolean);
  return {
    line,
    email: cell('email'),
    name: cell('name'),
    organization: cell('organization'),
    roles: list('roles'),
    communities: list('communities'),
  };
}

const ROLE_NAMES: Record<string, Role> = {
  admin: 'admin',
  administrator: 'admin',
  administrateur: 'admin',
  administratrice: 'admin',
  auditor: 'auditor',
  auditeur: 'auditor',
  auditrice: 'auditor',
  contractowner: 'contract-owner',
  responsableducontrat: 'contract-owner',
  supportagent: 'support-agent',
  agentdesupport: 'support-agent',
  supportmanager: 'support-manager',
  responsabledusupport: 'support-manager',
};

const wrong = (field: string, message: string): Fault => ({ field, reason: 'invalid', message });

/** What is wrong with the line itself, or what it says. */
export function interpret(line: CsvLine): Fault | { email: string; name: string; roles: Role[] } {
  if (Object.values(line).some((value) => String(value).includes('\ufffd')))
    return wrong('name', 'Accents were lost: save the list as UTF-8.');
  const address = email.safeParse(line.email);
  if (!address.success) return wrong('email', 'This is not an e-mail address.');
  const name = optionalLine(120).safeParse(line.name);
  if (!name.success) return wrong('name', 'This is not a name of one line, up to 120 characters.');
  const roles = line.roles.map((role) => ROLE_NAMES[folded(role)] ?? null);
  const unknown = roles.indexOf(null);
  if (unknown >= 0) return wrong('roles', `The role "${line.roles[unknown]}" is not known.`);
  return { email: address.data, name: name.data, roles: roles.filter((role) => role !== null) };
}
