import { api } from '@parvis/shared';
import { afterEach, describe, expect, it, vi } from 'vitest';

const answer = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
/** A client that has just been loaded, with what came in the page. */
async function freshClient(firstAnswers: Record<string, unknown> = {}) {
  document.body.innerHTML = `<script id="first-answers" type="application/json">${JSON.stringify(firstAnswers)}</script>`;
  vi.resetModules();
  // Loaded together, so that both know the same classes.
  return { ...(await import('./api.ts')), ...(await import('./problem-error.ts')) };
}
const fetched = (reply: () => Promise<Response>) => {
  const spy = vi.fn<typeof fetch>(reply);
  vi.stubGlobal('fetch', spy);
  return spy;
};
afterEach(() => vi.unstubAllGlobals());

describe('asking the server', () => {
  it('takes an answer that came with the page once, then asks', async () => {
    const { call } = await freshClient({ 'GET /api/me': { name: 'came along' } });
    const spy = fetched(async () => answer(200, { name: 'asked for' }));
    expect(await call(api.me, {})).toEqual({ name: 'came along' });
    expect(spy).not.toHaveBeenCalled();
    expect(await call(api.me, {})).toEqual({ name: 'asked for' });
  });

  it('builds the address from parameters and query, and sends a body as JSON', async () => {
    const { call } = await freshClient();
    const spy = fetched(async () => answer(200, {}));
    await call(api.listCommunities, { query: { filter: 'mine', q: undefined } });
    await call(api.setMember, { params: { id: 'a/b', userId: 'u' }, body: { role: 'animator' } });
    expect(spy.mock.calls[0]?.[0]).toBe('/api/communities?filter=mine');
    expect(spy.mock.calls[1]?.[0]).toBe('/api/communities/a%2Fb/members/u');
    expect(spy.mock.calls[1]?.[1]).toMatchObject({ method: 'PUT', body: '{"role":"animator"}' });
  });

  it('sends a choice to its end though the window closes; a long text, and what is only read, end with it', async () => {
    const { call } = await freshClient();
    const spy = fetched(async () => answer(200, {}));
    await call(api.editNotificationSettings, { body: { mail: false } });
    await call(api.editMe, { body: { job: 'x'.repeat(2_000) } });
    await call(api.listCommunities, { query: {} });
    expect(spy.mock.calls.map(([, init]) => init?.keepalive ?? false)).toEqual([true, false, false]);
  });

  it('turns a refusal into a problem with its fields', async () => {
    const { call, ProblemError, fieldErrors } = await freshClient();
    fetched(async () =>
      answer(400, {
        type: 'about:blank',
        title: 'Invalid',
        status: 400,
        code: 'invalid',
        errors: [{ field: 'email', message: 'no address' }],
      }),
    );
    const error: unknown = await call(api.signIn, { body: { email: 'x', password: 'y' } }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ problem: { code: 'invalid' } });
    expect(fieldErrors(error)).toEqual({ email: 'no address' });
  });

  it('keeps the status of a refusal that is no problem document', async () => {
    const { call } = await freshClient();
    fetched(async () => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    await expect(call(api.me, {})).rejects.toMatchObject({ status: 502 });
  });

  it('tells the network from a refusal', async () => {
    const { call, NetworkError } = await freshClient();
    fetched(async () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(call(api.me, {})).rejects.toBeInstanceOf(NetworkError);
  });
});
