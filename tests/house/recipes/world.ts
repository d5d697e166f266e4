import type { AnyOperation } from '../../../src/foundation/contract.ts';
import type { Someone } from '../../support/builders.ts';
import { type HttpReply, startTestHouse, type TestHouse } from '../../support/house.ts';
import { type Cast, castOf, propose } from '../../support/releases.ts';

/** A small prepared world: one unit, somebody for each part, and a house of its own where an operation needs an empty one. */
export type World = {
  readonly h: TestHouse;
  readonly cast: Cast;
  readonly admin: Someone;
  readonly auditor: Someone;
  /** Hold their role in the whole organisation. */
  readonly manager: Someone;
  readonly other: Someone;
  readonly keeper: Someone;
  readonly quality: Someone;
  readonly fresh: (prefix: string) => string;
  readonly emptyHouse: () => Promise<TestHouse>;
};

/** One operation asked once, as somebody who may. */
export type Asked = {
  readonly as: Someone | null;
  /** Whom the trail names, where the operation finds out who it is. */
  readonly known?: Someone;
  /** The machine that the trail names, where a signature says who it is. */
  readonly machine?: { readonly id: string; readonly name: string };
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Where the operation takes a file, and what its address asks beside. */
  readonly file?: Buffer;
  readonly query?: string;
  readonly ifMatch?: number;
  /** Where the operation needs another house than the world's. */
  readonly h?: TestHouse;
  /** Id or key of the record that the trail must name; left out where the address or the reply names it. */
  readonly about?: string;
  /** What the operation goes on doing after it has answered. */
  readonly settled?: (reply: HttpReply) => Promise<void>;
};
/** Prepares what the operation needs and says how it is asked. */
export type Recipe = (w: World) => Promise<Asked>;
export type Recipes = Readonly<Record<string, Recipe>>;

export async function openWorld(h: TestHouse, emptied: TestHouse[]): Promise<World> {
  let counter = 0;
  return {
    h,
    cast: await castOf(h),
    admin: await h.someone(['administrator']),
    auditor: await h.someone(['auditor']),
    manager: await h.someone(['release-manager']),
    other: await h.someone(['change-manager']),
    keeper: await h.someone(['system-owner']),
    quality: await h.someone(['quality']),
    fresh: (prefix) => `${prefix}-${++counter}`,
    emptyHouse: async () => {
      const empty = await startTestHouse();
      emptied.push(empty);
      return empty;
    },
  };
}

/** Signs what a recipe asks to be signed (a body with a password), so that the operation itself is all that is sent. */
export async function signedRecipe(w: World, operation: AnyOperation, asked: Asked): Promise<Asked> {
  const path = pathOf(operation, asked);
  const ready = await (asked.h ?? w.h).signed(asked.as, path, {
    body: asked.body,
    ...(asked.ifMatch === undefined ? {} : { ifMatch: asked.ifMatch }),
  });
  return { ...asked, body: ready.body };
}

/** The same without what would sign it: what is refused before a signature is asked for. */
export function unsigned(operation: AnyOperation, asked: Asked): Asked {
  if (typeof asked.body !== 'object' || asked.body === null || !('password' in asked.body)) return asked;
  if (operation.signs === undefined && !('items' in asked.body)) return asked;
  const { password: _, ...body } = asked.body;
  return { ...asked, body };
}

export const pathOf = (operation: AnyOperation, asked: Asked): string =>
  operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => asked.params?.[name] ?? `no-${name}`) + (asked.query ?? '');

/** What a recipe prepares must succeed, or the recipe is wrong. */
export async function must(asked: Promise<HttpReply>): Promise<HttpReply['body']> {
  const reply = await asked;
  if (reply.status >= 300) throw new Error(`the recipe was refused: ${reply.status} ${reply.text}`);
  return reply.body;
}

export const aRelease = async (w: World, more: Readonly<Record<string, unknown>> = {}): Promise<HttpReply['body']> =>
  must(propose(w.h, w.cast, more));

export const reason = 'because it is so';
const day = 86_400_000;
/** So many days from the clock's now, as an instant and as the local time of a form in UTC. */
export const inDays = (w: World, days: number): string => new Date(w.h.clock.now().getTime() + days * day).toISOString();
export const localIn = (w: World, days: number): string => inDays(w, days).slice(0, 16);
