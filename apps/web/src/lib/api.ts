import { type RouteDef, type RouteInput, type RouteOutput, addressOf } from '@parvis/shared';
import { takeFirstAnswer } from './first-answers.ts';
import { NetworkError, ProblemError } from './problem-error.ts';

/** Below which addresses are of the API. */
const BASE = '/api';
/** Characters of a body up to which a write is sent on though its window closes: a choice, not a text. Browsers refuse beyond 64 KiB in all. */
const OUTLIVES = 1_024;

/** The address of something that the browser fetches itself, e.g. a picture. */
export const addressIn = <R extends RouteDef>(route: R, input: RouteInput<R>): string => BASE + addressOf(route, input);

/** Asks the server. The answer has the type of the contract; a refusal is a `ProblemError`. */
export async function call<R extends RouteDef>(route: R, input: RouteInput<R>, signal?: AbortSignal): Promise<RouteOutput<R>> {
  const address = addressIn(route, input);
  const known = takeFirstAnswer(route.method, address);
  if (known !== undefined) return known as RouteOutput<R>;
  const { body } = input as { body?: unknown };
  const sent = body === undefined ? '' : JSON.stringify(body);
  const response = await fetch(address, {
    method: route.method,
    ...(sent && { body: sent, headers: { 'content-type': 'application/json' } }),
    ...(route.method !== 'GET' && sent.length <= OUTLIVES && { keepalive: true }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    throw signal?.aborted ? error : new NetworkError('The server cannot be reached.');
  });
  if (!response.ok) throw await refusal(response.status, () => response.json());
  return (route.response ? await response.json() : undefined) as RouteOutput<R>;
}

/** The refusal that an answer holds. */
export async function refusal(status: number, read: () => unknown): Promise<ProblemError> {
  try {
    return new ProblemError((await read()) as ProblemError['problem']);
  } catch {
    return new ProblemError({ type: 'about:blank', title: 'Error', status, code: 'unknown' });
  }
}

/** Sends one file, telling how much has gone (0 to 1). */
export function upload<R extends RouteDef>(
  route: R,
  input: { params?: Record<string, string>; file: File; fields?: Record<string, string> },
  onProgress: (part: number) => void = () => undefined,
): Promise<RouteOutput<R>> {
  const form = new FormData();
  // Fields first: the server reads them before the file.
  for (const [name, value] of Object.entries(input.fields ?? {})) form.append(name, value);
  form.append('file', input.file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(route.method, BASE + addressOf(route as RouteDef, { params: input.params }));
    request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => lengthComputable && onProgress(loaded / total));
    request.addEventListener('error', () => reject(new NetworkError('The server cannot be reached.')));
    request.addEventListener('load', () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText) as RouteOutput<R>);
      else void refusal(request.status, () => JSON.parse(request.responseText)).then(reject);
    });
    request.send(form);
  });
}
