import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { openDatabase } from '../../src/foundation/database/database.ts';
import { uuidv7 } from '../../src/foundation/ids.ts';
import { hashOfToken } from '../../src/rooms/identity/store/authenticate.ts';
import { claimsOf } from '../../src/rooms/releases/core/holds.ts';
import { deadlinesOf, wholeSpan } from '../../src/rooms/releases/core/late.ts';
import type { Release } from '../../src/rooms/releases/core/release.ts';
import type { BenchDatabase } from './cluster.ts';
import { fillGates } from './fill-gates.ts';
import { fillLedger } from './fill-ledger.ts';
import { type Cast, inventReleases } from './invent.ts';
import type { Size } from './sizes.ts';

export type Filled = {
  readonly releases: readonly { readonly id: string; readonly version: number; readonly state: string }[];
  /** Session of a release manager of the whole firm. */
  readonly cookie: string;
  readonly personId: string;
};

const batch = 500;
const json = (value: unknown): string => JSON.stringify(value);

async function fillPeople(db: Kysely<unknown>, now: Date): Promise<Cast & { readonly cookie: string }> {
  const root = uuidv7();
  const units = Array.from({ length: 40 }, () => uuidv7());
  const people = Array.from({ length: 200 }, () => uuidv7());
  const applications = Array.from({ length: 500 }, () => uuidv7());
  await sql`insert into identity.unit (id, key, name, parent_id, path, version) values (${root}, 'firm', 'The firm', null, array[${root}]::uuid[], 1)`.execute(
    db,
  );
  await sql`insert into identity.unit (id, key, name, parent_id, path, version)
    select u.id, 'unit-' || u.n, 'Unit ' || u.n, ${root}, array[${root}::uuid, u.id], 1 from unnest(${units}::uuid[]) with ordinality as u(id, n)`.execute(
    db,
  );
  await sql`insert into identity.person (id, email, name, unit_id, state, version, created_at)
    select p.id, 'person.' || p.n || '@firm.example', 'Person ' || p.n, ${root}, 'active', 1, ${now} from unnest(${people}::uuid[]) with ordinality as p(id, n)`.execute(
    db,
  );
  // As many roles as a person in such a firm has: the first is release manager of all of it and owns systems in two units.
  await sql`insert into identity.role_grant (id, person_id, role, unit_id, granted_by, granted_at)
    select gen_random_uuid(), p.id, g.role, g.unit, ${people[0]}, ${now} from unnest(${people}::uuid[]) as p(id)
    cross join (values ('release-manager', ${root}::uuid), ('system-owner', ${units[0]}::uuid), ('system-owner', ${units[1]}::uuid)) as g(role, unit)`.execute(
    db,
  );
  await sql`insert into portfolio.application (id, key, name, unit_id, owner_id, criticality, gxp, sox, lifecycle_stage, validated_state, version, changed_at)
    select a.id, 'APP-' || a.n, 'Application ' || a.n, ${units[0]}, ${people[0]}, 'high', 'no', 'no', 'live', 'not-applicable', 1, ${now}
    from unnest(${applications}::uuid[]) with ordinality as a(id, n)`.execute(db);
  const cookie = `ils_${randomBytes(32).toString('base64url')}`;
  await sql`insert into identity.session (id, person_id, token_hash, created_at, rotated_at, seen_at, ends_at, address, user_agent)
    values (${uuidv7()}, ${people[0]}, ${hashOfToken(cookie)}, ${now}, ${now}, ${now}, ${new Date(now.getTime() + 12 * 3_600_000)}, '', 'bench')`.execute(
    db,
  );
  return { units, people, applications, cookie };
}

const rowOf = (release: Release) => {
  const span = wholeSpan(release);
  return {
    ...release,
    start: release.goLive?.start ?? null,
    end: release.goLive?.end ?? null,
    zone: release.goLive?.zone ?? null,
    spanStart: span?.start ?? null,
    spanEnd: span?.end ?? null,
    lateFrom: deadlinesOf(release)[0]?.since ?? null,
  };
};

