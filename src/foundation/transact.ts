import { type RawBuilder, sql } from 'kysely';
import type { Actor } from './actor.ts';
import { alike } from './alike.ts';
import type { Json } from './canonical-json.ts';
import type { Tx } from './database/database.ts';
import { holdingOne } from './database/one-connection.ts';
import { isOutdatedPlan } from './database/prepared.ts';
import { uuidv7 } from './ids.ts';
import { changesBetween, type FieldChange, type Said } from './record.ts';
import { defineRefusals, type Outcome, type Refusal, refuse, refused } from './refusal.ts';
import type { Call, Work } from './services.ts';

export type { Call, Work };

const no = defineRefusals('foundation', {
  'key-reused': {
    kind: 'conflict',
    says: () => 'This Idempotency-Key was used before with another body.',
    remedy: 'Send a new key for a new request; repeat a request with exactly the body it had.',
  },
  stale: {
    kind: 'stale',
    says: (f: { seen: number; current: number; fields: readonly FieldChange[] }) =>
      `The record was changed while you had it open: you saw version ${f.seen}, it is at version ${f.current} now.`,
    remedy: 'Compare your values with the new ones field by field and send what you decide with the new version.',
  },
  'version-required': {
    kind: 'preconditionRequired',
    says: () => 'A change says which version of the record it was made on.',
    remedy: 'Send the ETag of the record that you saw in If-Match.',
  },
  'password-required': {
    kind: 'rule',
    says: () => 'This is confirmed with the password of the one who does it.',
    remedy: 'Enter your own password once more.',
  },
  busy: {
    kind: 'unavailable',
    says: () => 'Too many people are changing the same records at this moment; nothing was changed.',
    remedy: 'Try again in a moment.',
  },
});

export { no as foundationRefusals };

/** Thrown inside a transaction to roll it back with a refusal; never leaves `transact`. */
class Refused extends Error {
  readonly refusals: readonly Refusal[];
  constructor(refusals: readonly Refusal[]) {
    super('refused');
    this.refusals = refusals;
  }
}

/** Thrown inside a transaction that has come to a question: it is rolled back, the question answered outside, and the act run again with the answer. */
class AskedOutside extends Error {
  readonly question: string;
  readonly ask: (call: Call) => Promise<Outcome<Json>>;
  constructor(question: string, ask: (call: Call) => Promise<Outcome<Json>>) {
    super('asked outside');
    this.question = question;
    this.ask = ask;
  }
}

const retryable = new Set(['40001', '40P01']);
const attempts = 10;
const questionsAtMost = 5;

const sqlState = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** The unique index of the ledger's places within one record: two writers of one record met; the second sees the first when it runs again. */
const isRaceForRecord = (error: unknown): boolean =>
  sqlState(error) === '23505' &&
  typeof error === 'object' &&
  error !== null &&
  'constraint' in error &&
  error.constraint === 'entry_of_record';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * The one write path (law 1). Runs `run` in a transaction; state, ledger entries, news and the answer to the idempotency key commit
 * together or not at all. READ COMMITTED with row locks: an act locks the record it decides on (`for update`) before it decides, several records in
 * the order of their ids. Deadlocks and serialisation failures are run again, at most ten times, each after a short pause of random length.
 */
export async function transact<T>(call: Call, run: (work: Work) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const answers: Answers = new Map();
  for (let attempt = 1; ; ) {
    try {
      return await attemptOnce(call, run, answers);
    } catch (error) {
      if (error instanceof Refused) {
        await call.app.ports.refused(call, error.refusals);
        return refused(error.refusals);
      }
      if (error instanceof AskedOutside) {
        await answerOutside(call, error, answers);
        continue;
      }
      const again = retryable.has(sqlState(error) ?? '') || isRaceForRecord(error) || isOutdatedPlan(error);
      if (!again) throw error;
      if (attempt === attempts) return refuse(no.busy({}));
      await pause(Math.random() * 10 * attempt++);
    }
  }
}

async function answerOutside(call: Call, asked: AskedOutside, answers: Answers): Promise<void> {
  if (answers.size === questionsAtMost)
    throw new Error('an act asks outside anew each time it runs: its question must not differ');
  answers.set(asked.question, await asked.ask(call));
}

/** Questions that this act has asked outside, each answered once: a password is judged, and a wrong one counted, once. */
type Answers = Map<string, Outcome<Json>>;

async function attemptOnce<T>(call: Call, run: (work: Work) => Promise<Outcome<T>>, answers: Answers): Promise<Outcome<T>> {
  const { app, actor } = call;
  const said: Said[] = [];
  const foreseen: Promise<unknown>[] = [];
  const running = app.database.db.transaction().execute(async (tx) => {
    const now = app.clock.now();
    if (call.idempotency !== null) {
      const earlier = await earlierAnswer<T>(tx, call, call.idempotency, now);
      if (earlier !== null) return earlier.value;
    }
    const work = workOf(call, tx, now, said, foreseen, answers);
    const outcome = await holdingOne(() => run(work));
    if (!outcome.ok) throw new Refused(outcome.refusals);
    if (call.idempotency !== null && app.settings.checkReplies) mustSurviveJson(outcome.value);
    const answered = call.idempotency === null ? null : keepAnswer(actor, call.idempotency.key, outcome.value);
    if (said.length > 0) {
      await holdingOne(() => app.ports.alarmed(work, [...said]));
      const alongside = [sql`news as (${publish(said, now)})`, ...(answered === null ? [] : [sql`answered as (${answered})`])];
      await record(tx, call, said, now, alongside);
    } else await answered?.execute(tx);
    return outcome.value;
  });
  const value = await running.catch(async (error: unknown) => {
    // A statement that nobody waited for may have ended the transaction: then it is the cause, not what the next one met.
    await Promise.all(foreseen);
    throw error;
  });
  if (said.length > 0) app.live.poke();
  return { ok: true, value };
}

