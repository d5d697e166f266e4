import type { Actor } from '../../foundation/actor.ts';
import type { Db, Tx } from '../../foundation/database/database.ts';
import type { Outcome } from '../../foundation/refusal.ts';
import type { Services } from '../../foundation/services.ts';
import type { Span } from '../../foundation/span.ts';
import type { Work } from '../../foundation/transact.ts';
import { excepted } from './acts/in-force.ts';
import * as acts from './acts/place-holds.ts';
import * as restricting from './acts/place-restrictions.ts';
import { refacetHolds } from './acts/refacet-holds.ts';
import type { CollisionShown } from './contract.ts';
import type { Collision } from './core/collision.ts';
import { exceptionKind } from './core/exception.ts';
import type { HoldDraft, Owner, OwnerRef, RestrictionDraft } from './core/hold.ts';
import { selects as selectsFacets } from './core/restrict.ts';
import { presentCollisions } from './http/present-collision.ts';
import { collisionsOfOwner, collisionsUntil } from './store/collisions-of-owner.ts';
import { countOpen, type OwnerCollisions } from './store/count-collisions.ts';
import { exceptionIdsOf } from './store/exceptions.ts';
import { findFreeSlots, type SlotQuestion } from './store/free-slots.ts';

export type { Collision, HoldDraft, Owner, OwnerCollisions, OwnerRef, RestrictionDraft, SlotQuestion };

/**
 * Replaces all holds of the owner and finds its collisions anew, for both sides, in this transaction (law 8). Refused when an exclusive hard hold would
 * overlap another one of the same resource. Lock the owner's record first: lock order is owner's record, applications, this room.
 * @returns collisions of the owner that are open now.
 */
export const placeHolds = (work: Work, owner: Owner, holds: readonly HoldDraft[]): Promise<Outcome<readonly Collision[]>> =>
  acts.placeHolds(work, owner, holds);

/** Gives up all holds of the owner; its collisions are cleared on both sides. */
export const withdrawHolds = (work: Work, owner: Owner): Promise<Outcome<readonly Collision[]>> =>
  acts.placeHolds(work, owner, []);

/** Replaces all freezes and windows of the owner and judges every deployment hold that they touch, or touched, anew. */
export const placeRestrictions = (work: Work, owner: Owner, restrictions: readonly RestrictionDraft[]): Promise<Outcome<null>> =>
  restricting.placeRestrictions(work, owner, restrictions);

export const withdrawRestrictions = (work: Work, owner: Owner): Promise<Outcome<null>> =>
  restricting.placeRestrictions(work, owner, []);

/**
 * Facets of something that is held have changed: every hold that carries `facet` ('application:<id>') takes over the new values, dimension by dimension, and
 * is judged anew. Lock the record behind the facet first.
 */
export const refacet = (work: Work, facet: string, newFacets: readonly string[]): Promise<void> =>
  refacetHolds(work, facet, newFacets);

/** Open collisions of a record, gravest first, seen from its side, with the next free slot. At most 200. For acts and rules: to show them, use `showCollisions`. */
export const collisionsOf = (db: Db | Tx, owner: OwnerRef, now: Date): Promise<readonly Collision[]> =>
  collisionsOfOwner(db, owner, now);

/** Collisions of a record that were found by a moment, cleared ones too, oldest first, as they stood then; at most `most`. */
export const collisionsForRecord = (db: Db | Tx, owner: OwnerRef, until: Date, most: number): Promise<readonly Collision[]> =>
  collisionsUntil(db, owner, until, most);

/** Every exception that was ever asked for to a collision of a record, as records of the ledger: their entries say the rest. At most `most`. */
export const exceptionsForRecord = async (
  db: Db | Tx,
  owner: OwnerRef,
  most: number,
): Promise<readonly { readonly kind: string; readonly id: string }[]> =>
  (await exceptionIdsOf(db, owner, most)).map((id) => ({ kind: exceptionKind, id }));

/**
 * Ids of those collisions that a signed exception lifts now: granted, not over, its signature standing over the collision as it is. An act that relies on it
 * locks, so that nobody withdraws one before the act commits.
 */
export const exceptedAmong = (
  app: Services,
  db: Db | Tx,
  collisions: readonly Collision[],
  now: Date,
  lock: 'for share' | 'none',
): Promise<ReadonlySet<string>> =>
  excepted(
    app,
    db,
    collisions.filter((one) => one.severity === 'needs-exception').map((one) => one.id),
    now,
    lock,
  );

/** Collisions as a reader may see them: the other party by name only where they may read it. */
export const showCollisions = (
  app: Services,
  db: Db | Tx,
  reader: Actor,
  collisions: readonly Collision[],
): Promise<readonly CollisionShown[]> => presentCollisions(app, db, reader, collisions);

/** How many collisions each record has open, by severity: for lists. A record without any is in the answer with zeros. */
export const openCollisions = (db: Db | Tx, owners: readonly OwnerRef[]): Promise<readonly OwnerCollisions[]> =>
  countOpen(db, owners);

/** The next spans in which all resources are free, no freeze stands against the facets and, where asked, a window is open. */
export const nextFreeSlots = (db: Db | Tx, question: SlotQuestion): Promise<readonly Span[]> => findFreeSlots(db, question);

/** The rule by which a restriction selects what has facets, for who shows it: no room has a second one. */
export const selects = (selector: readonly string[], facets: ReadonlySet<string>): boolean => selectsFacets({ selector }, facets);
