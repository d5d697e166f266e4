-- An exception from a policy, and which policies a record followed, go with the record, by a signed disposal alone (foundation.may_go).
create function policies.remove_exception(which uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform foundation.must_go('policy-exception', which);
  delete from policies.exception where id = which;
end
$$;
create function policies.remove_followings(kind text, which uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform foundation.must_go(kind, which);
  delete from policies.following where subject_kind = kind and subject_id = which;
end
$$;
