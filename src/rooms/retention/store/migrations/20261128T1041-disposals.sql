-- Disposal of records whose retention is over: a list, two signatures, and then the rows and the content of the entries go (EU GMP Chapter 4, 4.79 of the draft).
create table retention.disposal (
  id uuid primary key,
  key text not null unique,
  state text not null check (state in ('listed', 'asked', 'approved', 'done', 'rejected', 'withdrawn')),
  reason text not null,
  listed_by uuid not null references identity.person (id),
  listed_at timestamptz(3) not null,
  asked_at timestamptz(3),
  decided_by uuid references identity.person (id),
  decided_at timestamptz(3),
  decision text,
  ended_at timestamptz(3),
  version integer not null,
  check (state not in ('approved', 'done') or (asked_at is not null and decided_by is not null and decided_by <> listed_by)),
  check ((state in ('done', 'rejected', 'withdrawn')) = (ended_at is not null))
);
comment on table retention.disposal is 'Disposals: what is to go, by whose two signatures, and what went';
create trigger stays before delete on retention.disposal for each row execute function foundation.keep_row('disposal');

create table retention.disposal_item (
  disposal_id uuid not null references retention.disposal (id),
  kind text not null,
  record_id uuid not null,
  record_key text,
  root_id uuid,
  place integer not null,
  state text not null check (state in ('listed', 'excluded', 'left', 'removed', 'disposed')),
  until timestamptz(3),
  ground text,
  entries integer not null,
  digest text not null check (length(digest) = 64),
  primary key (disposal_id, record_id)
);
comment on table retention.disposal_item is 'Records of a disposal: those that were named, and those that are kept with them';
comment on column retention.disposal_item.root_id is 'The named record with which it goes; null: it was named itself';
comment on column retention.disposal_item.state is 'excluded: when it was listed; left: when it was carried out; removed: its rows are gone; disposed: the content of its entries too';
comment on column retention.disposal_item.ground is 'Why it was excluded or left';
comment on column retention.disposal_item.digest is 'SHA-256 over the hashes of its entries, one a line, in their order';
create index disposal_item_of_record on retention.disposal_item (record_id);

create or replace function foundation.may_go(kind text, record_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from retention.disposal_item i join retention.disposal d on d.id = i.disposal_id
    where i.record_id = $2 and i.kind = $1 and i.state in ('listed', 'removed') and d.state = 'approved'
      and not exists (select from retention.hold h where h.subject_kind = $1 and h.subject_id = $2 and h.state = 'standing'));
$$;

-- Its own: an attempt to delete a record is kept with that record.
create function retention.remove_attempt(which uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform foundation.must_go('deletion-attempt', which);
  delete from retention.deletion_attempt where id = which;
end
$$;
