import { SetMetadata } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Hint, NotificationKind } from '@parvis/shared';
import type { JobType } from '../jobs/job-type.ts';
import type { IndexRef } from '../search/search-indexer.ts';
import type { RecordedEvent } from './event-log.ts';
import type { EventType } from './event-type.ts';

declare const checked: unique symbol;
/** People whose access was checked just now. Only an access gateway makes one. */
export type Readers = readonly string[] & { readonly [checked]: true };

/** A room of sockets: everybody who looks at something, or all screens of one person. */
export type Room = `user:${string}` | `community:${string}` | `content:${string}`;

/** A fact that people are told of. */
export interface Notice {
  kind: NotificationKind;
  /** What it is about: notifications are gathered by it. */
  about: { contentId: string } | { communityId: string };
  /** The part of it that says it, e.g. a reply. */
  partId?: string;
  /** Tells it from other facts about the same thing: each is told once to each person. */
  key: string;
  /** Who did it: she is told nothing. */
  actorId: string | null;
  to: Readers;
}

/** What an event means to others: a plain value. Sinks apply it; whoever returns it writes nothing. */
export interface Effects {
  push?: { rooms: Room[]; hint: Hint }[];
  notify?: Notice[];
  /** What is found otherwise now, or no more. */
  index?: IndexRef[];
  /** Work that follows; of jobs with the same key only one waits. */
  jobs?: { type: JobType; data: Record<string, unknown>; key: string }[];
}

/** Marks a provider whose methods say what events mean. */
export const HasEffects = DiscoveryService.createDecorator();

const ON = 'parvis:effects-of';
const ON_MANY = 'parvis:effects-of-many';
/** Marks the method that answers for one event. */
export const On = (type: EventType) => SetMetadata(ON, type.name);
/** Marks the method that answers for many events of one kind at once: what each means, in the order given. */
export const OnMany = (type: EventType) => SetMetadata(ON_MANY, type.name);

type EffectsOf = (event: RecordedEvent<never>) => Effects | Promise<Effects>;
/** What each of these events means, which are of one kind. */
export type EffectsOfMany = (events: RecordedEvent[]) => Promise<Effects[]>;

/** Events that are asked about side by side: more would take the database from those who wait for an answer. */
const AT_ONCE = 4;

const oneByOne =
  (ask: EffectsOf): EffectsOfMany =>
  async (events) => {
    const effects: Effects[] = [];
    for (let at = 0; at < events.length; at += AT_ONCE)
      effects.push(...(await Promise.all(events.slice(at, at + AT_ONCE).map(async (event) => ask(event as RecordedEvent<never>)))));
    return effects;
  };

/** Finds the methods for each event among the providers marked with `HasEffects`: the feature's own, and those of features above it. */
export function discoverEffects(discovery: DiscoveryService): Map<string, EffectsOfMany[]> {
  const found = new Map<string, EffectsOfMany[]>();
  const add = (name: unknown, ask: EffectsOfMany) => void found.set(name as string, [...(found.get(name as string) ?? []), ask]);
  for (const { instance } of discovery.getProviders({ metadataKey: HasEffects.KEY })) {
    const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
    for (const method of Object.getOwnPropertyNames(prototype)) {
      const candidate = prototype[method];
      if (typeof candidate !== 'function') continue;
      const ask: unknown = candidate.bind(instance);
      if (Reflect.hasMetadata(ON, candidate)) add(Reflect.getMetadata(ON, candidate), oneByOne(ask as EffectsOf));
      if (Reflect.hasMetadata(ON_MANY, candidate)) add(Reflect.getMetadata(ON_MANY, candidate), ask as EffectsOfMany);
    }
  }
  return found;
}

/** What several events mean together, in their order. */
export const together = (all: readonly Effects[]): Effects => ({
  push: all.flatMap(({ push = [] }) => push),
  notify: all.flatMap(({ notify = [] }) => notify),
  index: all.flatMap(({ index = [] }) => index),
  jobs: all.flatMap(({ jobs = [] }) => jobs),
});

/**
 * Applies one part of what events mean. Delivery is at least once: applying the same again must do no harm.
 * Register the class in `sinks/`.
 */
export abstract class Sink {
  abstract apply(effects: Effects): Promise<void>;
}
/** Where notices are kept for the people whom they are for. The feature that shows them provides it. */
export abstract class NoticeBoard {
  /** Twice is once: whoever knows it already is not told again. */
  abstract post(notices: readonly Notice[]): Promise<void>;
}

/** All sinks, in the order in which they are applied. */
export const SINKS = Symbol('sinks');
