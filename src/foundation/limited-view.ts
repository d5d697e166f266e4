import type { Actor } from './actor.ts';

type Named = Readonly<Record<string, unknown>>;

/** What somebody with a limited view asks. `takesMoment`: its query has `asOf`. */
export type ViewAsked = {
  readonly operation: { readonly inspects?: string; readonly takesMoment: boolean };
  readonly params: Named;
  readonly query: Named;
};

/** Who asks then, and what the view adds to the query. */
export type Narrowed = { readonly actor: Actor; readonly query: Readonly<Record<string, string>> };
