-- The only way in which an entry ever loses its content: it is of a record that a signed disposal names, and a sealed entry on that disposal holds its hash and that of the rest.
create function ledger.dispose_entries(which uuid) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  going uuid[];
  emptied integer;
begin
  select coalesce(array_agg(e.id), '{}') into going from ledger.entry said
  join ledger.place p on p.entry_id = said.id
  cross join lateral jsonb_array_elements(said.changes) c
  join ledger.entry e on e.id = substring(c ->> 'field' from 11)::uuid
  where said.act = 'ledger.entries-disposed' and said.subject_id = which and c ->> 'field' like '/disposed/%'
    and c -> 'new' ->> 0 = encode(e.hash, 'hex') and foundation.may_go(e.subject_kind, e.subject_id);
  delete from ledger.side s where s.entry_id = any(going);
  update ledger.entry e set changes = '[]' where e.id = any(going) and e.changes <> '[]'::jsonb;
  get diagnostics emptied = row_count;
  return emptied;
end $$;
comment on function ledger.dispose_entries(uuid) is 'Empties the entries that sealed entries of a disposal name';
