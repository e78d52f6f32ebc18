import type { FileRef, PageRef, PersonChip } from '@parvis/shared';
import type { DocumentMark, DocumentNode, NodeOf } from '@parvis/shared/document';

/** Pages and files that the fixture leads to. */
export const FOLDER = { id: '0199a000-0000-7000-8000-000000000001', title: 'Dossier de l’ouvrage', slug: 'dossier-de-l-ouvrage' };
export const SECRET_ID = '0199a000-0000-7000-8000-00000000dead';
export const SECTION_FILE = '0199a000-0000-7000-8000-0000000000f1';
export const SHEET_FILE = '0199a000-0000-7000-8000-0000000000f2';
export const SEAL_FILE = '0199a000-0000-7000-8000-0000000000f3';

export const NOEMIE: PersonChip = { id: '0199a000-0000-7000-8000-0000000000a1', name: 'Noëmie Vasseur', photoId: null, active: true };
export const mentions: PersonChip[] = [NOEMIE];
export const links: PageRef[] = [FOLDER];
export const files: FileRef[] = [
  { id: SECTION_FILE, name: 'coupe-type.webp', mediaType: 'image/webp', size: 184_320, width: 1600, height: 900 },
  {
    id: SHEET_FILE,
    name: 'Fiche de réception – appareils d’appui.xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    size: 1_384_221,
    width: null,
    height: null,
  },
  { id: SEAL_FILE, name: 'marque.webp', mediaType: 'image/webp', size: 2_048, width: 40, height: 40 },
];

let last = 0;
const id = () => `bloc${(last += 1)}`;
const t = (text: string, ...marks: DocumentMark[]): DocumentNode => ({ type: 'text', text, ...(marks.length > 0 && { marks }) });
const inline = (parts: (string | DocumentNode)[]) => parts.map((part) => (typeof part === 'string' ? t(part) : part));
export const p = (...parts: (string | DocumentNode)[]): NodeOf<'paragraph'> => ({
  type: 'paragraph',
  attrs: { id: id() },
  content: inline(parts),
});
const h = (level: 1 | 2 | 3 | 4 | 5 | 6, ...parts: (string | DocumentNode)[]): DocumentNode => ({
  type: 'heading',
  attrs: { id: id(), level },
  content: inline(parts),
});
const item = (...content: DocumentNode[]): DocumentNode => ({ type: 'listItem', content });
const bullets = (...content: DocumentNode[]): DocumentNode => ({ type: 'bulletList', attrs: { id: id() }, content });
const callout = (kind: NodeOf<'callout'>['attrs']['kind'], ...content: DocumentNode[]): DocumentNode => ({
  type: 'callout',
  attrs: { id: id(), kind },
  content,
});
const cell = (text: string, align: 'right' | null = null): DocumentNode => ({
  type: 'tableCell',
  attrs: { colspan: 1, rowspan: 1, colwidth: null, align },
  content: [p(text)],
});
const header = (text: string, align: 'right' | null = null): DocumentNode => ({
  type: 'tableHeader',
  attrs: { colspan: 1, rowspan: 1, colwidth: null, align },
  content: [p(text)],
});
const row = (...content: DocumentNode[]): DocumentNode => ({ type: 'tableRow', content });
const table = (...content: DocumentNode[]): DocumentNode => ({ type: 'table', attrs: { id: id() }, content });
const code = (language: string | null, title: string | null, text: string): DocumentNode => ({
  type: 'codeBlock',
  attrs: { id: id(), language, title },
  content: [t(text)],
});
const tab = (title: string, ...content: DocumentNode[]): DocumentNode => ({ type: 'tab', attrs: { title }, content });
const step = (title: string | null, ...content: DocumentNode[]): DocumentNode => ({ type: 'step', attrs: { title }, content });

