import type { CommunityVisibility, OrganizationKind, Role } from '@parvis/shared';

export interface DemoPerson {
  email: string;
  name: string;
  job: string;
  organization: OrganizationKind;
  roles: Role[];
  language: 'fr' | 'en';
}

/** A company as one could meet it; any likeness is chance. */
export const ORGANIZATIONS: Record<OrganizationKind, string> = {
  customer: 'Loirac Ingénierie',
  vendor: 'Ostrea Numérique',
  partner: 'Contrôle Estuaire',
};

const employee = (email: string, name: string, job: string, roles: Role[] = [], language: 'fr' | 'en' = 'fr'): DemoPerson => ({
  email: `${email}@loirac.example`,
  name,
  job,
  organization: 'customer',
  roles,
  language,
});

export const PEOPLE: DemoPerson[] = [
  employee('maelle.kervadec', 'Maëlle Kervadec', 'Responsable de la vie numérique, Nantes', ['admin']),
  employee('tugdual.legoff', 'Tugdual Le Goff', 'Référent réceptions, Nantes'),
  employee('aicha.benhaddou', 'Aïcha Benhaddou', 'Référente Eurocodes, Nantes'),
  employee('julien.mercoeur', 'Julien Mercœur', 'Chef de projet passerelles, Saint-Nazaire'),
  employee('sophie.rambaud', 'Sophie Rambaud', 'Inspections détaillées, Rennes'),
  employee('noemie.vasseur', 'Noëmie Vasseur', 'Apprentie ingénieure, Rennes'),
  employee('yann.bellego', 'Yann Bellego', 'Chef de projet, Saint-Nazaire'),
  employee('camille.ollivier', 'Camille Ollivier', 'Animatrice prévention, Nantes'),
  employee('mathilde.kerjean', 'Mathilde Kerjean', 'Directrice technique, Nantes', ['contract-owner']),
  employee('bruno.salaun', 'Bruno Salaün', 'Contrôle interne, Nantes', ['auditor']),
  employee('rowan.keller', 'Rowan Keller', 'Bridge engineer, Bristol', [], 'en'),
  {
    email: 'ines.caradec@ostrea.example',
    name: 'Inès Caradec',
    job: 'Agente de support',
    organization: 'vendor',
    roles: ['support-agent'],
    language: 'fr',
  },
  {
    email: 'paul.even@estuaire.example',
    name: 'Paul Even',
    job: 'Contrôleur extérieur',
    organization: 'partner',
    roles: [],
    language: 'fr',
  },
];

export interface DemoCommunity {
  slug: string;
  name: string;
  description: string;
  visibility: CommunityVisibility;
  emblem: number;
  /** By the first part of their addresses; the first one animates. */
  members: string[];
  /** The folder of its wiki. */
  wiki: string | null;
}

export const COMMUNITIES: DemoCommunity[] = [
  {
    slug: 'structures-et-ouvrages',
    name: 'Structures et ouvrages',
    description: 'Ponts, passerelles, ouvrages hydrauliques : calculs, réceptions, inspections.',
    visibility: 'open',
    emblem: 0,
    wiki: 'structures',
    members: [
      'tugdual.legoff',
      'maelle.kervadec',
      'aicha.benhaddou',
      'julien.mercoeur',
      'sophie.rambaud',
      'noemie.vasseur',
      'yann.bellego',
      'rowan.keller',
      'paul.even',
      'ines.caradec',
    ],
  },
  {
    slug: 'securite-des-chantiers',
    name: 'Sécurité des chantiers',
    description: 'Consignes, presqu’accidents, accueil des nouveaux.',
    visibility: 'open',
    emblem: 7,
    wiki: 'securite',
    members: ['camille.ollivier', 'maelle.kervadec', 'yann.bellego', 'tugdual.legoff', 'noemie.vasseur'],
  },
  {
    slug: 'energie-et-bas-carbone',
    name: 'Énergie et bas carbone',
    description: 'Matériaux, réemploi, bilans carbone de nos ouvrages.',
    visibility: 'closed',
    emblem: 14,
    wiki: 'bas-carbone',
    members: ['aicha.benhaddou', 'maelle.kervadec', 'julien.mercoeur'],
  },
  {
    slug: 'agence-de-nantes',
    name: 'Agence de Nantes',
    description: 'La vie de l’agence : arrivées, locaux, rendez-vous.',
    visibility: 'open',
    emblem: 22,
    wiki: null,
    members: ['mathilde.kerjean', 'maelle.kervadec', 'tugdual.legoff', 'aicha.benhaddou', 'camille.ollivier'],
  },
  {
    slug: 'comite-de-direction',
    name: 'Comité de direction',
    description: 'Préparation des comités.',
    visibility: 'secret',
    emblem: 29,
    wiki: null,
    members: ['mathilde.kerjean', 'maelle.kervadec'],
  },
];

/** The accounts that the console names; all share the password. */
export const SHOWN_ACCOUNTS = ['maelle.kervadec', 'tugdual.legoff', 'noemie.vasseur', 'paul.even'];
export const PASSWORD = 'bienvenue-sur-le-parvis';
