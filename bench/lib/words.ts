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

const FRENCH =
  "le la les un une des de du en et à pour dans sur avec par que qui est sont nous vous chantier appui tablier équipe sécurité réunion procédure consigne livraison facture contrôle qualité formation accueil badge visiteur planning mesure température béton acier essai rapport client marché délai atelier machine entretien réglage stock commande fournisseur contrat budget congés mutuelle télétravail calendrier ordre du jour décision action responsable échéance risque incident déclaration prévention habilitation électrique échafaudage levage manutention dossier technique plan note calcul vérification signature validation l'équipe d'abord aujourd'hui déjà dès près où".split(
    ' ',
  );
const ENGLISH =
  'the a of to and in for with by on is are we you site bridge deck team safety meeting procedure delivery invoice quality training welcome visitor schedule measure temperature concrete steel test report customer deadline workshop machine maintenance stock order supplier contract budget leave insurance remote calendar agenda decision action owner due risk incident statement prevention lifting handling technical drawing note check signature approval'.split(
    ' ',
  );

/** Sentences as people write them: frequent words often, rare ones seldom (Zipf), three of four in French. */
export class Writer {
  private readonly throwDice: (below: number) => number;

  constructor(seed: number) {
    this.throwDice = dice(seed);
  }

  number = (below: number): number => this.throwDice(below);

  sentence(words: number): string {
    const vocabulary = this.throwDice(4) === 0 ? ENGLISH : FRENCH;
    const picked = Array.from({ length: words }, () => vocabulary[Math.floor(vocabulary.length * (this.throwDice(10_000) / 10_000) ** 2)]);
    const text = picked.join(' ');
    return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
  }

  title(nth: number): string {
    return `${this.sentence(2 + this.throwDice(4)).slice(0, -1)} ${nth}`;
  }
}
