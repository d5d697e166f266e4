-- A signature goes with its record, by a signed disposal alone (foundation.may_go).
create function signatures.remove_signature(which uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform foundation.must_go('signature', which);
  delete from signatures.notice where signature_id = which;
  delete from signatures.signature where id = which;
  delete from signatures.ceremony where id = which;
end
$$;
