import { type Percentiles, percentiles } from '../lib/load.ts';
import { Product } from '../lib/product.ts';
import type { World } from '../lib/seed.ts';

const PASSWORD = 'bienvenue-sur-le-parvis';
const TIMES = 30;

/** From the password to the session, one after the other: checking a password costs a core on purpose. */
export async function signingIn({ url }: Product, databaseUrl: string, { email }: World): Promise<Percentiles> {
  Product.command(databaseUrl, ['user', 'password', '--email', email, '--password-stdin'], `${PASSWORD}\n`);
  const took: number[] = [];
  for (let nth = 0; nth < TIMES; nth++) {
    const begun = performance.now();
    const answer = await fetch(`${url}/api/sessions`, {
      method: 'POST',
      headers: { origin: url, 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: PASSWORD, remember: false }),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
    took.push(performance.now() - begun);
  }
  return percentiles(took);
}
