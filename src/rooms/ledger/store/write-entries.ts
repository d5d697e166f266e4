import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../../foundation/actor.ts';
import { answeredLater, type Later } from '../../../foundation/database/answer-later.ts';
import { lastOfTransaction } from '../../../foundation/database/commit-along.ts';
import type { Tx } from '../../../foundation/database/database.ts';
import { freshBytes } from '../../../foundation/fresh-bytes.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { profileVersion } from '../../../foundation/profile.ts';
import type { ReasonCode } from '../../../foundation/reason-codes.ts';
import type { Said } from '../../../foundation/record.ts';
import { commitmentTo, type EntryBody, hashOfEntry, type SideValue, splitErasable } from '../core/entry.ts';

type Heads = { readonly configuration: number; readonly newest: ReadonlyMap<string, Head> };
type Head = { readonly place: number; readonly hash: string | null };

const freshSalt = (): string => freshBytes(16).toString('hex');
const keyOf = (kind: string, id: string): string => `${kind} ${id}`;

type Named = { readonly kind: string; readonly id: string };
const foreseen = new WeakMap<Tx, Map<string, Promise<Heads>>>();

/**
 * Asks for the newest entry of a record that is locked and about to be written, so that the answer travels beside the act's own statements: one round
 * trip less (npm run bench). Whoever writes after this without the lock meets the unique index, as always.
 * @returns settles with the statement; the caller must hear a failure, because it ended the transaction.
 */
export function foreseeEntry(tx: Tx, subject: Named): Promise<unknown> {
  const asked = foreseen.get(tx) ?? new Map<string, Promise<Heads>>();
  foreseen.set(tx, asked);
  const heads = readHeadsLater(tx, [subject]);
  asked.set(keyOf(subject.kind, subject.id), heads);
  return heads;
}

/** The newest entry of each record, foreseen or asked for now, and the configuration. */
async function headsOf(tx: Tx, said: readonly Said[]): Promise<{ configuration: number; newest: Map<string, Head> }> {
  const wanted = [...new Map(said.map((entry) => [keyOf(entry.subject.kind, entry.subject.id), entry.subject])).values()];
  const early = foreseen.get(tx);
  const open = wanted.filter((subject) => early?.has(keyOf(subject.kind, subject.id)) !== true);
  const found = await Promise.all([...(early?.values() ?? []), ...(open.length === 0 ? [] : [readHeads(tx, open)])]);
  return {
    configuration: Math.max(...found.map((heads) => heads.configuration)),
    newest: new Map(found.flatMap((heads) => [...heads.newest])),
  };
}

type HeadRow = {
  readonly configuration: number;
  readonly kind: string;
  readonly id: string;
  readonly place: number | null;
  readonly hash: string;
};

/** By the unique index on (kind, id, place). */
const selectHeads = (wanted: readonly Named[]) => sql`
    select ${profileVersion} as configuration, w.kind, w.id, e.subject_place as place, encode(e.hash, 'hex') as hash
    from unnest(${wanted.map((subject) => subject.kind)}::text[], ${wanted.map((subject) => subject.id)}::uuid[]) as w(kind, id)
    left join lateral (
      select subject_place, hash from ledger.entry
      where subject_kind = w.kind and subject_id = w.id order by subject_place desc limit 1
    ) e on true`;

const readHeads = async (tx: Tx, wanted: readonly Named[]): Promise<Heads> =>
  headsIn((await sql<HeadRow>`${selectHeads(wanted)}`.execute(tx)).rows);

/** Sent with the next statement of the act. */
async function readHeadsLater(tx: Tx, wanted: readonly Named[]): Promise<Heads> {
  const { rows } = await sql<Later<HeadRow>>`${selectHeads(wanted)} ${sql.raw(answeredLater)}`.execute(tx);
  return headsIn((await rows[0]?.later) ?? []);
}

function headsIn(rows: readonly HeadRow[]): Heads {
  const newest = rows.flatMap(({ kind, id, place, hash }) =>
    place === null ? [] : [[keyOf(kind, id), { place, hash }] as const],
  );
  return { configuration: rows[0]?.configuration ?? 0, newest: new Map(newest) };
}

/** A role that somebody held only as a deputy says so: tomorrow nobody could tell any more. */
const rolesAtTheTime = (actor: Actor): readonly string[] =>
  [...new Set(actor.holdings.map((holding) => (holding.deputyFor === null ? holding.role : `${holding.role} (deputy)`)))].sort();

