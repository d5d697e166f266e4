import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { ExceptionState } from '../contract-exception-words.ts';

export const exceptionKind = 'collision-exception';

/** Who did what to an exception, when and why. */
export type Mark = { readonly by: string; readonly at: Date; readonly reason: string };

/** Leave to go on although two claims collide: asked for by one, granted by another, for one collision as it is and for a time. */
export type CollisionException = {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly state: ExceptionState;
  readonly collisionId: string;
  /** The collision as it was when somebody asked: what the exception is for, and nothing else. */
  readonly matter: RecordFields;
  readonly unitIds: readonly string[];
  readonly asked: Mark;
  readonly expiresAt: Date;
  readonly decided: Mark | null;
  readonly ended: Mark | null;
};

const markJson = (mark: Mark | null) => (mark === null ? null : { by: mark.by, at: mark.at.toISOString(), reason: mark.reason });

/** The exception as the ledger keeps it; `matter` is that of its asking, or what the collision is now where its signature is judged. */
export const exceptionRecord = (one: CollisionException, matter: RecordFields = one.matter): RecordFields => ({
  key: one.key,
  state: one.state,
  collision: { id: one.collisionId, ...matter },
  asked: markJson(one.asked),
  expiresAt: one.expiresAt.toISOString(),
  decided: markJson(one.decided),
  ended: markJson(one.ended),
});

export const exceptionSubject = (one: CollisionException): Subject => ({
  kind: exceptionKind,
  id: one.id,
  key: one.key,
  unitIds: one.unitIds,
});

/** Granted and not over; whether its signature stands is asked of the signature. */
export const isInForce = (one: Pick<CollisionException, 'state' | 'expiresAt'>, now: Date): boolean =>
  one.state === 'granted' && one.expiresAt > now;
