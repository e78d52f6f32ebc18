import { describe, expect, it } from '@jest/globals';
import { compose } from './compose.ts';
import { invitationLetter, newDeviceLetter } from './letters.ts';

const ABOUT = {
  workspace: 'Ville & <b>Montclair</b>',
  organization: 'Atelier "Nord"',
  invitedBy: 'Éloïse\r\nBcc: all@montclair.test',
  link: 'https://parvis.test/invitation#abc',
  expiresAt: new Date('2026-12-05T22:30:00Z'),
  timeZone: 'Europe/Paris',
};

describe('a letter', () => {
  it('is escaped in HTML and plain in text', () => {
    const mail = compose('ada@montclair.test', 'fr', invitationLetter(ABOUT).fr);
    expect(mail.html).toContain('Ville &amp; &lt;b&gt;Montclair&lt;/b&gt;');
    expect(mail.html).not.toContain('<b>');
    expect(mail.text).toContain('Ville & <b>Montclair</b>');
    expect(mail.text).toContain('https://parvis.test/invitation#abc');
  });

  it('has a subject of one line, whatever names hold', () => {
    expect(compose('a@b.test', 'en', { subject: 'One\r\nBcc: two', paragraphs: [], because: '' }).subject).toBe('One Bcc: two');
  });

  it('says times where its reader lives, in her language', () => {
    expect(invitationLetter(ABOUT).fr.paragraphs.join()).toContain('5 décembre 2026');
    expect(invitationLetter({ ...ABOUT, timeZone: 'Asia/Tokyo' }).en.paragraphs.join()).toContain('December 6, 2026');
    const letter = newDeviceLetter({
      workspace: 'Parvis',
      link: '',
      device: '',
      network: '203.0.113.0/24',
      at: ABOUT.expiresAt,
      timeZone: 'Europe/Paris',
    });
    expect(letter.fr.paragraphs.join()).toMatch(/navigateur inconnu.*23:30|23:30.*navigateur inconnu/);
  });
});
