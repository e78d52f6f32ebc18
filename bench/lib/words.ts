/** The same dice for the same seed (mulberry32). */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const split = (text: string): string[] => text.split(/\s+/).filter(Boolean);

const FRENCH_SMALL = split(
  "le la les un une des de du en et à pour dans sur avec par que qui est sont nous vous au aux ce cette son sa ses plus pas ou où si dès déjà d'abord aujourd'hui",
);
const FRENCH_NOUNS = split(
  `chantier appui tablier équipe sécurité réunion procédure consigne livraison facture contrôle qualité formation accueil badge visiteur planning mesure température béton acier essai rapport client marché délai atelier machine entretien réglage stock commande fournisseur contrat budget congé mutuelle télétravail calendrier décision action responsable échéance risque incident déclaration prévention habilitation échafaudage levage manutention dossier plan note calcul vérification signature validation
  culée travée poutre dalle joint corrosion peinture grue camion chauffeur casque gilet gant harnais étiquette armoire câble pompe vanne filtre capteur moteur pièce outil four moule alliage soudure fissure écart tolérance gabarit relevé croquis photo annexe bordereau devis avenant acompte relance impayé trésorerie salaire bulletin embauche départ stage alternance entretien absence maladie accident reprise visite médecin cantine parking navette astreinte permanence garde vestiaire clé alarme incendie évacuation extincteur secouriste défibrillateur déchet tri recyclage énergie compteur chaudière éclairage réseau serveur sauvegarde imprimante clavier écran téléphone licence logiciel version mise déploiement anomalie correctif`,
);
const FRENCH_VERBS = split(
  'vérifier poser couler lever signer relancer commander livrer former accueillir déclarer contrôler mesurer régler nettoyer réparer installer documenter valider planifier annoncer préparer ranger étiqueter sauvegarder remplacer inspecter former corriger présenter',
);
const ENGLISH_SMALL = split('the a of to and in for with by on is are we you it this that from at as not or if when before after');
const ENGLISH_NOUNS = split(
  `site bridge deck team safety meeting procedure delivery invoice quality training welcome visitor schedule measure temperature concrete steel test report customer deadline workshop machine maintenance stock order supplier contract budget leave insurance calendar agenda decision action owner risk incident statement prevention lifting handling drawing note check signature approval
  beam girder bearing joint corrosion paint crane truck driver helmet glove harness label cabinet cable pump valve filter sensor engine part tool furnace mould alloy weld crack tolerance survey sketch picture appendix quote payment salary payslip hiring internship absence accident doctor canteen shuttle locker key alarm fire drill waste recycling energy meter boiler lighting network server backup printer keyboard screen phone licence software release deployment defect fix`,
);
const ENGLISH_VERBS = split(
  'check lay pour lift sign remind order deliver train welcome declare control measure adjust clean repair install document approve plan announce prepare store label replace inspect correct present',
);
const FIRST_NAMES = split(
  'Maëlle Tugdual Noémie Paul Aïcha Yann Solène Loïc Gwenaëlle Hervé Inès Mathis Chloé Bastien Élodie Karim Fatou Léa Théo Camille Rozenn Erwan Anaïs Hugo Jeanne Malo Nolwenn Ronan Sarah Victor Zoé Agnès Benoît Célia Didier Emma François Gaël Hélène Ibrahim',
);
const LAST_NAMES = split(
  'Kervadec Le-Goff Vasseur Even Benali Morvan Riou Quéméneur Tanguy Corre Abiven Bodénès Cadiou Derrien Floch Guéguen Hamon Jaouen Kermarrec Lagadec Madec Nédélec Omnès Pennec Quéré Roudaut Salaün Thomas Urvoas Vigouroux Bernard Dubois Durand Lambert Martin Moreau Petit Robert Simon Traoré',
);
/** Names of places and suppliers are put together from these: words that stand on few pages. */
const SYLLABLES = split('ker bel mor lan tré plou gue dan var sol mer cor fon tal vil rou char ver mon pré');

const plural = (noun: string): string => (/[sxz]$/.test(noun) ? noun : `${noun}s`);
const conjugated = (verb: string): string[] =>
  verb.endsWith('er')
    ? [verb, `${verb.slice(0, -2)}ons`, `${verb.slice(0, -2)}ez`, `${verb.slice(0, -2)}é`, `${verb.slice(0, -2)}ées`]
    : [verb];
const properNames = (): string[] =>
  SYLLABLES.flatMap((one) => SYLLABLES.flatMap((two) => [`${one}${two}`, `${one}${two}ec`, `${one}${two}ac`])).map(
    (name) => `${name[0]?.toUpperCase()}${name.slice(1)}`,
  );

interface Language {
  small: string[];
  content: string[];
}
const FRENCH: Language = {
  small: FRENCH_SMALL,
  content: [...FRENCH_NOUNS, ...FRENCH_NOUNS.map(plural), ...FRENCH_VERBS.flatMap(conjugated)],
};
const ENGLISH: Language = {
  small: ENGLISH_SMALL,
  content: [
    ...ENGLISH_NOUNS,
    ...ENGLISH_NOUNS.map(plural),
    ...ENGLISH_VERBS.flatMap((verb) => [verb, `${verb}s`, `${verb}ed`, `${verb}ing`]),
  ],
};
const NAMES = properNames();

/** What people look for, by how often it is written. */
export const FREQUENT = ['chantier', 'équipe', 'sécurité', 'réunion'];
export const WORDS = [
  'soudure fissure',
  'bulletin salaire',
  'extincteur',
  'livraison béton',
  'crane driver',
  'avenants',
  'sauvegarder serveur',
  'harnais',
];
export const TYPOS = [
  'sécurtié',
  'bullettin',
  'extincteurs incendi',
  'échaffaudage',
  'temperture béton',
  'maintenence',
  'fournisseru',
  'téletravail',
];
export const PREFIXES = ['se', 'béto', 'fact', 'kerbe', 'maë', 'échaf', 'mo', 'appro'];

/** Texts as people write them: few words often, many seldom (Zipf), three of four in French, with names and references. */
export class Writer {
  private readonly throwDice: (below: number) => number;

  constructor(seed: number) {
    this.throwDice = dice(seed);
  }

  number = (below: number): number => this.throwDice(below);

  private one<T>(of: readonly T[]): T {
    return of[this.throwDice(of.length)] as T;
  }

  /** The first ones often, the last ones seldom. */
  private likely(of: readonly string[]): string {
    return of[Math.floor(of.length * (this.throwDice(100_000) / 100_000) ** 3)] as string;
  }

  sentence(words: number): string {
    const { small, content } = this.throwDice(4) === 0 ? ENGLISH : FRENCH;
    const picked = Array.from({ length: words }, () => {
      const thrown = this.throwDice(100);
      if (thrown < 45) return this.likely(small);
      if (thrown < 97) return this.likely(content);
      return thrown < 99 ? this.one(NAMES) : `EC-${this.throwDice(10_000)}`;
    });
    const text = picked.join(' ');
    return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
  }

  paragraph(words: number): string {
    const sentences: string[] = [];
    for (let left = words; left > 0; left -= 14) sentences.push(this.sentence(Math.min(left, 8 + this.throwDice(12))));
    return sentences.join(' ');
  }

  title(): string {
    const words = this.sentence(2 + this.throwDice(4)).slice(0, -1);
    return this.throwDice(3) === 0 ? `${words} ${this.one(NAMES)}` : words;
  }

  person(): string {
    return `${this.one(FIRST_NAMES)} ${this.one(LAST_NAMES)}`;
  }
}
