-- A record is not deleted row by row, whoever asks (21 CFR 11.10(c)). A table whose rows are records has a trigger that calls foundation.keep_row('kind'): the row stays, and
-- the attempt is written down. It raises nothing, for that would take back what it wrote.
create table foundation.refused_deletion (
  id bigint generated always as identity primary key,
  at timestamptz(3) not null,
  kind text not null,
  record_id uuid not null,
  table_name text not null,
  db_role text not null,
  program text not null,
  client text
);
comment on table foundation.refused_deletion is '@insert-only Rows of records that somebody tried to delete in the database itself; the trail takes them up';
comment on column foundation.refused_deletion.kind is 'Kind of record, as the trail calls it';
comment on column foundation.refused_deletion.table_name is 'Whose row it was: of the record itself, or of a part of it';

create function foundation.note_refused_deletion(kind text, record_id uuid, table_name text) returns void
language sql security definer set search_path = '' as $$
  insert into foundation.refused_deletion (at, kind, record_id, table_name, db_role, program, client)
  values (clock_timestamp(), $1, $2, $3, session_user, left(current_setting('application_name'), 200), host(inet_client_addr()));
$$;

create function foundation.keep_row() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform foundation.note_refused_deletion(tg_argv[0], old.id, tg_table_schema || '.' || tg_table_name);
  return null;
end
$$;
