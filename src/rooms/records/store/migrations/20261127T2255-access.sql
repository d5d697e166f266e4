create schema if not exists records;

-- Who was shown what: every view of an inspector, and every file that an auditor takes. One row a view, whatever it showed.
create table records.access (
  id uuid primary key,
  at timestamptz(3) not null,
  person_id uuid not null references identity.person (id),
  roles text[] not null,
  via text not null,
  operation text not null,
  says text not null,
  record_kind text,
  record text,
  asked jsonb not null,
  file boolean not null,
  background boolean not null,
  request_id text not null
);
comment on table records.access is 'The access log: one row a view of an inspector, or a file that an auditor took. @insert-only';
comment on column records.access.roles is 'Roles that the person held at that time';
comment on column records.access.operation is 'Id of the operation of the API that showed it';
comment on column records.access.record is 'Key or id of the record, as the address named it; empty for a list';
comment on column records.access.asked is 'The query of the address';
comment on column records.access.background is 'A page refreshed itself; nobody asked anew';
create index access_by_person on records.access (person_id, id);
create index access_by_record on records.access (lower(record), id) where record is not null;
