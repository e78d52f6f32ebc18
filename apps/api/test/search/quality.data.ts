/** What somebody types, and a part of the title of the page that must be among the first three. */
export type Sought = readonly [query: string, title: string];

/** Over the wikis of the demonstration, which every installation can load. */
export const DEMONSTRATION: Record<string, readonly Sought[]> = {
  'accents, capitals, apostrophes': [
    ['etancheite', 'Étanchéité'],
    ['ÉTANCHÉITÉ', 'Étanchéité'],
    ["charges d'entretien", 'Charges d’entretien'],
    ['charges d’entretien', 'Charges d’entretien'],
    ['beton', 'Bétons et coffrages'],
    ['fiche daccueil', 'Fiche d’accueil'],
    ['l accueil', 'Fiche d’accueil'],
    ['securite des chantiers', 'Sécurité des chantiers'],
  ],
  'plural, feminine, conjugated': [
    ['passerelle entretien', 'Charges d’entretien des passerelles'],
    ['réceptionner', 'Réceptions sur chantier'],
    ['fondations superficielles', 'Vérifier une fondation superficielle'],
    ['vérification fondation', 'Vérifier une fondation superficielle'],
    ['ligne aérienne', 'lignes aériennes'],
    ['déclaration presqu’accident', 'Déclarer un presqu’accident'],
    ['bossages', 'élastomère'],
    ['inspection détaillée', 'Inspections détaillées'],
    ['retour expérience', 'Retours d’expérience'],
  ],
  'words of the text': [
    ['gabarit bossage', 'élastomère'],
    ['poinçonnement', 'fondation superficielle'],
    ['goulotte', 'Bétons et coffrages'],
    ['grue à vide', 'Bras de Pirmil'],
    ['lamellé-collé', 'Énergie et bas carbone'],
    ['secouriste', 'Fiche d’accueil'],
    ['parrain', 'Bien commencer'],
    ['vérin', 'Appuis à pot'],
  ],
  slips: [
    ['etancheitée', 'Étanchéité'],
    ['elastomere frété', 'Appuis à pot'],
    ['coffarges', 'Bétons et coffrages'],
    ['passerele', 'passerelles'],
    ['fondaton', 'fondation superficielle'],
    ['aeriene', 'lignes aériennes'],
    ['presquaccident', 'presqu’accident'],
  ],
  'beginnings and phrases': [
    ['fondat', 'fondation superficielle'],
    ['Pirm', 'Bras de Pirmil'],
    ['coffr', 'Bétons et coffrages'],
    ['"note de calcul"', 'Notes de calcul'],
    ['"mise hors tension"', 'lignes aériennes'],
    ['« hors tension »', 'lignes aériennes'],
  ],
};
