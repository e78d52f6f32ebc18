import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../platform/config/config.ts';
import { PasswordHasher } from './password-hasher.ts';
import { demandGoodPassword } from './password-policy.ts';

const ABOUT = { name: 'Éloïse Marchandeau', email: 'eloise.marchandeau@montclair.test', organization: 'Ville de Montclair' };
const verdict = (password: string) =>
  demandGoodPassword('password', password, ABOUT).then(
    () => 'taken',
    (refusal: { code: string }) => refusal.code,
  );

describe('a password that is chosen', () => {
  it.each([
    'quatre tilleuls sous la pluie',
    'correct horse battery staple',
    'Vx9!kTe2#mQp7Lz0',
    'le héron dort près du canal gelé',
    'ぼくのなまえはとうきょうのゆき',
  ])('may be %j', async (password) => {
    expect(await verdict(password)).toBe('taken');
  });

  it.each([
    'motdepassemotdepasse',
    'password123456789',
    'aaaaaaaaaaaaaaaaaaaa',
    '123456789012345678',
    'azertyuiopqsdfgh',
    'qwertyuiopasdfgh',
    'abcabcabcabcabcabc',
    'bonjourbonjour123',
    'P@ssw0rdP@ssw0rd',
    'Eloïse Marchandeau',
    'marchandeau2026!',
    'Ville-de-Montclair',
    'parvisparvisparvis',
    'montclairparvis1',
    'marchandeau.eloise@montclair.test',
  ])('may not be %j', async (password) => {
    expect(await verdict(password)).toBe('invalid');
  });

  it('is estimated in a moment even when it is as long as it may be', async () => {
    await verdict('warm up the lists first');
    const started = performance.now();
    await verdict('azertyuiop'.repeat(25));
    await verdict(Array.from({ length: 85 }, (_, n) => String.fromCodePoint(0x61 + ((n * 7) % 26))).join('é '));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('what is kept of a password', () => {
  it('is Argon2id with 64 MiB, three passes and one lane wherever anything real is guarded', async () => {
    const hasher = new PasswordHasher(readConfig({ NODE_ENV: 'production', DATABASE_URL: 'postgres://localhost/parvis' }));
    const kept = await hasher.hash('quatre tilleuls sous la pluie');
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(await hasher.verify(kept, 'quatre tilleuls sous la pluie')).toBe(true);
    expect(await hasher.verify(kept, 'quatre tilleuls sous la neige')).toBe(false);
    expect(await hasher.verify(null, 'quatre tilleuls sous la pluie')).toBe(false);
  });

  it('is the same whichever way an accent was typed', async () => {
    const hasher = new PasswordHasher(readConfig({ NODE_ENV: 'test', DATABASE_URL: 'postgres://localhost/parvis' }));
    expect(await hasher.verify(await hasher.hash('é'.normalize('NFD')), 'é'.normalize('NFC'))).toBe(true);
  });

  it('is computed two at once; beyond forty that wait one is told to come back', async () => {
    const hasher = new PasswordHasher(readConfig({ NODE_ENV: 'test', DATABASE_URL: 'postgres://localhost/parvis' }));
    const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => hasher.hash('quatre tilleuls')));
    const refused = outcomes
      .filter((outcome) => outcome.status === 'rejected')
      .map((outcome) => outcome.reason as { status: number; more: object });
    expect(refused).toHaveLength(18);
    expect(refused[0]).toMatchObject({ status: 503, more: { retryAfter: 5 } });
    expect(await hasher.hash('and afterwards it goes on')).toMatch(/^\$argon2id/);
  });
});
