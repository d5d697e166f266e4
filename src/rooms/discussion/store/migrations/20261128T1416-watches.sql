create table discussion.watch (
  id uuid primary key,
  person_id uuid not null references identity.person (id),
  subject_kind text not null,
  subject_id uuid not null,
  watching boolean not null,
  since timestamptz(3) not null,
  version integer not null,
  unique (person_id, subject_kind, subject_id)
);
comment on table discussion.watch is 'Who wants to be told of which record. Whoever stops stays with `watching` false';
comment on column discussion.watch.since is 'When this was last turned on or off';
create index watch_of_record on discussion.watch (subject_kind, subject_id) where watching;

create table discussion.notice (
  place bigint generated always as identity primary key,
  person_id uuid not null references identity.person (id),
  what text not null check (what in ('mentioned', 'commented', 'moved')),
  at timestamptz(3) not null,
  subject_kind text not null,
  subject_id uuid not null,
  act text not null,
  by_id uuid references identity.person (id),
  source_id uuid not null,
  read_at timestamptz(3),
  unique (person_id, source_id)
);
comment on table discussion.notice is 'What somebody is told of: that something happened, never what it says. Whether they may still read the record is asked when they look';
comment on column discussion.notice.by_id is 'Who did it; null where Interlock itself did';
comment on column discussion.notice.source_id is 'The comment, or the entry of the ledger: nobody is told of it twice';
create index notice_of_person on discussion.notice (person_id, place desc);
create index notice_unread on discussion.notice (person_id, place desc) where read_at is null;

create table discussion.inbox (
  person_id uuid primary key references identity.person (id),
  version integer not null
);
comment on table discussion.inbox is 'How often somebody said that they have read what they were told: the version of that record in the ledger';

create table discussion.followed (
  one boolean primary key default true check (one),
  seq bigint not null
);
comment on table discussion.followed is 'Up to which place of the ledger watchers were told of steps';
insert into discussion.followed (seq) values (0);

create function discussion.remove_watch(which uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform foundation.must_go('watch', which);
  delete from discussion.watch where id = which;
end
$$;
create trigger stays before delete on discussion.watch for each row execute function foundation.keep_row('watch');