type By = {
  readonly actor: Actor;
  readonly now: Date;
  readonly requestId: string;
  readonly build: string;
  readonly reasonCode: ReasonCode | null;
};

function bodyOf(
  entry: Said,
  head: Head,
  by: By & { readonly configuration: number },
): { body: EntryBody; sides: readonly SideValue[] } {
  const actor = entry.by ?? by.actor;
  const split = splitErasable(entry.changes, entry.erasable, freshSalt);
  const sides: SideValue[] = [...split.sides, { slot: 'actor', salt: freshSalt(), value: actor.name }];
  if (entry.reason !== null) sides.push({ slot: 'reason', salt: freshSalt(), value: entry.reason });
  const body: EntryBody = {
    id: uuidv7(by.now.getTime()),
    at: by.now.toISOString(),
    actorId: actor.id,
    actorKind: actor.kind,
    actorRoles: rolesAtTheTime(actor),
    via: actor.via,
    act: entry.act,
    subjectKind: entry.subject.kind,
    subjectId: entry.subject.id,
    subjectKey: entry.subject.key,
    subjectVersion: entry.version,
    subjectPlace: head.place + 1,
    unitIds: [...entry.subject.unitIds],
    changes: split.changes,
    commitments: Object.fromEntries(sides.map((side) => [side.slot, commitmentTo(side)])),
    requestId: by.requestId,
    build: by.build,
    configuration: by.configuration,
    reasonCode: by.reasonCode,
    previousHash: head.hash,
  };
  return { body, sides };
}

/**
 * Writes the entries of one act in its transaction. No lock beyond the record's own: two writers of one record meet in the unique index
 * `entry_of_record`, and `transact` runs the later one again.
 * @param alongside what else the act writes at its end, as `name as (insert …)`: one statement costs one round trip. It is the last of the transaction, which is
 *   committed with it.
 */
export async function writeEntries(
  tx: Tx,
  said: readonly Said[],
  by: By,
  alongside: readonly RawBuilder<unknown>[] = [],
): Promise<void> {
  const { configuration, newest: heads } = await headsOf(tx, said);
  const entries: object[] = [];
  const sides: object[] = [];
  for (const entry of said) {
    const key = keyOf(entry.subject.kind, entry.subject.id);
    const made = bodyOf(entry, heads.get(key) ?? { place: 0, hash: null }, { ...by, configuration });
    const hash = hashOfEntry(made.body).toString('hex');
    heads.set(key, { place: made.body.subjectPlace, hash });
    entries.push({ ...made.body, hash });
    for (const side of made.sides) sides.push({ entryId: made.body.id, ...side });
  }
  await sql`
    with written as (
      insert into ledger.entry (id, at, actor_id, actor_kind, actor_roles, via, act, subject_kind, subject_id, subject_key, subject_version,
        subject_place, unit_ids, changes, commitments, request_id, build, configuration, reason_code, previous_hash, hash)
      select e.id, e.at, e."actorId", e."actorKind", e."actorRoles", e.via, e.act, e."subjectKind", e."subjectId", e."subjectKey", e."subjectVersion",
        e."subjectPlace", e."unitIds", e.changes, e.commitments, e."requestId", e.build, e.configuration, e."reasonCode", decode(e."previousHash", 'hex'), decode(e.hash, 'hex')
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e(id uuid, at timestamptz, "actorId" uuid, "actorKind" text, "actorRoles" text[], via text,
        act text, "subjectKind" text, "subjectId" uuid, "subjectKey" text, "subjectVersion" int, "subjectPlace" int, "unitIds" uuid[], changes jsonb,
        commitments jsonb, "requestId" text, build text, configuration int, "reasonCode" text, "previousHash" text, hash text)
    )${sql.join(
      alongside.map((one) => sql`, ${one}`),
      sql``,
    )}
    insert into ledger.side (entry_id, slot, salt, value)
    select s."entryId", s.slot, decode(s.salt, 'hex'), s.value
    from jsonb_to_recordset(${JSON.stringify(sides)}::jsonb) as s("entryId" uuid, slot text, salt text, value jsonb) ${sql.raw(lastOfTransaction)}`.execute(
    tx,
  );
}
