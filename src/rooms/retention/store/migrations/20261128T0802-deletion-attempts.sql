-- Holds and changes of the register are not deleted either (foundation.keep_row).
create trigger stays before delete on retention.hold for each row execute function foundation.keep_row('retention-hold');
create trigger stays before delete on retention.register_change for each row execute function foundation.keep_row('register-change');

create table retention.deletion_attempt (
  id uuid primary key,
  key text not null unique,
  subject_kind text not null,
  subject_id uuid not null,
  subject_key text,
  unit_ids uuid[] not null,
  way text not null check (way in ('request', 'database')),
  by_id uuid,
  db_role text,
  program text,
  at timestamptz(3) not null,
  source bigint unique references foundation.refused_deletion (id),
  check ((way = 'request') = (by_id is not null)),
  check ((way = 'database') = (source is not null))
);
comment on table retention.deletion_attempt is '@insert-only Attempts to delete a record, each refused: over the API by whom, or in the database itself by which role';
comment on column retention.deletion_attempt.source is 'The row that the database wrote; null: the attempt came over the API';
