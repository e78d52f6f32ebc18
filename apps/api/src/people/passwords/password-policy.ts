import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { invalid } from '../../platform/http/refusal.ts';

/** What the password may not be made of. */
export interface About {
  name: string;
  email: string;
  organization: string;
}

/** Guesses up to a hundred million are made in hours where a hash is stolen (Wheeler, zxcvbn, USENIX Security 2016). */
const ENOUGH = 3;
/** Estimating grows faster than the length; what follows can only make it stronger. */
const LOOKED_AT = 72;

/** The lists are large: they are loaded when the first password is chosen. */
let estimator: Promise<ZxcvbnFactory> | null = null;

async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, french] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-fr'),
  ]);
  return new ZxcvbnFactory({ dictionary: { ...common.dictionary, ...french.dictionary }, graphs: common.adjacencyGraphs });
}

/**
 * Refuses passwords that lists of breached and common ones lead to, those that repeat themselves, follow the keyboard,
 * or are made of the account's own words (NIST SP 800-63B, 3.1.1.2). The length is checked by the contract.
 * @throws Refusal (400) on `field`.
 */
export async function demandGoodPassword(field: string, password: string, about: About): Promise<void> {
  const own = ownWords(about);
  const folded = fold(password);
  const left = own.reduce((rest, word) => rest.replaceAll(word, ''), folded);
  // Once the account's own words are taken out, something must be left to guess.
  if (left.length < folded.length && left.length < 8) throw refused(field, 'own-words');
  const { score } = (await (estimator ??= loadEstimator())).check(folded.slice(0, LOOKED_AT), own);
  if (score < ENOUGH) throw refused(field, 'common');
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of the account, longest first, without those too short to mean anything. */
function ownWords({ name, email, organization }: About): string[] {
  const words = [name, email, organization, 'parvis'].flatMap((text) => {
    const folded = fold(text);
    return [folded, ...folded.split(/[^\p{L}\p{N}]+/u)];
  });
  return [...new Set(words)].filter((word) => word.length >= 4).toSorted((a, b) => b.length - a.length);
}

const REASONS = {
  'own-words': 'It is made of your name, your address or your organization. Choose words that have nothing to do with them.',
  common:
    'It is easy to guess: it is in lists of breached passwords, repeats itself or follows the keyboard. Choose four or five unrelated words.',
};

const refused = (field: string, reason: keyof typeof REASONS) =>
  invalid(field, REASONS[reason], { expected: reason === 'common' ? 'not a common password' : 'not your own words' });
