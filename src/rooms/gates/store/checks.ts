import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';

export type Check = {
  readonly id: string;
  readonly gateId: string;
  readonly criterionId: string;
  readonly checkerId: string;
  readonly nonce: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly dueAt: Date;
  readonly answeredAt: Date | null;
  readonly answerHash: string | null;
  readonly keyId: string | null;
  readonly resultId: string | null;
  readonly refused: number;
};

const columns = sql`x.id, x.gate_id as "gateId", x.criterion_id as "criterionId", x.checker_id as "checkerId", x.nonce, x.asked_by as "askedBy",
  x.asked_at as "askedAt", x.due_at as "dueAt", x.answered_at as "answeredAt", encode(x.answer_hash, 'hex') as "answerHash", x.key_id as "keyId", x.result_id as "resultId",
  x.refused`;

export async function insertCheck(tx: Tx, check: Check): Promise<void> {
  await sql`insert into gates.external_check (id, gate_id, criterion_id, checker_id, nonce, asked_by, asked_at, due_at)
    values (${check.id}, ${check.gateId}, ${check.criterionId}, ${check.checkerId}, ${check.nonce}, ${check.askedBy}, ${check.askedAt}, ${check.dueAt})`.execute(
    tx,
  );
  await sql`update gates.criterion set check_due = ${check.dueAt} where id = ${check.criterionId}`.execute(tx);
}

export async function checkById(db: Db | Tx, id: string, lock: 'none' | 'update' = 'none'): Promise<Check | null> {
  const { rows } = await sql<Check>`
    select ${columns} from gates.external_check x where x.id = ${id} ${lock === 'update' ? sql`for update` : sql``}`.execute(db);
  return rows[0] ?? null;
}

/** The check that was asked last for a criterion. */
export async function lastCheck(db: Db | Tx, criterionId: string): Promise<Check | null> {
  const { rows } = await sql<Check>`
    select ${columns} from gates.external_check x where x.criterion_id = ${criterionId} order by x.asked_at desc, x.id desc limit 1`.execute(
    db,
  );
  return rows[0] ?? null;
}

export async function noteAnswer(
  tx: Tx,
  check: Check,
  answer: { readonly hash: string; readonly keyId: string; readonly resultId: string },
  now: Date,
): Promise<void> {
  await sql`update gates.external_check set answered_at = ${now}, answer_hash = decode(${answer.hash}, 'hex'), key_id = ${answer.keyId},
    result_id = ${answer.resultId} where id = ${check.id} and answered_at is null`.execute(tx);
}

/** An earlier check that is answered late in the day does not end the wait for a newer one. */
export async function endWait(tx: Tx, check: Check): Promise<void> {
  await sql`update gates.criterion set check_due = null where id = ${check.criterionId} and check_due = ${check.dueAt}`.execute(
    tx,
  );
}

/** Counts a refused answer. @returns how many there were with this one. */
export async function countRefused(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ refused: number }>`
    update gates.external_check set refused = refused + 1 where id = ${id} returning refused`.execute(tx);
  return rows[0]?.refused ?? 0;
}

export type ListedCheck = Check & {
  readonly checker: string;
  readonly subjectKey: string | null;
  readonly gateKey: string;
  readonly criterion: string;
  readonly text: string;
};

export type CheckOfGate = Check & {
  readonly checker: string;
  readonly checkerName: string;
  readonly keyId: string | null;
  readonly keyKind: string | null;
  readonly criterion: string;
};

/** Every check that was asked for a gate by a moment, oldest first, of withdrawn criteria too. What came later in it is not taken away. */
export async function checksOfGate(db: Db | Tx, gateId: string, until: Date): Promise<readonly CheckOfGate[]> {
  const { rows } = await sql<CheckOfGate>`
    select ${columns}, k.key as checker, k.name as "checkerName", x.key_id as "keyId", y.kind as "keyKind", c.key as criterion
    from gates.external_check x join gates.criterion c on c.id = x.criterion_id join gates.checker k on k.id = x.checker_id
      left join gates.checker_key y on y.id = x.key_id
    where x.gate_id = ${gateId} and x.asked_at <= ${until} order by x.asked_at, x.id`.execute(db);
  return rows;
}

export type ChecksWanted = {
  readonly checker: string | null;
  readonly state: 'open' | 'answered' | 'overdue' | null;
  readonly reach: Reach;
  readonly limit: number;
  readonly after: string | null;
};

const states = (now: Date): Readonly<Record<NonNullable<ChecksWanted['state']>, RawBuilder<unknown>>> => ({
  open: sql`x.answered_at is null and x.due_at > ${now}`,
  answered: sql`x.answered_at is not null`,
  overdue: sql`x.answered_at is null and x.due_at <= ${now}`,
});

/** Checks of gates within reach, oldest first: what a machine takes up next comes first. */
export async function listChecks(db: Db, wanted: ChecksWanted, now: Date): Promise<readonly ListedCheck[]> {
  const { rows } = await sql<ListedCheck>`
    select ${columns}, k.key as checker, g.subject_key as "subjectKey", g.key as "gateKey", c.key as criterion, c.text
    from gates.external_check x join gates.gate g on g.id = x.gate_id join gates.criterion c on c.id = x.criterion_id join gates.checker k on k.id = x.checker_id
    where g.withdrawn_at is null and c.withdrawn_at is null
      ${wanted.checker === null ? sql`` : sql`and k.key = ${wanted.checker}`}
      ${wanted.state === null ? sql`` : sql`and ${states(now)[wanted.state]}`}
      ${wanted.reach === 'all' ? sql`` : sql`and (g.unit_ids && ${[...wanted.reach]}::uuid[] or g.unit_ids = '{}')`}
      ${wanted.after === null ? sql`` : sql`and x.id > ${wanted.after}::uuid`}
    order by x.id limit ${wanted.limit}`.execute(db);
  return rows;
}