async function insertReleases(db: Kysely<unknown>, releases: readonly Release[]): Promise<void> {
  await sql`
    insert into releases.release (id, key, plan_ref, name, summary, kind, class, unit_id, owner_id, proposed_by, parent_id, state, held_from, go_live_start,
      go_live_end, go_live_zone, back_out_minutes, warranty_end, baseline, outcome, deviation, origin, source, source_time, span_start, span_end, late_from,
      created_at, updated_at, version)
    select id, key, "planRef", name, summary, kind, class, "unitId", "ownerId", "proposedBy", "parentId", state, "heldFrom", start, "end", zone,
      "backOutMinutes", "warrantyEnd", baseline, outcome, deviation, origin, source, "sourceTime", "spanStart", "spanEnd", "lateFrom", "createdAt",
      "updatedAt", version
    from jsonb_to_recordset(${json(releases.map(rowOf))}::jsonb) as r(id uuid, key text, "planRef" text, name text, summary text, kind text, class text,
      "unitId" uuid, "ownerId" uuid, "proposedBy" uuid, "parentId" uuid, state text, "heldFrom" text, start timestamptz, "end" timestamptz, zone text,
      "backOutMinutes" int, "warrantyEnd" timestamptz, baseline jsonb, outcome text, deviation jsonb, origin text, source text, "sourceTime" timestamptz,
      "spanStart" timestamptz, "spanEnd" timestamptz, "lateFrom" timestamptz, "createdAt" timestamptz, "updatedAt" timestamptz, version int)`.execute(
    db,
  );
  const phases = releases.flatMap(({ id, phases }) => phases.map((phase, place) => ({ release: id, place, ...phase })));
  await sql`insert into releases.phase (release_id, key, place, name, kind, starts_at, ends_at)
    select release, key, place, name, kind, start, "end" from jsonb_to_recordset(${json(phases)}::jsonb)
      as r(release uuid, key text, place int, name text, kind text, start timestamptz, "end" timestamptz)`.execute(db);
  const milestones = releases.flatMap(({ id, milestones }) => milestones.map((one, place) => ({ release: id, place, ...one })));
  await sql`insert into releases.milestone (release_id, key, place, name, at, done_at)
    select release, key, place, name, at, "doneAt" from jsonb_to_recordset(${json(milestones)}::jsonb)
      as r(release uuid, key text, place int, name text, at timestamptz, "doneAt" timestamptz)`.execute(db);
  const applications = releases.flatMap(({ id, applications }) => applications.map((one) => ({ release: id, ...one })));
  await sql`insert into releases.application (release_id, application_id, role, version, result, result_note)
    select release, "applicationId", role, version, result, "resultNote" from jsonb_to_recordset(${json(applications)}::jsonb)
      as r(release uuid, "applicationId" uuid, role text, version text, result text, "resultNote" text)`.execute(db);
  const decisions = releases.flatMap(({ id, decisions }) =>
    decisions.map((one, place) => ({ release: id, ...one, decision: one.id, place })),
  );
  await sql`insert into releases.decision (id, release_id, place, kind, by_id, at, result, reason, voided_at, void_why)
    select decision, release, place, kind, by, at, result, reason, "voidedAt", "voidWhy" from jsonb_to_recordset(${json(decisions)}::jsonb)
      as r(decision uuid, release uuid, place int, kind text, by uuid, at timestamptz, result text, reason text, "voidedAt" timestamptz, "voidWhy" text)`.execute(
    db,
  );
}

async function insertHolds(db: Kysely<unknown>, releases: readonly Release[]): Promise<void> {
  const rows = releases.flatMap((release) =>
    claimsOf(release, new Set()).map((claim) => ({
      release: release.id,
      key: release.key,
      unit: release.unitId,
      label: release.name,
      ...claim,
    })),
  );
  await sql`
    insert into interlocks.hold (id, owner_kind, owner_id, owner_key, owner_label, unit_ids, slot, resource_kind, resource_id, resource_label, starts_at, ends_at,
      strength, exclusive, facets, deployment, needs_window)
    select gen_random_uuid(), 'release', release, key, key || ' ' || label, array[unit], "applicationId", 'application', "applicationId", 'Application', start,
      "end", strength, exclusive, '{}', deployment, "needsWindow"
    from jsonb_to_recordset(${json(rows)}::jsonb) as r(release uuid, key text, unit uuid, label text, "applicationId" text, start timestamptz, "end" timestamptz,
      strength text, exclusive boolean, deployment boolean, "needsWindow" boolean)`.execute(db);
}

/** What autovacuum does within a minute of a quiet database: statistics and visibility. */
async function analyse(database: BenchDatabase): Promise<void> {
  const owner = openDatabase(database.ownerUrl, { max: 1 });
  await owner.pool.query('set statement_timeout = 0');
  await owner.pool.query('vacuum analyze');
  await owner.close();
}

/** Fills a migrated database: rows as the rooms write them, entries by the ledger's own writer, places by its sealer. */
export async function fill(database: BenchDatabase, size: Size, say: (line: string) => void): Promise<Filled> {
  const opened = openDatabase(database.appUrl, { max: 4 });
  const { db } = opened;
  const now = new Date();
  try {
    const { cookie, ...cast } = await fillPeople(db, now);
    const releases = inventReleases(size.releases, cast, now);
    for (let from = 0; from < releases.length; from += batch) {
      const some = releases.slice(from, from + batch);
      await insertReleases(db, some);
      await insertHolds(db, some);
    }
    await fillGates(db);
    const versions = await fillLedger(db, releases, cast.people[0] ?? '', size.entries, say);
    await sql`update releases.release set version = ${versions}, summary = summary || ' ' || ${versions}::int`.execute(db);
    await analyse(database);
    return {
      releases: releases.map(({ id, state }) => ({ id, state, version: versions })),
      cookie,
      personId: cast.people[0] ?? '',
    };
  } finally {
    await opened.close();
  }
}
