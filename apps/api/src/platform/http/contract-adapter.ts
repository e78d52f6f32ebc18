import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { RouteDef } from '@parvis/shared';
import type { FastifyReply, FastifyServerOptions } from 'fastify';
import { transcode } from 'node:buffer';
import type { Config } from '../config/config.ts';
import { Tagged } from './tagged.ts';

/** Sends what methods return, and checks it against the contract entry of their route. */
export class ContractAdapter extends FastifyAdapter {
  constructor(
    private readonly config: Config,
    options: FastifyServerOptions,
  ) {
    super(options);
  }

  override reply(reply: FastifyReply, answer: unknown, status?: number) {
    const { contract } = reply.request;
    return super.reply(reply, contract ? this.asPromised(contract, answer, reply) : answer, status);
  }

  private asPromised(contract: RouteDef, answer: unknown, reply: FastifyReply): unknown {
    if (contract.produces || !contract.response) return answer;
    if (!contract.raw) return checked(contract, answer);
    const text = answer instanceof Tagged ? answer.answer(reply.request, reply) : answer;
    if (typeof text !== 'string' && !Buffer.isBuffer(text)) throw new Error(`${contract.path} is raw and must answer JSON text`);
    if (this.config.testing && text.length > 0) checked(contract, JSON.parse(String(text)));
    void reply.header('content-type', 'application/json; charset=utf-8');
    return typeof text === 'string' ? encoded(text) : text;
  }
}

/** An answer that is not what the contract promises is our mistake, and never told as one of whoever asked. */
function checked({ method, path, response }: RouteDef, answer: unknown): unknown {
  const result = response?.safeParse(answer);
  if (result?.success) return result.data;
  throw new Error(
    `The answer of ${method} ${path} breaks its contract at ${result?.error.issues.map((issue) => issue.path.join('.')).join(', ')}`,
  );
}

const LONG = 1_024;

/**
 * JSON text in UTF-8. A long one by way of UTF-16: text with a typographic apostrophe in it is kept so, and Node counts
 * and writes its bytes one character at a time, five times as slowly. JSON text holds no half of a surrogate pair.
 */
const encoded = (text: string): string | Buffer => (text.length < LONG ? text : transcode(Buffer.from(text, 'utf16le'), 'utf16le', 'utf8'));
