import type { Span } from '../../../foundation/span.ts';
import type { Resource, Rule, Severity, Side } from './hold.ts';

/** A collision that the rules find among holds and restrictions. The same two claims under the same rule are always the same collision. */
export type FoundCollision = {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly resource: Resource;
  /** Of two holds the one whose owner comes first by kind, id and slot; else the hold. */
  readonly one: Side;
  /** The other hold, or the freeze; nothing where the deployment lies outside every window. */
  readonly other: Side | null;
  readonly overlap: Span;
  /** The path to the resource, in one sentence, without naming either party. */
  readonly why: string;
};

/** A collision that was found, as it is kept. */
export type KeptCollision = FoundCollision & {
  readonly id: string;
  readonly version: number;
  readonly state: 'open' | 'cleared';
  readonly since: Date;
  readonly clearedAt: Date | null;
};

/** A collision seen from one of its parties. */
export type Collision = Omit<KeptCollision, 'one' | 'other'> & {
  readonly mine: Side;
  readonly theirs: Side | null;
  /** Where mine could go instead, as soon as possible; null when nothing is free within two years, or it was not asked for. */
  readonly nextFree: Span | null;
};
