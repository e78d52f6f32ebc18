import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.ts';

const DATABASE_URL = 'postgres://parvis@127.0.0.1:5432/parvis';

describe('the configuration', () => {
  it('needs only a database', () => {
    const config = readConfig({ DATABASE_URL });
    expect(config).toMatchObject({ port: 3000, servesWeb: true, works: true, demo: true, production: false });
    expect(config.databaseOwnerUrl).toBe(DATABASE_URL);
  });

  it('names each variable that is not right', () => {
    const read = () => readConfig({ DATABASE_URL: 'mysql://x', PORT: '99999', PARVIS_ROLE: 'boss' });
    expect(read).toThrow(/PORT: .*\n.*PARVIS_ROLE: .*\n.*DATABASE_URL: must be an address that begins with postgres:/);
  });

  it('takes an empty variable for one that is not given', () => {
    expect(readConfig({ DATABASE_URL, SMTP_URL: '', PORT: '' }).port).toBe(3000);
  });

  it('never loads demonstration data in production', () => {
    expect(readConfig({ DATABASE_URL, NODE_ENV: 'production', PARVIS_DEMO: 'true' }).demo).toBe(false);
  });

  it.each([
    ['web', true, false],
    ['worker', false, true],
    ['all', true, true],
  ])('plays the role %s', (role, servesWeb, works) => {
    expect(readConfig({ DATABASE_URL, PARVIS_ROLE: role })).toMatchObject({ servesWeb, works });
  });
});
