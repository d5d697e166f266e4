import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Span } from '../../../foundation/span.ts';
import type { OwnerRef, Restriction } from '../core/hold.ts';
import { nextFreeSlots } from '../core/next-free-slot.ts';
import { around, selects } from '../core/restrict.ts';
import { holdsOn, restrictionsAround } from './load-claims.ts';

export type SlotQuestion = {
  readonly resources: readonly { readonly kind: string; readonly id: string }[];
  /** Null where it is no deployment: freezes and windows do not count then. */
  readonly facets: readonly string[] | null;
  readonly durationMs: number;
  readonly from: Date;
  readonly needsWindow: boolean;
  readonly ignoreOwner: OwnerRef | null;
  readonly count: number;
};

const horizonMs = 731 * 86_400_000;

/** How far ahead free slots are looked for. */
export const searchedUntil = (from: Date): Date => new Date(from.getTime() + horizonMs);

/** Windows only bind where there are any within a year: the same measure as the rule `outside-window`. */
function permitted(question: SlotQuestion, restrictions: readonly Restriction[], whole: Span): readonly Span[] | null {
  if (!question.needsWindow) return null;
  const reach = around(whole);
  const windows = restrictions.filter((one) => one.kind === 'window' && one.start < reach.end && one.end > reach.start);
  return windows.length === 0 ? null : windows;
}

/** The next spans in which all resources are free and nothing restricts the facets; one for each free stretch. */
export async function findFreeSlots(db: Db | Tx, question: SlotQuestion): Promise<readonly Span[]> {
  const whole = { start: question.from, end: searchedUntil(question.from) };
  const asked = {
    slot: '',
    resource: { kind: '', id: '', label: '' },
    strength: 'hard',
    exclusive: true,
    deployment: true,
  } as const;
  const { facets } = question;
  const restrictions =
    facets === null ? [] : await restrictionsAround(db, [{ ...asked, ...whole, facets, needsWindow: question.needsWindow }]);
  const selecting = restrictions.filter((one) => selects(one, new Set(facets)));
  const busy = question.resources.length === 0 ? [] : await holdsOn(db, question.resources, whole, question.ignoreOwner);
  const slots = nextFreeSlots(
    {
      neededMs: question.durationMs,
      from: whole.start,
      until: whole.end,
      forbidden: [...busy, ...selecting.filter((one) => one.kind === 'freeze')],
      permitted: permitted(question, selecting, whole),
    },
    question.count,
  );
  return slots.map(({ start, end }) => ({ start, end }));
}
