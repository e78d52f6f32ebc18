import type { FastifyInstance } from 'fastify';

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

const ME = '/api/me';
/** Whether the installation waits for its first administrator: the sign-in screen asks. */
const SETUP = '/api/setup';

interface FirstAnswers {
  /** JSON that is safe inside a script element; keys such as `GET /api/me`. */
  json: string;
  /** Who opens the page; null for nobody. */
  me: { language?: string } | null;
}

type Ask = (url: string) => Promise<string | null>;

/**
 * Answers what the screen at an address asks first, as the routes themselves would, with the same cookie and the same
 * checks, so that the page arrives with it.
 */
export async function firstAnswers(server: FastifyInstance, path: string, cookie: string | undefined): Promise<FirstAnswers> {
  const answers = new Map<string, string>();
  let isNobody = !cookie;
  const ask: Ask = async (url) => {
    const { statusCode, payload } = await server.inject({ method: 'GET', url, headers: cookie ? { cookie } : {} });
    if (url === ME && statusCode === 401) isNobody = true;
    if (statusCode !== 200) return null;
    answers.set(url, payload);
    return payload;
  };
  const who = cookie ? (await Promise.all([ask(ME), ...insideQuestions(path, ask)]))[0] : null;
  // Without who one is, nothing else is brought: the page asks by itself, once somebody can say it again.
  if (!who) answers.clear();
  // Nobody, or a cookie that outlived its session: said at once, so that the page need not ask.
  if (isNobody) {
    await ask(SETUP);
    answers.set(ME, 'null');
  }
  return { json: asJson(answers), me: who ? (JSON.parse(who) as { language?: string }) : null };
}

/** What the screen at an address asks for somebody who is signed in. */
function insideQuestions(path: string, ask: Ask): Promise<unknown>[] {
  const page = new RegExp(`^/p/(${ID})(?:/|$)`).exec(path)?.[1];
  const community = /^\/c\/([a-z0-9-]+)(?:\/|$)/.exec(path)?.[1];
  return [
    ask('/api/communities?filter=mine'),
    ...(page ? [ask(`/api/pages/${page}`)] : []),
    ...(community ? [communityWithPages(community, path, ask)] : []),
    ...(/^\/communities\/?$/.test(path) ? [ask('/api/communities?filter=all')] : []),
    // Refused to whoever does not administer: then nothing is brought along.
    ...(/^\/admin(?:\/people)?\/?$/.test(path) ? [ask('/api/admin/people')] : []),
  ];
}

/** The community, and on its first screen its pages: their tree is what one reads there. */
async function communityWithPages(slug: string, path: string, ask: Ask): Promise<void> {
  const community = await ask(`/api/communities/${slug}`);
  if (!community || !/^\/c\/[^/]+\/?$/.test(path)) return;
  await ask(`/api/communities/${(JSON.parse(community) as { id: string }).id}/pages`);
}

/** `<` could end the script element (HTML standard, script data state); inside JSON it only occurs in strings. */
function asJson(answers: ReadonlyMap<string, string>): string {
  return `{${[...answers].map(([url, answer]) => `${JSON.stringify(`GET ${url}`)}:${answer}`).join(',')}}`
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
