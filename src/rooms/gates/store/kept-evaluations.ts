import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { KeptContent, KeptHead, Stored } from '../core/kept-evaluation.ts';
import type { GatesTables } from './tables.ts';

const hexOf = (hex: string | null): Buffer | null => (hex === null ? null : Buffer.from(hex, 'hex'));

/** Keeps evaluations, one a gate, and lets each gate point at its own. The caller has locked the gates: places cannot be taken twice. */
export async function insertEvaluations(
  tx: Tx,
  kept: readonly { readonly content: KeptContent; readonly seal: string }[],
): Promise<void> {
  if (kept.length === 0) return;
  await tx
    .withTables<GatesTables>()
    .insertInto('gates.evaluation')
    .values(
      kept.map(({ content, seal }) => ({
        id: content.id,
        gate_id: content.gateId,
        place: content.place,
        at: content.at,
        occasion: content.occasion,
        by_id: content.byId,
        hash: Buffer.from(content.hash, 'hex'),
        green: content.green,
        met: content.met,
        total: content.total,
        inputs: JSON.stringify(content.inputs),
        gate_version: content.gateVersion,
        build: content.build,
        rules: content.rules,
        green_since: content.greenSince,
        green_until: content.greenUntil,
        latest_at: content.latestAt,
        seal: hexOf(seal),
      })),
    )
    .execute();
  await sql`
    update gates.gate g set evaluation_id = k.id
    from unnest(${kept.map(({ content }) => content.gateId)}::uuid[], ${kept.map(({ content }) => content.id)}::uuid[]) as k(gate_id, id)
    where g.id = k.gate_id`.execute(tx);
}

type HeadRow = {
  readonly id: string;
  readonly place: number;
  readonly hash: string;
  readonly seal: string | null;
  readonly at: Date;
  readonly greenSince: Date | null;
  readonly greenUntil: Date | null;
  readonly latestAt: Date | null;
};

/** The heads of kept evaluations by their id. One from before seals knows of no green time: the next one begins it. */
export async function keptHeads(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, KeptHead>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<HeadRow>`
    select id, place, encode(hash, 'hex') as hash, encode(seal, 'hex') as seal, at, green_since as "greenSince", green_until as "greenUntil",
      latest_at as "latestAt"
    from gates.evaluation where id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ at, latestAt, ...row }) => [row.id, { ...row, latestAt: latestAt ?? at }]));
}

type KeptRow = Omit<Stored, 'gateId' | 'previousSeal'>;
export type KeptEvaluation = Stored;

/** Kept evaluations, newest first, by place; each with the seal of the one before it as that one's row says it. */
export async function evaluationsOf(
  db: Db,
  gateId: string,
  page: { readonly limit: number; readonly before: number | null },
): Promise<readonly KeptEvaluation[]> {
  const { rows } = await sql<KeptRow>`
    select id, place, at, occasion, by_id as "byId", encode(hash, 'hex') as hash, green, met, total, inputs, gate_version as "gateVersion", build, rules,
      green_since as "greenSince", green_until as "greenUntil", latest_at as "latestAt", encode(seal, 'hex') as seal
    from gates.evaluation where gate_id = ${gateId} and place < ${page.before ?? 2_147_483_647}
    order by place desc limit ${page.limit + 1}`.execute(db);
  return rows.slice(0, page.limit).map((row, at) => ({ ...row, gateId, previousSeal: rows[at + 1]?.seal ?? null }));
}

/** The evaluation that was kept last by a moment. */
export async function keptBy(db: Db, gateId: string, at: Date): Promise<KeptHead | null> {
  const { rows } = await sql<{ id: string }>`
    select id from gates.evaluation where gate_id = ${gateId} and at <= ${at} order by place desc limit 1`.execute(db);
  const id = rows[0]?.id;
  return id === undefined ? null : ((await keptHeads(db, [id])).get(id) ?? null);
}
