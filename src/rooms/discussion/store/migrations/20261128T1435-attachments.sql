create table discussion.file (
  digest bytea primary key check (length(digest) = 32),
  size bigint not null check (size > 0),
  kept_at timestamptz(3) not null,
  damaged_at timestamptz(3),
  version integer not null default 0
);
comment on table discussion.file is 'Bytes that were attached, once for each SHA-256, however often they are attached. They lie in the database, so that every back-up of it holds them';
comment on column discussion.file.damaged_at is 'When the bytes were found to be others than the digest says; null while they are whole';

comment on column discussion.file.version is 'How often it was found damaged or made whole: the version of that record in the ledger';

create table discussion.file_part (
  digest bytea not null references discussion.file (digest),
  number integer not null,
  bytes bytea not null,
  primary key (digest, number)
);
comment on table discussion.file_part is 'The bytes of a file in pieces, in their order: one is read and sent at a time';
-- What is attached is packed already; compressing it again would only cost time.
alter table discussion.file_part alter column bytes set storage external;

create table discussion.attachment (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  unit_ids uuid[] not null,
  name text not null,
  media_type text not null,
  digest bytea not null references discussion.file (digest),
  size bigint not null,
  attached_by uuid not null references identity.person (id),
  attached_at timestamptz(3) not null,
  state text not null check (state in ('attached', 'withdrawn')),
  withdrawn_by uuid references identity.person (id),
  withdrawn_at timestamptz(3),
  withdrawal_reason text,
  version integer not null,
  check ((state = 'withdrawn') = (withdrawn_by is not null and withdrawn_at is not null and withdrawal_reason is not null))
);
comment on table discussion.attachment is 'A file that somebody attached to a record of any kind. Withdrawn ones stay, and are no longer handed out';
comment on column discussion.attachment.subject_kind is 'Kind of the record; this room does not know what it is';
comment on column discussion.attachment.unit_ids is 'Units of the record when the file was attached or withdrawn: whose readers of the trail see its history';
create index attachment_of_record on discussion.attachment (subject_kind, subject_id, id desc);
create index attachment_of_file on discussion.attachment (digest);
create unique index attachment_once on discussion.attachment (subject_kind, subject_id, digest, name) where state = 'attached';

create table discussion.file_scan (
  id uuid primary key,
  began_at timestamptz(3) not null,
  ended_at timestamptz(3),
  read_up_to bytea,
  files integer not null,
  bytes bigint not null,
  damaged integer not null,
  version integer not null
);
comment on table discussion.file_scan is 'Each reading of all kept bytes against their digests';
comment on column discussion.file_scan.read_up_to is 'The last digest that was read: a scan that was killed goes on behind it';

create trigger stays before delete on discussion.attachment for each row execute function foundation.keep_row('attachment');
-- The bytes go with the last attachment that names them.
create function discussion.remove_attachment(which uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  named bytea;
begin
  perform foundation.must_go('attachment', which);
  delete from discussion.attachment where id = which returning digest into named;
  if named is not null and not exists (select from discussion.attachment where digest = named) then
    delete from discussion.file_part where digest = named;
    delete from discussion.file where digest = named;
  end if;
end
$$;