/** What was said goes to the ledger, once nothing in it lacks its reason. */
async function record(
  tx: Tx,
  call: Call,
  said: readonly Said[],
  now: Date,
  alongside: readonly RawBuilder<unknown>[],
): Promise<void> {
  const { app, actor, requestId } = call;
  const reasonCode = call.reasonCode ?? null;
  const unreasoned = await app.ports.unreasoned(tx, said, { app, actor, reasonCode });
  if (unreasoned.length > 0) throw new Refused(unreasoned);
  await app.ports.record(tx, said, { actor, now, requestId, reasonCode }, alongside);
}

function workOf(call: Call, tx: Tx, now: Date, said: Said[], foreseen: Promise<unknown>[], answers: Answers): Work {
  const { app, actor } = call;
  const ask: Work['askOutside'] = async (question, judge) => {
    const answer = answers.get(question);
    if (answer === undefined) throw new AskedOutside(question, judge);
    return answer;
  };
  return {
    tx,
    now,
    actor,
    app,
    requestId: call.requestId,
    mayNot: (right, unitId) => app.ports.authority.may(actor, right, unitId),
    reach: (right) => app.ports.authority.reach(actor, right),
    say: ({ act, subject, version, before, after, reason = null, erasable = [], by = null }) => {
      const changes = changesBetween(before, after);
      if (changes.length > 0 || reason !== null) said.push({ act, subject, version, changes, reason, erasable, by });
    },
    nextKey: async (prefix, first = 1) => {
      const { rows } = await sql<{ last: number }>`
        insert into foundation.key_counter (prefix, last) values (${prefix}, ${first})
        on conflict (prefix) do update set last = foundation.key_counter.last + 1 returning last`.execute(tx);
      return `${prefix}-${rows[0]?.last ?? first}`;
    },
    stale: async (subject, version) => {
      if (call.ifVersion === null) return [no['version-required']({})];
      if (call.ifVersion === version) {
        const soon = app.ports.foresee(tx, subject);
        soon.catch(() => undefined);
        foreseen.push(soon);
        return [];
      }
      const fields = await app.ports.changesSince(tx, subject, call.ifVersion);
      return [no.stale({ seen: call.ifVersion, current: version, fields })];
    },
    askOutside: ask,
    confirmPassword: async (password) => {
      if (password === undefined || password === '') return [no['password-required']({}, { field: '/password' })];
      const answer = await ask(`password ${password}`, async (outside) => {
        const refusals = await app.ports.confirmPassword(outside, password);
        return refusals.length === 0 ? { ok: true, value: null } : refused(refusals);
      });
      return answer.ok ? [] : answer.refusals;
    },
  };
}

/** The stored answer of an earlier request with this key; null when this request is the first. A key in flight is waited for by the index itself. */
async function earlierAnswer<T>(
  tx: Tx,
  call: Call,
  idempotency: { key: string; bodyHash: string },
  now: Date,
): Promise<{ readonly value: T } | null> {
  const inserted = await sql`
    insert into foundation.idempotency (actor_id, key, body_hash, at) values (${call.actor.id}, ${idempotency.key}, ${idempotency.bodyHash}, ${now})
    on conflict do nothing`.execute(tx);
  if (inserted.numAffectedRows === 1n) return null;
  const { rows } = await sql<{ body_hash: string; value: { value: T } }>`
    select body_hash, value from foundation.idempotency where actor_id = ${call.actor.id} and key = ${idempotency.key}`.execute(
    tx,
  );
  const row = rows[0];
  if (row === undefined || row.body_hash !== idempotency.bodyHash) throw new Refused([no['key-reused']({})]);
  return row.value;
}

/** A repeat is answered from JSON: an act whose answer holds a date would answer something else the second time. Tests find it at the first. */
function mustSurviveJson(value: unknown): void {
  if (value !== undefined && !alike(value, JSON.parse(JSON.stringify(value))))
    throw new Error('the answer of an act does not survive JSON, so a repeat with the same Idempotency-Key could not give it');
}

const keepAnswer = (actor: Actor, key: string, value: unknown): RawBuilder<unknown> => sql`
  update foundation.idempotency set value = ${JSON.stringify({ value: value ?? null })}::jsonb where actor_id = ${actor.id} and key = ${key}`;

function publish(said: readonly Said[], now: Date): RawBuilder<unknown> {
  const rows = said.map((entry) => ({
    id: uuidv7(now.getTime()),
    topic: entry.act,
    kind: entry.subject.kind,
    subject: entry.subject.id,
    key: entry.subject.key,
    units: entry.subject.unitIds,
    version: entry.version,
  }));
  return sql`
    insert into foundation.outbox (id, at, topic, subject_kind, subject_id, subject_key, unit_ids, version)
    select r.id, ${now}, r.topic, r.kind, r.subject, r.key, r.units, r.version
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, topic text, kind text, subject uuid, key text, units uuid[], version int)`;
}
