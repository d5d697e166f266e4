import { type Kysely, sql } from 'kysely';

/** Two gates with three criteria before each release: open where it is open, passed and at rest where it is over. */
export async function fillGates(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into gates.gate (id, subject_kind, subject_id, subject_key, unit_ids, key, name, guards, due_at, deciders, state, place, version, changed_at)
    select gen_random_uuid(), 'release', r.id, r.key, array[r.unit_id], 'gate-' || g.guards, 'Gate before ' || g.guards, g.guards, r.go_live_start, array['quality'],
      'upcoming', g.place, 1, r.created_at
    from releases.release r cross join (values ('declare-ready', 0), ('deploy', 1)) as g(guards, place)`.execute(db);
  await sql`
    insert into gates.criterion (id, gate_id, key, text, type, place)
    select gen_random_uuid(), g.id, 'criterion-' || n, 'Question ' || n, 'checklist', n from gates.gate g cross join generate_series(1, 3) as n`.execute(
    db,
  );
  await sql`
    insert into gates.evaluation (id, gate_id, place, at, occasion, hash, green, met, total, inputs)
    select gen_random_uuid(), g.id, 1, g.changed_at, 'placed', sha256(convert_to(g.id::text, 'UTF8')), false, 0, 3, '[]' from gates.gate g`.execute(
    db,
  );
  await sql`
    with over as (
      insert into gates.decision (id, gate_id, place, outcome, by_id, role, reason, tolerates, at, evaluation_id)
      select gen_random_uuid(), g.id, 1, 'pass', r.owner_id, 'quality', 'all of it was done', '[]', g.changed_at, e.id
      from gates.gate g join releases.release r on r.id = g.subject_id join gates.evaluation e on e.gate_id = g.id
      where r.state in ('warranty', 'closed') returning id, gate_id
    )
    update gates.gate g set state = 'passed', decision_id = over.id, rested_at = g.changed_at from over where over.gate_id = g.id`.execute(
    db,
  );
}
