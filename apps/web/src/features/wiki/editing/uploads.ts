import { type FileRef, type UploadView, addressOf, api } from '@parvis/shared';
import { call, refusal } from '../../../lib/api.ts';
import { newId } from '../../../lib/new-id.ts';
import { NetworkError, ProblemError } from '../../../lib/problem-error.ts';

/** What a network that goes away costs at most, in bytes. */
const PART_BYTES = 2 * 1024 * 1024;
const WAIT_MS = 1_000;
const WAIT_AT_MOST_MS = 15_000;
/** A server that answers with errors is not asked for ever; a network that is away is waited for. */
const ERRORS_AT_MOST = 6;

/** How the parts of a file travel. */
export interface Transport {
  start(pageId: string, file: { id: string; name: string; size: number; mediaType: string }, signal: AbortSignal): Promise<UploadView>;
  read(id: string, signal: AbortSignal): Promise<UploadView>;
  /** `onSent` hears how many bytes of this part have left. */
  send(id: string, offset: number, part: Blob, onSent: (bytes: number) => void, signal: AbortSignal): Promise<UploadView>;
  /** Resolves after a while, or as soon as the network is back. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * Sends a file to a page in parts, and goes on where it was after the network was away, as long as it takes.
 * `onProgress` hears 0 to 1. Rejects with `AbortError` when `signal` is aborted, with a `ProblemError` when it is refused.
 */
export const uploadTo =
  (pageId: string, transport: Transport = overHttp) =>
  (file: File, onProgress: (part: number) => void, signal: AbortSignal): Promise<FileRef> =>
    new Sending(pageId, file, onProgress, signal, transport).run();

class Sending {
  private readonly id = newId();
  private errors = 0;
  private pause = WAIT_MS;

  constructor(
    private readonly pageId: string,
    private readonly file: File,
    private readonly onProgress: (part: number) => void,
    private readonly signal: AbortSignal,
    private readonly transport: Transport,
  ) {}

  async run(): Promise<FileRef> {
    const { name, size, type } = this.file;
    const announced = { id: this.id, name: name || 'image.png', size, mediaType: type || 'application/octet-stream' };
    // The id is made once, so that an answer that was lost announces nothing twice.
    let view = await this.untilDone(() => this.transport.start(this.pageId, announced, this.signal));
    while (!view.file) view = await this.next(view);
    this.onProgress(1);
    return view.file;
  }

  private async next({ offset }: UploadView): Promise<UploadView> {
    const part = this.file.slice(offset, offset + PART_BYTES);
    const tell = (sent: number) => this.onProgress(Math.min(1, (offset + sent) / this.file.size));
    tell(0);
    try {
      const view = await this.transport.send(this.id, offset, part, tell, this.signal);
      [this.errors, this.pause] = [0, WAIT_MS];
      return view;
    } catch (error) {
      await this.recover(error);
      // What arrived of it is known to the server alone.
      return this.untilDone(() => this.transport.read(this.id, this.signal));
    }
  }

  private async untilDone(ask: () => Promise<UploadView>): Promise<UploadView> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        await this.recover(error);
      }
    }
  }

  /** Waits where another try may help; throws where it may not. */
  private async recover(error: unknown): Promise<void> {
    this.signal.throwIfAborted();
    const elsewhere = error instanceof ProblemError && error.problem.code === 'wrong-offset';
    if (!elsewhere && !(error instanceof NetworkError) && !mayPass(error)) throw error;
    if (!(error instanceof NetworkError)) this.errors += 1;
    if (this.errors > ERRORS_AT_MOST) throw error;
    if (elsewhere) return;
    await this.transport.wait(this.pause, this.signal);
    this.pause = Math.min(this.pause * 2, WAIT_AT_MOST_MS);
  }
}

const mayPass = (error: unknown): boolean => error instanceof ProblemError && (error.status >= 500 || error.status === 429);

const overHttp: Transport = {
  start: (pageId, body, signal) => call(api.startUpload, { params: { id: pageId }, body }, signal),
  read: (id, signal) => call(api.readUpload, { params: { id } }, signal),
  send: (id, offset, part, onSent, signal) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const stop = () => request.abort();
      signal.addEventListener('abort', stop);
      request.open(api.continueUpload.method, `/api${addressOf(api.continueUpload, { params: { id }, query: { offset } })}`);
      request.setRequestHeader('content-type', 'application/octet-stream');
      request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
      request.addEventListener('abort', () => reject(new DOMException('Stopped', 'AbortError')));
      request.addEventListener('error', () => reject(new NetworkError('The server cannot be reached.')));
      request.addEventListener('load', () => {
        if (request.status < 300) resolve(JSON.parse(request.responseText) as UploadView);
        else void refusal(request.status, () => JSON.parse(request.responseText)).then(reject);
      });
      request.addEventListener('loadend', () => signal.removeEventListener('abort', stop));
      request.send(part);
    }),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const listening = new AbortController();
      const end = (done: () => void) => {
        clearTimeout(timer);
        listening.abort();
        done();
      };
      const timer = setTimeout(() => end(resolve), ms);
      window.addEventListener('online', () => end(resolve), { signal: listening.signal });
      signal.addEventListener('abort', () => end(() => reject(signal.reason)), { signal: listening.signal });
    }),
};