/** A page of Loirac Ingénierie with every kind of block and mark. */
export const bearings: NodeOf<'doc'> = {
  type: 'doc',
  content: [
    p(
      'L’appareil d’appui reprend la rotation et le déplacement du tablier. Mal posé, il s’use en quelques hivers\u202f; bien posé, on l’oublie pendant trente ans.',
    ),
    p(
      'La réception se fait en trois temps\u00a0: à la livraison, avant la pose, puis ',
      t('après le transfert de charge', { type: 'highlight' }),
      '. Le contrôleur extérieur est présent aux deux derniers. Le guide du ',
      t('Cerema', { type: 'link', attrs: { href: 'https://www.cerema.fr/fr/guides' } }),
      ' fait foi, et le ',
      t('dossier ', { type: 'pageLink', attrs: { pageId: FOLDER.id, anchor: 'pieces' } }),
      t('de l’ouvrage', { type: 'pageLink', attrs: { pageId: FOLDER.id, anchor: 'pieces' } }, { type: 'bold' }),
      ' le complète.',
    ),
    h(2, 'Avant la pose'),
    p(
      'Vérifiez l’étiquette de chaque appareil contre le plan de calepinage. La hauteur libre entre le sommier et le tablier doit permettre un remplacement au vérin sans dépose des équipements.',
    ),
    {
      type: 'image',
      attrs: {
        id: id(),
        fileId: SECTION_FILE,
        src: null,
        alt: 'Coupe d’un appareil d’appui entre sommier et tablier',
        title: null,
        caption: 'Coupe type. Le bossage inférieur dépasse l’appareil de 50\u00a0mm sur tout le pourtour.',
        width: null,
        height: null,
      },
    },
    bullets(
      item(p('Bossage plan à 1\u00a0mm sous la règle de 2\u00a0m, horizontal à 3\u00a0mm par mètre.')),
      item(
        p('Béton du bossage à ', t('25\u00a0MPa', { type: 'bold' }), ' au moins le jour de la pose.'),
        bullets(
          item(p('Une éprouvette par ', t('gâchée', { type: 'italic' }), ', conservée sur place.')),
          item(p('Essai à sept jours si la température passe sous 5\u00a0°C.')),
        ),
      ),
      item(p('Aucune trace d’huile ou de laitance sur les deux faces.')),
    ),
    callout(
      'warning',
      p(
        t('On ne coule jamais le bossage sans le gabarit.', { type: 'bold' }),
        ' Deux ouvrages ont dû être repris en 2024 pour 8\u00a0mm d’écart.',
      ),
    ),
    h(3, 'Ce que dit l’étiquette'),
    p(
      'Le marquage ',
      { type: 'inlineImage', attrs: { fileId: SEAL_FILE, src: null, alt: 'CE', width: 20, height: 20 } },
      ' suit la norme ',
      t('NF EN 1337-3', { type: 'code' }),
      '. On y lit le module G',
      t('0', { type: 'subscript' }),
      ', la surface en cm',
      t('2', { type: 'superscript' }),
      ', et non plus ',
      t('l’ancien type STUP', { type: 'strike' }),
      ', qui n’est ',
      t('jamais', { type: 'underline' }),
      ' admis en réparation.',
      { type: 'hardBreak' },
      'En cas de doute, ',
      t('appelez le bureau', { type: 'link', attrs: { href: 'tel:+33240000000' } }),
      '.',
    ),
    {
      type: 'taskList',
      attrs: { id: id() },
      content: [
        { type: 'taskItem', attrs: { checked: true }, content: [p('Étiquettes photographiées')] },
        { type: 'taskItem', attrs: { checked: true }, content: [p('Calepinage signé par le directeur de travaux')] },
        { type: 'taskItem', attrs: { checked: false }, content: [p('Gabarit contrôlé par une seconde personne')] },
      ],
    },
    h(2, 'Le jour de la pose'),
    p(
      'La température du tablier est relevée toutes les heures. En dehors de la plage de 5 à 20\u00a0°C, l’appareil est prédéformé ou la pose est reportée\u202f; la décision revient au directeur de travaux.',
    ),
    table(
      row(header('Contrôle'), header('Tolérance', 'right'), header('Moyen')),
      row(cell('Implantation en plan'), cell('± 5\u00a0mm', 'right'), cell('Tachéomètre')),
      row(cell('Parallélisme des faces'), cell('0,3\u00a0%', 'right'), cell('Niveau électronique')),
      row(cell('Distorsion après calage'), cell('≤ 0,7 × hauteur', 'right'), cell('Équerre graduée')),
    ),
    {
      type: 'steps',
      attrs: { id: id() },
      content: [
        step('Relever', p('Notez la température de l’air et celle du tablier, à l’ombre.')),
        step(
          'Caler',
          p('Posez l’appareil sur le mortier frais, puis les cales.'),
          callout('info', p('Les cales en bois dur se retirent sous 48\u00a0heures.')),
        ),
        step(null, p('Signez la fiche avec le contrôleur.')),
      ],
    },
    {
      type: 'tabs',
      attrs: { id: id() },
      content: [
        tab('Élastomère fretté', p('La hauteur se mesure aux quatre angles, au dixième.')),
        tab('Appui à pot', p('Le piston ne doit montrer aucun point de rouille.'), bullets(item(p('Joint d’étanchéité continu.')))),
        tab('Appui sphérique', p('La feuille de glissement ne se nettoie qu’à l’eau.')),
      ],
    },
    callout('danger', p('Personne sous le tablier pendant le vérinage.')),
    callout('success', p('Un appareil de réserve par ligne d’appui évite six semaines d’attente.')),
    h(2, 'Après le transfert de charge'),
    p(
      'Photographiez les quatre faces, mesurez la distorsion, puis joignez le relevé à la ',
      t('fiche', { type: 'fileLink', attrs: { fileId: SHEET_FILE } }),
      '. Le ',
      t('retour d’expérience', { type: 'pageLink', attrs: { pageId: SECRET_ID, anchor: null } }),
      ' en donne des exemples. Une seconde mesure est prévue ',
      t('après le premier hiver', { type: 'link', attrs: { href: '#avant-la-pose' } }),
      '.',
    ),
    {
      type: 'blockquote',
      attrs: { id: id() },
      content: [p('Un appui que l’on n’a pas mesuré est un appui que l’on devra changer.'), p('Tugdual Le Goff, réunion du 12 février')],
    },
    {
      type: 'orderedList',
      attrs: { id: id(), start: 3 },
      content: [item(p('Distorsion sous charge permanente.')), item(p('Distorsion sous convoi d’épreuve.'))],
    },
    code(
      'python',
      'distorsion.py',
      'def distorsion(deplacement: float, hauteur: float) -> float:\n    """Rapport sans unité ; la limite est 0,7."""\n    if hauteur <= 0:\n        raise ValueError("hauteur nulle")\n    return deplacement / hauteur  # en mm tous les deux\n',
    ),
    code(null, null, 'relevé 14:00  tablier 18,4 °C  air 21,0 °C'),
    {
      type: 'details',
      attrs: { id: id(), open: false },
      content: [
        { type: 'detailsSummary', content: [t('Pourquoi 0,7 fois la hauteur')] },
        {
          type: 'detailsContent',
          content: [p('Au-delà, les feuillets se décollent des frettes. La valeur vient des essais de cisaillement.')],
        },
      ],
    },
    {
      type: 'details',
      attrs: { id: id(), open: true },
      content: [
        { type: 'detailsSummary', content: [t('Qui prévenir')] },
        { type: 'detailsContent', content: [p('Le chef de projet, puis le maître d’œuvre.')] },
      ],
    },
    {
      type: 'file',
      attrs: {
        id: id(),
        fileId: SHEET_FILE,
        name: 'Fiche de réception – appareils d’appui.xlsx',
        size: 1_384_221,
        mediaType: 'application/octet-stream',
      },
    },
    { type: 'pageCard', attrs: { id: id(), pageId: FOLDER.id, title: 'ancien titre' } },
    { type: 'pageCard', attrs: { id: id(), pageId: SECRET_ID, title: 'Licenciements prévus' } },
    {
      type: 'embed',
      attrs: {
        id: id(),
        url: 'https://www.youtube.com/watch?v=pose',
        title: 'Pose d’un appareil d’appui en huit minutes',
        description: 'Chantier du viaduc de la Chézine, février 2025.',
      },
    },
    {
      type: 'image',
      attrs: {
        id: id(),
        fileId: null,
        src: 'https://images.example.org/vieux-plan.png',
        alt: 'Ancien plan de calepinage',
        title: null,
        caption: null,
        width: null,
        height: null,
      },
    },
    { type: 'horizontalRule', attrs: { id: id() } },
    h(2, 'Avant la pose'),
    p('Un titre répété garde son propre lien.'),
    table(
      row(
        header('Ouvrage'),
        header('Année', 'right'),
        header('Ligne d’appui'),
        header('Type d’appareil'),
        header('Hauteur mesurée', 'right'),
        header('Distorsion', 'right'),
        header('Observations du contrôleur extérieur'),
      ),
      row(
        cell('Viaduc de la Chézine'),
        cell('2024', 'right'),
        cell('Culée C0'),
        cell('Élastomère fretté 400 × 500'),
        cell('82,4\u00a0mm', 'right'),
        cell('0,31', 'right'),
        cell('Bossage repris après contrôle au gabarit, sans réserve depuis.'),
      ),
      row(
        cell('Pont de Thouaré'),
        cell('2025', 'right'),
        cell('Pile P2'),
        cell('Appui à pot mobile'),
        cell('118,0\u00a0mm', 'right'),
        cell('0,12', 'right'),
        cell('Conforme.'),
      ),
    ),
    {
      type: 'kept',
      attrs: { id: id(), format: 'gitbook', source: '{% swagger method="get" path="/releves" %}\n{% endswagger %}', reason: 'swagger' },
    },
  ],
};
