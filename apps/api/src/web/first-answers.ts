import type { FastifyInstance } from 'fastify';

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

const ME = '/api/me';
const NOBODY = `"GET ${ME}":null`;

/** What the screen at an address asks first. */
function questionsOf(path: string): string[] {
  const questions = [ME, '/api/communities?filter=mine'];
  const page = new RegExp(`^/p/(${ID})(?:/|$)`).exec(path)?.[1];
  if (page) questions.push(`/api/pages/${page}`);
  const community = /^\/c\/([a-z0-9-]+)(?:\/|$)/.exec(path)?.[1];
  if (community) questions.push(`/api/communities/${community}`);
  return questions;
}

/**
 * Answers these questions as the routes themselves would, with the same cookie and the same checks, so that the page
 * arrives with them. JSON that is safe inside a script element; keys such as `GET /api/me`.
 */
export async function firstAnswers(server: FastifyInstance, path: string, cookie: string | undefined): Promise<string> {
  // Nobody: said at once, so that the page need not ask.
  if (!cookie) return `{${NOBODY}}`;
  const answers = await Promise.all(
    questionsOf(path).map(async (url) => {
      const { statusCode, payload } = await server.inject({ method: 'GET', url, headers: { cookie } });
      // A cookie may outlive its session: then, too, it is nobody.
      if (statusCode === 401 && url === ME) return NOBODY;
      return statusCode === 200 ? `${JSON.stringify(`GET ${url}`)}:${payload}` : null;
    }),
  );
  // `<` could end the script element (HTML standard, script data state); inside JSON it only occurs in strings.
  return `{${answers.filter((answer) => answer !== null).join(',')}}`
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
