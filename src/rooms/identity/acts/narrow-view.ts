import type { Actor, Only } from '../../../foundation/actor.ts';
import type { Narrowed, ViewAsked } from '../../../foundation/limited-view.ts';
import { defineRefusals, done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';

const no = defineRefusals('identity', {
  'beyond-releases': {
    kind: 'forbidden',
    says: () => 'Your view is limited to the releases that your role names; this is none of them.',
    remedy: 'Open Inspection, which lists them; ask an administrator where you need another one.',
  },
  'beyond-span': {
    kind: 'forbidden',
    says: (f: { from: string | null; until: string | null }) =>
      `Your view of this record reaches ${f.from === null ? '' : `from ${f.from} `}${f.until === null ? 'up to now' : `until ${f.until}`}.`,
    remedy: 'Ask as of a moment within that span.',
  },
});

type Ref = { readonly kind: string; readonly id: string };

/** How far a record is followed to what it is part of: a gate to its release. */
const mostSteps = 4;

/** The record on its own at the end: of a gate its release. Null where there is none of that name. */
async function wholeOf(app: Services, { kind, id }: Ref): Promise<Ref | null> {
  const { db } = app.database;
  const subject = app.subjects.get(kind);
  const find = typeof subject?.dossier === 'object' ? (subject.dossier.find ?? subject.find) : subject?.find;
  const found = find === undefined ? null : await find(db, id);
  let whole: Ref | null = found === null ? null : { kind, id: found };
  for (let step = 0; whole !== null && step < mostSteps; step += 1) {
    const next: Ref | null = (await app.subjects.get(whole.kind)?.partOf?.(db, whole.id)) ?? null;
    if (next === null) return whole;
    whole = next;
  }
  return whole;
}

/** The record that the address of an operation names, where such a view may ask it at all. */
function namedBy({ operation, params }: ViewAsked): Ref | null {
  const { inspects } = operation;
  const { id, kind } = params;
  if (inspects === undefined || typeof id !== 'string') return null;
  if (inspects !== 'named') return { kind: inspects, id };
  return typeof kind === 'string' ? { kind, id } : null;
}

/** The moment that is shown: the one that was asked for; without one now, or the last that the view reaches. Null: now. */
function momentIn(only: Only, asked: unknown, now: Date): Outcome<string | null> {
  const outside = refuse(no['beyond-span']({ from: only.from?.toISOString() ?? null, until: only.until?.toISOString() ?? null }));
  if (typeof asked !== 'string') {
    if (only.from !== null && now < only.from) return outside;
    return done(only.until !== null && now > only.until ? only.until.toISOString() : null);
  }
  const at = new Date(asked);
  return (only.from !== null && at < only.from) || (only.until !== null && at > only.until) ? outside : done(asked);
}

/**
 * Who asks, for one operation. A role that is limited to named releases holds no right by itself: all is closed that is not opened here. Where the address names one of
 * them, or what belongs to it, and the operation says that such a view may ask it, the role counts for this one answer. Beside a role that is not limited it counts for nothing.
 */
export async function narrowView(app: Services, actor: Actor, asked: ViewAsked): Promise<Outcome<Narrowed>> {
  const asBefore = done({ actor, query: {} });
  const limited = actor.holdings.filter(({ only }) => only !== undefined);
  if (limited.length === 0 || limited.length < actor.holdings.length) return asBefore;
  const named = namedBy(asked);
  if (named === null) return asBefore;
  const whole = await wholeOf(app, named);
  const holding = limited.find(({ only }) => whole?.kind === 'release' && only?.records.includes(whole.id) === true);
  if (holding?.only === undefined) return refuse(no['beyond-releases']({}));
  const { only, ...counts } = holding;
  const moment = asked.operation.takesMoment ? momentIn(only, asked.query.asOf, app.clock.now()) : done(null);
  if (!moment.ok) return moment;
  return done({
    actor: { ...actor, holdings: [counts], within: only },
    query: moment.value === null ? {} : { asOf: moment.value },
  });
}
