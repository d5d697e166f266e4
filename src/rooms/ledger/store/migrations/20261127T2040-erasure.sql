-- Lawful erasure of what lies beside the entries: asked for by one person, confirmed by another, after the last retention, unless it is held.
create table ledger.erasure (
  id uuid primary key,
  key text not null unique,
  person_id uuid not null,
  state text not null check (state in ('requested', 'confirmed', 'done', 'withdrawn')),
  reason text not null,
  retained_until timestamptz(3) not null,
  requested_by uuid not null,
  requested_at timestamptz(3) not null,
  confirmed_by uuid,
  confirmed_at timestamptz(3),
  ended_at timestamptz(3),
  erased_values integer not null default 0,
  version integer not null,
  check (state not in ('confirmed', 'done') or (confirmed_by is not null and confirmed_by <> requested_by and confirmed_by <> person_id and requested_by <> person_id))
);
comment on table ledger.erasure is 'Erasures of a person''s name and texts beside the entries';
comment on column ledger.erasure.retained_until is 'End of the retention, as it was when it was asked for';
create unique index erasure_open on ledger.erasure (person_id) where state in ('requested', 'confirmed');

create table ledger.hold (
  id uuid primary key,
  key text not null unique,
  person_id uuid not null,
  reason text not null,
  set_by uuid not null,
  set_at timestamptz(3) not null,
  lifted_at timestamptz(3),
  version integer not null
);
comment on table ledger.hold is 'Legal holds: while one stands, nothing of the person is erased';
create unique index hold_open on ledger.hold (person_id) where lifted_at is null;

-- The only way in which a value beside an entry ever goes away. The application's role has no DELETE on ledger.side; it may call this, and this acts only for an erasure
-- that two persons confirmed, whose retention is over by the database''s clock, that nothing holds, and for values that a sealed entry of the trail names.
create function ledger.erase_values(which uuid) returns integer
language plpgsql security definer set search_path = '' as $$
declare erased integer;
begin
  if not exists (
    select from ledger.erasure r
    where r.id = which and r.state = 'confirmed' and r.retained_until <= now()
      and not exists (select from ledger.hold h where h.person_id = r.person_id and h.lifted_at is null)
  ) then
    raise exception 'the erasure % is not confirmed, not due, or held', which using errcode = 'insufficient_privilege';
  end if;
  delete from ledger.side s
  using ledger.erasure r, ledger.entry said, ledger.place p, jsonb_array_elements(said.changes) c, ledger.entry e
  where r.id = which and said.act = 'ledger.values-erased' and said.subject_id = which and p.entry_id = said.id
    and c ->> 'field' like '/values/%' and e.id = substring(c ->> 'field' from 9)::uuid
    and s.entry_id = e.id and c -> 'new' ? s.slot
    and ((e.actor_id = r.person_id and s.slot in ('actor', 'reason'))
      or (e.subject_kind in ('person', 'account') and e.subject_id = r.person_id and s.slot ~ '^(reason$|old:|new:)'));
  get diagnostics erased = row_count;
  update ledger.erasure set erased_values = erased_values + erased where id = which;
  return erased;
end $$;
comment on function ledger.erase_values(uuid) is 'Deletes the values that sealed entries of a confirmed erasure name';
