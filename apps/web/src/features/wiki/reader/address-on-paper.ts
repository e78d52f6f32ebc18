/** A longer address is nothing that one types from paper. */
const LONGEST = 60;

/**
 * What a link leads to, as it is printed behind its words: short, and none where the words say it already. Paper cannot
 * be clicked, but an address that nobody types disturbs reading.
 */
export function addressOnPaper(href: string, words: string): string | undefined {
  if (!/^(https?:|mailto:)/i.test(href)) return undefined;
  const [address = ''] = bare(href).split(/[?#]/);
  if (!address || bare(words).includes(address)) return undefined;
  if (address.length <= LONGEST) return address;
  const [host = ''] = address.split('/');
  return `${host}/…`;
}

/** Without what people leave out when they write an address down. */
const bare = (address: string): string =>
  readable(address)
    .trim()
    .replace(/^(https?:\/\/|mailto:)/i, '')
    .replace(/^www\./i, '')
    .replace(/\/$/, '');

function readable(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
