import { startProduct } from './product.ts';

/** Two installations: one with the demonstration company, one empty as in production. */
export default async function startProducts(): Promise<() => Promise<void>> {
  const [company, empty] = await Promise.all([startProduct('company', {}), startProduct('empty', { NODE_ENV: 'production' })]);
  process.env['COMPANY_URL'] = company.url;
  process.env['EMPTY_URL'] = empty.url;
  process.env['SETUP_CODE'] = /one-time code: (\S+)/.exec(empty.output())?.[1] ?? '';
  return async () => {
    await Promise.all([company.stop(), empty.stop()]);
  };
}
