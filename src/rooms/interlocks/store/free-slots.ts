import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Span } from '../../../foundation/span.ts';
import type { Hold, OwnerRef, Restriction } from '../core/hold.ts';
import { nextFreeSlots } from '../core/next-free-slot.ts';
import { around, selects } from '../core/restrict.ts';
import { isOwner } from '../core/same-resource.ts';
import type { TimeOfDay } from '../core/time-of-day.ts';
import { holdsOn, restrictionsAround } from './load-claims.ts';

export type SlotQuestion = {
  readonly resources: readonly { readonly kind: string; readonly id: string }[];
  /** Null where it is no deployment: freezes and windows do not count then. */
  readonly facets: readonly string[] | null;
  readonly durationMs: number;
  readonly from: Date;
  readonly needsWindow: boolean;
  readonly ignoreOwner: OwnerRef | null;
  /** The hour at which the work usually begins. */
  readonly usually?: TimeOfDay | null;
  readonly count: number;
};

const horizonMs = 731 * 86_400_000;

/** How far ahead free slots are looked for. */
export const searchedUntil = (from: Date): Date => new Date(from.getTime() + horizonMs);

const wholeOf = (question: SlotQuestion): Span => ({ start: question.from, end: searchedUntil(question.from) });

/** Where the claim of a hold could go instead: from its present start on, or from `now` when that has passed. */
export const insteadOf = (hold: Hold, now: Date): SlotQuestion => ({
  resources: [hold.resource],
  facets: hold.deployment ? hold.facets : null,
  durationMs: hold.end.getTime() - hold.start.getTime(),
  from: hold.start > now ? hold.start : now,
  needsWindow: hold.deployment && hold.needsWindow,
  ignoreOwner: hold.owner,
  count: 1,
});

/** The next spans in which all resources are free and nothing restricts the facets; one for each free stretch. */
export async function findFreeSlots(db: Db | Tx, question: SlotQuestion): Promise<readonly Span[]> {
  const [slots] = await findFreeSlotsFor(db, [question]);
  return slots ?? [];
}

/** The same for several questions, with two queries for all of them. */
export async function findFreeSlotsFor(db: Db | Tx, questions: readonly SlotQuestion[]): Promise<readonly (readonly Span[])[]> {
  const asked = {
    slot: '',
    resource: { kind: '', id: '', label: '' },
    strength: 'hard',
    exclusive: true,
    deployment: true,
  } as const;
  const restrictions = await restrictionsAround(
    db,
    questions.flatMap((one) =>
      one.facets === null ? [] : [{ ...asked, ...wholeOf(one), facets: one.facets, needsWindow: one.needsWindow }],
    ),
  );
  const resources = questions.flatMap((one) => one.resources);
  const spans = questions.map(wholeOf);
  const [first] = spans;
  if (first === undefined) return [];
  const hull = spans.reduce(
    (all, one) => ({ start: one.start < all.start ? one.start : all.start, end: one.end > all.end ? one.end : all.end }),
    first,
  );
  const busy = resources.length === 0 ? [] : await holdsOn(db, resources, hull);
  return questions.map((question) => slotsAmong(question, busy, restrictions));
}

function slotsAmong(question: SlotQuestion, holds: readonly Hold[], restrictions: readonly Restriction[]): readonly Span[] {
  const whole = wholeOf(question);
  const facets = question.facets === null ? null : new Set(question.facets);
  const selecting = facets === null ? [] : restrictions.filter((one) => selects(one, facets));
  const asked = new Set(question.resources.map((one) => `${one.kind} ${one.id}`));
  const { ignoreOwner } = question;
  const busy = holds.filter(
    (one) => asked.has(`${one.resource.kind} ${one.resource.id}`) && (ignoreOwner === null || !isOwner(one.owner, ignoreOwner)),
  );
  const slots = nextFreeSlots(
    {
      neededMs: question.durationMs,
      from: whole.start,
      until: whole.end,
      forbidden: [...busy, ...selecting.filter((one) => one.kind === 'freeze')],
      usually: question.usually ?? null,
      permitted: question.needsWindow ? windowsFor(whole, selecting) : null,
    },
    question.count,
  );
  return slots.map(({ start, end }) => ({ start, end }));
}

/** Windows only bind where there are any within a year: the same measure as the rule `outside-window`. */
function windowsFor(whole: Span, selecting: readonly Restriction[]): readonly Span[] | null {
  const reach = around(whole);
  const windows = selecting.filter((one) => one.kind === 'window' && one.start < reach.end && one.end > reach.start);
  return windows.length === 0 ? null : windows;
}
