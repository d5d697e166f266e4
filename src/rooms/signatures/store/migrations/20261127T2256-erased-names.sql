-- After a lawful erasure the printed name goes from a signature too, with the salt that would let a guess be confirmed; the commitment in the payload stays.
alter table signatures.signature alter column printed_name drop not null;
alter table signatures.signature alter column user_name drop not null;
alter table signatures.signature alter column printed_salt drop not null;
alter table signatures.signature add constraint printed_whole
  check ((printed_name is null) = (user_name is null) and (printed_name is null) = (printed_salt is null));
comment on column signatures.signature.printed_name is 'As printed under the record; null once it was lawfully erased';

-- The only way in which a signature ever changes. The application's role has no UPDATE on it; it may call this, and this acts only where the name beside the
-- ledger's entry of the signature is gone already and a sealed entry accounts for that.
create function signatures.forget_erased_names() returns integer
language plpgsql security definer set search_path = '' as $$
declare forgotten integer;
begin
  update signatures.signature s set printed_name = null, user_name = null, printed_salt = null
  from ledger.entry e
  where s.printed_name is not null
    and s.signer_id in (select r.person_id from ledger.erasure r where r.state in ('confirmed', 'done'))
    and e.subject_kind = 'signature' and e.subject_id = s.id and e.act = 'signatures.signed' and e.commitments ? 'actor'
    and not exists (select from ledger.side beside where beside.entry_id = e.id and beside.slot = 'actor')
    and exists (
      select from ledger.entry said join ledger.place p on p.entry_id = said.id, jsonb_array_elements(said.changes) c
      where said.act = 'ledger.values-erased' and c ->> 'field' = '/values/' || e.id and c -> 'new' ? 'actor');
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
comment on function signatures.forget_erased_names() is 'Takes the printed name from signatures whose signer was lawfully erased';
