import type { Language } from '@parvis/shared';
import type { Letter } from './compose.ts';

const NB = '\u00a0';
type In<T> = (about: T) => Record<Language, Letter>;

/** A day as people write it, e.g. « 5 décembre 2026 », in their time zone. */
const day = (date: Date, language: Language, timeZone: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(date);

/** To somebody whom an administrator invites. */
export const invitationLetter: In<{
  workspace: string;
  organization: string;
  invitedBy: string;
  link: string;
  expiresAt: Date;
  timeZone: string;
}> = (about) => ({
  fr: {
    subject: `Invitation à rejoindre ${about.workspace}`,
    paragraphs: [
      'Bonjour,',
      `${about.invitedBy} vous invite à rejoindre ${about.workspace} (${about.organization}).`,
      `Le lien ci-dessous sert une seule fois, jusqu’au ${day(about.expiresAt, 'fr', about.timeZone)}.`,
    ],
    action: { label: 'Créer mon compte', link: about.link },
    because: 'Vous recevez ce message parce que votre adresse a été indiquée par un administrateur. Si cela ne vous dit rien, ignorez-le.',
  },
  en: {
    subject: `Invitation to join ${about.workspace}`,
    paragraphs: [
      'Hello,',
      `${about.invitedBy} invites you to join ${about.workspace} (${about.organization}).`,
      `The link below works once, until ${day(about.expiresAt, 'en', about.timeZone)}.`,
    ],
    action: { label: 'Create my account', link: about.link },
    because: 'You receive this message because an administrator gave your address. If it means nothing to you, ignore it.',
  },
});

/** To somebody who asked for an account, with nothing in it that anybody typed. */
export const registrationLetter: In<{ workspace: string; link: string; expiresAt: Date; timeZone: string }> = (about) => ({
  fr: {
    subject: `Votre demande de compte sur ${about.workspace}`,
    paragraphs: [
      'Bonjour,',
      `Un compte sur ${about.workspace} a été demandé avec cette adresse. Confirmez-la et complétez la demande${NB}; un administrateur l’approuvera.`,
      `Le lien sert une seule fois, jusqu’au ${day(about.expiresAt, 'fr', about.timeZone)}.`,
    ],
    action: { label: 'Confirmer mon adresse', link: about.link },
    because: 'Si vous n’avez rien demandé, ignorez ce message.',
  },
  en: {
    subject: `Your request for an account on ${about.workspace}`,
    paragraphs: [
      'Hello,',
      `An account on ${about.workspace} was requested with this address. Confirm it and complete the request; an administrator will approve it.`,
      `The link works once, until ${day(about.expiresAt, 'en', about.timeZone)}.`,
    ],
    action: { label: 'Confirm my address', link: about.link },
    because: 'If you requested nothing, ignore this message.',
  },
});

/** To somebody who asked for an account and has one. */
export const alreadyKnownLetter: In<{ workspace: string; link: string }> = (about) => ({
  fr: {
    subject: `Vous avez déjà un compte sur ${about.workspace}`,
    paragraphs: [
      'Bonjour,',
      `Un compte a été demandé avec cette adresse, qui en a déjà un. Connectez-vous${NB}; si vous avez oublié votre mot de passe, la page de connexion permet d’en choisir un autre.`,
    ],
    action: { label: 'Se connecter', link: about.link },
    because: 'Si vous n’avez rien demandé, ignorez ce message.',
  },
  en: {
    subject: `You already have an account on ${about.workspace}`,
    paragraphs: [
      'Hello,',
      'An account was requested with this address, which has one already. Sign in; if you forgot your password, the sign-in page lets you choose another one.',
    ],
    action: { label: 'Sign in', link: about.link },
    because: 'If you requested nothing, ignore this message.',
  },
});

/** To somebody whose account was approved. */
export const approvedLetter: In<{ workspace: string; link: string }> = (about) => ({
  fr: {
    subject: `Votre compte sur ${about.workspace} est ouvert`,
    paragraphs: ['Bonjour,', 'Un administrateur a approuvé votre compte. Vous pouvez vous connecter.'],
    action: { label: 'Se connecter', link: about.link },
    because: 'Vous recevez ce message parce que vous avez demandé un compte.',
  },
  en: {
    subject: `Your account on ${about.workspace} is open`,
    paragraphs: ['Hello,', 'An administrator approved your account. You can sign in.'],
    action: { label: 'Sign in', link: about.link },
    because: 'You receive this message because you requested an account.',
  },
});

/** To somebody who forgot the password. */
export const resetLetter: In<{ workspace: string; link: string; reference: string }> = (about) => ({
  fr: {
    subject: 'Choisir un nouveau mot de passe',
    paragraphs: [
      'Bonjour,',
      `Un nouveau mot de passe a été demandé pour votre compte sur ${about.workspace}. Le lien sert une seule fois, pendant une heure.`,
    ],
    action: { label: 'Choisir un mot de passe', link: about.link },
    because: `Si vous n’avez rien demandé, ignorez ce message${NB}: votre mot de passe ne change pas. Référence${NB}: ${about.reference}`,
  },
  en: {
    subject: 'Choose a new password',
    paragraphs: ['Hello,', `A new password was requested for your account on ${about.workspace}. The link works once, for one hour.`],
    action: { label: 'Choose a password', link: about.link },
    because: `If you requested nothing, ignore this message: your password stays as it is. Reference: ${about.reference}`,
  },
});

/** To somebody whose password has just changed. */
export const passwordChangedLetter: In<{ workspace: string; link: string }> = (about) => ({
  fr: {
    subject: 'Votre mot de passe a changé',
    paragraphs: [
      'Bonjour,',
      `Le mot de passe de votre compte sur ${about.workspace} vient de changer, et vos autres sessions ont été fermées.`,
      `Si ce n’est pas vous, choisissez tout de suite un nouveau mot de passe et prévenez un administrateur.`,
    ],
    action: { label: 'Choisir un nouveau mot de passe', link: about.link },
    because: 'Ce message est envoyé à chaque changement de mot de passe.',
  },
  en: {
    subject: 'Your password has changed',
    paragraphs: [
      'Hello,',
      `The password of your account on ${about.workspace} has just changed, and your other sessions were ended.`,
      'If it was not you, choose a new password at once and tell an administrator.',
    ],
    action: { label: 'Choose a new password', link: about.link },
    because: 'This message is sent each time a password changes.',
  },
});

/** To somebody who signed in on a device that was not known. `device` is in words of ours. */
export const newDeviceLetter: In<{ workspace: string; link: string; device: string; network: string; at: Date; timeZone: string }> = (
  about,
) => {
  const time = (language: Language) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: about.timeZone }).format(about.at);
  return {
    fr: {
      subject: 'Connexion depuis un nouvel appareil',
      paragraphs: [
        'Bonjour,',
        `Une connexion à votre compte sur ${about.workspace} a eu lieu le ${time('fr')} depuis un appareil encore inconnu (${about.device || 'navigateur inconnu'}, réseau ${about.network}).`,
        `Si c’est vous, il n’y a rien à faire. Sinon, changez votre mot de passe${NB}: toutes les autres sessions seront fermées.`,
      ],
      action: { label: 'Voir mes sessions', link: about.link },
      because: 'Ce message est envoyé à la première connexion de chaque appareil.',
    },
    en: {
      subject: 'Sign-in from a new device',
      paragraphs: [
        'Hello,',
        `Somebody signed in to your account on ${about.workspace} on ${time('en')} from a device that was not known (${about.device || 'unknown browser'}, network ${about.network}).`,
        'If it was you, there is nothing to do. If not, change your password: all other sessions will end.',
      ],
      action: { label: 'See my sessions', link: about.link },
      because: 'This message is sent the first time that a device signs in.',
    },
  };
};
