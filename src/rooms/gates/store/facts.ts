import { sql } from 'kysely';
import type { Fact } from '../../../foundation/fact.ts';

type Named = { readonly key: string; readonly name: string };

const sayCount = (count: number, one: string, many: string): string =>
  count === 0 ? `No ${many}.` : `${count} ${count === 1 ? one : many}.`;

/** What gates can ask of the other gates of their subject. */
export const gateFacts: readonly Fact[] = [
  {
    name: 'gates.conditions-owed',
    says: 'How many gates of the record passed on a condition that is still owed',
    kinds: 'every',
    type: 'number',
    unit: null,
    read: async (db, subjectId) => {
      const { rows } = await sql<Named & { readonly until: Date }>`
        select key, name, conditional_until as until from gates.gate
        where subject_id = ${subjectId} and withdrawn_at is null and state = 'passed-conditionally' order by key`.execute(db);
      return {
        value: rows.length,
        until: null,
        says: sayCount(rows.length, 'gate passed on a condition', 'gates passed on a condition'),
        inputs: { gates: rows.map(({ key, until }) => ({ key, until: until.toISOString() })) },
      };
    },
  },
  {
    name: 'gates.waivers-in-force',
    says: 'How many criteria of the record’s gates are waived now',
    kinds: 'every',
    type: 'number',
    unit: null,
    read: async (db, subjectId, now) => {
      const { rows } = await sql<{ readonly gate: string; readonly criterion: string; readonly until: Date }>`
        select g.key as gate, c.key as criterion, c.waived_until as until from gates.gate g join gates.criterion c on c.gate_id = g.id
        where g.subject_id = ${subjectId} and g.withdrawn_at is null and c.withdrawn_at is null and c.waived_until > ${now}
        order by g.key, c.key`.execute(db);
      const first = Math.min(...rows.map((row) => row.until.getTime()));
      return {
        value: rows.length,
        until: rows.length === 0 ? null : new Date(first),
        says: sayCount(rows.length, 'criterion is waived', 'criteria are waived'),
        inputs: { waived: rows.map(({ gate, criterion, until }) => ({ gate, criterion, until: until.toISOString() })) },
      };
    },
  },
  {
    name: 'gates.failed',
    says: 'How many gates of the record failed and were not decided again',
    kinds: 'every',
    type: 'number',
    unit: null,
    read: async (db, subjectId) => {
      const { rows } = await sql<Named>`
        select key, name from gates.gate where subject_id = ${subjectId} and withdrawn_at is null and state = 'failed' order by key`.execute(
        db,
      );
      return {
        value: rows.length,
        until: null,
        says: sayCount(rows.length, 'gate failed', 'gates failed'),
        inputs: { gates: rows.map((row) => row.key) },
      };
    },
  },
];
