import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Anchored, Target } from '@parvis/shared/anchoring';
import type { TextBlock } from '@parvis/shared/document';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** Longer than any page may take; what takes longer is given up and tried again by its job. */
const BUDGET_MS = 10_000;
/** A thread that has nothing to do ends. */
const IDLE_MS = 30_000;

export interface Carrying {
  before: TextBlock[];
  after: TextBlock[];
  targets: Target[];
}

/** Compares texts in a thread of its own, so that requests are answered meanwhile. */
@Injectable()
export class AnchoringThread implements OnApplicationShutdown {
  private worker: Worker | null = null;
  private readonly asked = new Map<
    number,
    { resolve: (found: Anchored[]) => void; reject: (error: Error) => void; late: NodeJS.Timeout }
  >();
  private count = 0;
  private idle: NodeJS.Timeout | null = null;

  /** Where each target is in the text after. @throws Error when the thread broke or took too long. */
  reanchor(carrying: Carrying): Promise<Anchored[]> {
    const id = (this.count += 1);
    if (this.idle) clearTimeout(this.idle);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.fail(new Error('Carrying annotations took too long.')), BUDGET_MS);
      this.asked.set(id, { resolve, reject, late });
      this.thread().postMessage({ id, ...carrying });
    });
  }

  private thread(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(createRequire(import.meta.url).resolve('@parvis/shared/anchoring-thread'), { execArgv: [] });
    worker.on('message', ({ id, found }: { id: number; found: Anchored[] }) => {
      const waiting = this.asked.get(id);
      if (!waiting) return;
      clearTimeout(waiting.late);
      this.asked.delete(id);
      waiting.resolve(found);
      if (this.asked.size === 0) this.idle = setTimeout(() => this.end(), IDLE_MS).unref();
    });
    worker.on('error', (error: Error) => this.fail(error));
    worker.unref();
    return (this.worker = worker);
  }

  private fail(error: Error): void {
    this.end();
    for (const { reject, late } of this.asked.values()) {
      clearTimeout(late);
      reject(error);
    }
    this.asked.clear();
  }

  private end(): void {
    void this.worker?.terminate();
    this.worker = null;
  }

  onApplicationShutdown(): void {
    if (this.idle) clearTimeout(this.idle);
    this.fail(new Error('The product stops.'));
  }
}
