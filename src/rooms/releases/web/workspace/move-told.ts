import { formatClock, formatInstant, formatShortDay } from '../../../../design/time/format-instant.ts';
import { startOfDay } from '../../../../design/time/zone.ts';
import type { CollisionShown } from '../../../interlocks/contract.ts';

type Named = Pick<CollisionShown, 'id' | 'rule'> & {
  readonly resource: { readonly label: string };
  readonly theirs: { readonly label: string } | null;
};

/** A collision in few words: what is meant on both sides. */
export const collisionName = ({ rule, resource, theirs }: Named): string =>
  theirs === null
    ? `${resource.label}, outside of every window`
    : `${resource.label} with ${rule === 'freeze' ? 'the freeze ' : ''}${theirs.label}`;

/** What a move has changed, for the message after it. `known` is false where the collisions could not be read. */
export type Moved = {
  readonly from: Span | null;
  readonly to: Span;
  readonly zone: string;
  readonly before: readonly Named[];
  readonly after: readonly Named[];
  readonly known: boolean;
};
type Span = { readonly start: string; readonly end: string };
export type MoveTold = { readonly dates: string; readonly collisions: readonly string[] };

function spanText({ start, end }: Span, zone: string): string {
  const [from, to] = [Date.parse(start), Date.parse(end)];
  const sameDay = startOfDay(from, zone) === startOfDay(to, zone);
  return `${formatInstant(from, zone)} to ${sameDay ? formatClock(to, zone) : `${formatShortDay(to, zone)}, ${formatClock(to, zone)}`}`;
}

const without = (all: readonly Named[], others: readonly Named[]): readonly Named[] =>
  all.filter((one) => !others.some((other) => other.id === one.id));

function collisionsText({ before, after, known }: Moved): readonly string[] {
  if (!known) return ['Which collisions came or went is not known here.'];
  const came = without(after, before).map((one) => `New collision: ${collisionName(one)}.`);
  const went = without(before, after).map((one) => `Cleared: ${collisionName(one)}.`);
  if (came.length + went.length > 0) return [...went, ...came];
  return [after.length === 0 ? 'It collides with nothing that is known.' : 'Its collisions are the same as before.'];
}

/** The new dates, and the collisions that came or went. */
export const moveTold = (moved: Moved): MoveTold => ({
  dates: `The go-live is now ${spanText(moved.to, moved.zone)}${moved.from === null ? '' : `; it was ${spanText(moved.from, moved.zone)}`}.`,
  collisions: collisionsText(moved),
});
