import { labelKey } from '@parvis/shared';
import type { Tx } from '../platform/database/database.ts';

/** Pages of the demonstration that new ones begin as, by the files they come from. */
const TEMPLATES = ['modeles/compte-rendu.md', 'modeles/compte-rendu-de-reunion.md', 'modeles/procedure.md', 'fiche-d-accueil.md'];
const LABELS: Record<string, string[]> = {
  'receptions/betons.md': ['béton', 'chantier'],
  'receptions/etancheite.md': ['chantier'],
  'receptions/appareils-d-appui/elastomere-frette.md': ['chantier', 'appuis'],
  'receptions/appareils-d-appui/appuis-a-pot.md': ['chantier', 'appuis'],
  'notes-de-calcul/fondation-superficielle.md': ['Eurocodes', 'fondations'],
  'notes-de-calcul/charges-d-entretien.md': ['Eurocodes', 'passerelles'],
  'retours/bras-de-pirmil.md': ['passerelles'],
  'lignes-aeriennes.md': ['chantier'],
};
/** Who answers for a page, and in how many days it is to be read again. */
const REVIEWS: Record<string, { owner: string; days: number }> = {
  'receptions/etancheite.md': { owner: 'tugdual.legoff', days: -2 },
  'receptions/betons.md': { owner: 'tugdual.legoff', days: 12 },
  'notes-de-calcul/fondation-superficielle.md': { owner: 'aicha.benhaddou', days: 40 },
  'lignes-aeriennes.md': { owner: 'camille.ollivier', days: -1 },
};

/** Labels, templates and days of review, as a company would have given them. `people`: ids by the first part of addresses. */
export async function arrangePages(tx: Tx, communityId: string, people: ReadonlyMap<string, string>): Promise<void> {
  await tx.many(`UPDATE page SET template = true WHERE community_id = $1 AND import_key = ANY($2::text[])`, [communityId, TEMPLATES]);
  const labelled = Object.entries(LABELS).flatMap(([key, labels]) => labels.map((label) => ({ key, label })));
  await tx.many(
    `INSERT INTO content_label (content_id, key, label)
     SELECT p.id, l.key, l.label FROM unnest($2::text[], $3::text[], $4::text[]) AS l(import_key, key, label)
     JOIN page p ON p.community_id = $1 AND p.import_key = l.import_key
     ON CONFLICT DO NOTHING`,
    [communityId, labelled.map(({ key }) => key), labelled.map(({ label }) => labelKey(label)), labelled.map(({ label }) => label)],
  );
  for (const [key, { owner, days }] of Object.entries(REVIEWS)) {
    await tx.many(`UPDATE page SET owner_id = $3, review_at = current_date + $4::int WHERE community_id = $1 AND import_key = $2`, [
      communityId,
      key,
      people.get(owner),
      days,
    ]);
  }
}
