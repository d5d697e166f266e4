import { sql } from 'kysely';
import { uuidv7 } from '../../src/foundation/ids.ts';
import type { Subject } from '../../src/foundation/record.ts';
import { defineRefusals, type Outcome } from '../../src/foundation/refusal.ts';
import type { Involvement, SubjectKind } from '../../src/foundation/services.ts';
import { transact, type Work } from '../../src/foundation/transact.ts';
import type { Placed } from '../../src/rooms/gates/acts/place-gates.ts';
import { nothingMore } from '../../src/rooms/gates/core/asked-more.ts';
import { type CriterionDraft, type GateDraft, placeGatesIn } from '../../src/rooms/gates/door.ts';
import type { Someone, Unit } from './builders.ts';
import type { TestHouse } from './house.ts';

const no = defineRefusals('thing', { closed: { kind: 'conflict', says: () => 'The thing is closed.', remedy: 'Take another.' } });

/** A subject that gates judge without knowing it: the outside world of these tests. Its row lock is an advisory lock of the transaction. */
export function things(h: TestHouse) {
  const known = new Map<string, Subject>();
  const closed = new Set<string>();
  const involved = new Map<string, readonly Involvement[]>();
  const reopened: { readonly subject: string; readonly gate: string; readonly guards: string; readonly why: string }[] = [];
  const lock = (work: Work, id: string) => sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(work.tx);
  const kind: SubjectKind = {
    kind: 'thing',
    readRight: 'gates.read',
    find: async (_db, idOrKey) => [...known.values()].find((thing) => thing.id === idOrKey || thing.key === idOrKey)?.id ?? null,
    label: async (_db, ids) =>
      ids.flatMap((id) => {
        const thing = known.get(id);
        return thing === undefined
          ? []
          : [{ id, key: thing.key, label: `Thing ${thing.key}`, link: `/things/${thing.key}`, unitId: thing.unitIds[0] ?? null }];
      }),
    unitIds: async (_db, id) => known.get(id)?.unitIds ?? [],
    involved: async (_db, id) => involved.get(id) ?? [],
    lockForGates: async (work, id) => {
      await lock(work, id);
      return closed.has(id) ? [no.closed({})] : [];
    },
    gateReopened: async (_work, id, gate) =>
      void reopened.push({ subject: id, gate: gate.name, guards: gate.guards, why: gate.why }),
  };
  if (h.app.subjects instanceof Map) h.app.subjects.set('thing', kind);
  let counter = 0;
  /** Time passes and everybody stays signed in. */
  const later = async (ms: number): Promise<void> => {
    h.clock.moveBy(ms);
    const now = h.clock.now();
    await sql`update identity.session set created_at = ${now}, seen_at = ${now}, rotated_at = ${now}, ends_at = ${new Date(now.getTime() + 43_200_000)}`.execute(
      h.app.database.db,
    );
  };
  const place = async (as: Someone, subject: Subject, drafts: readonly GateDraft[]): Promise<Outcome<Placed>> =>
    transact(h.callAs(as.actor), async (work) => {
      await lock(work, subject.id);
      return placeGatesIn(work, subject, drafts);
    });
  return {
    later,
    closed,
    involved,
    reopened,
    lock,
    place,
    /** A thing of a unit with gates placed on it; answers the ids of the gates by key. */
    thing: async (
      as: Someone,
      unit: Unit,
      drafts: readonly GateDraft[],
    ): Promise<{ readonly subject: Subject; readonly gates: Readonly<Record<string, string>> }> => {
      const subject: Subject = { kind: 'thing', id: uuidv7(), key: `THG-${++counter}-${uuidv7().slice(-4)}`, unitIds: [unit.id] };
      known.set(subject.id, subject);
      const placed = await place(as, subject, drafts);
      if (!placed.ok) throw new Error(JSON.stringify(placed.refusals));
      return { subject, gates: Object.fromEntries(placed.value.gates.map((gate) => [gate.key, gate.id])) };
    },
  };
}

export const checklist = (key: string, more: Partial<CriterionDraft> = {}): CriterionDraft => ({
  key,
  text: `Check ${key}`,
  type: 'checklist',
  operator: null,
  threshold: null,
  unit: null,
  source: null,
  freshnessHours: null,
  responsible: null,
  evidence: null,
  ...nothingMore,
  ...more,
});

export const measure = (key: string, more: Partial<CriterionDraft> = {}): CriterionDraft =>
  checklist(key, { text: `Measure ${key}`, type: 'measure', operator: '>=', threshold: 95, unit: '%', ...more });

export const gateDraft = (key: string, criteria: readonly CriterionDraft[], more: Partial<GateDraft> = {}): GateDraft => ({
  key,
  name: `Gate ${key}`,
  guards: 'ready',
  dueAt: null,
  deciders: ['business-process-owner'],
  greenHours: null,
  criteria,
  ...more,
});
