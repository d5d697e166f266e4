-- What was said to a step goes with its record, by a signed disposal alone (foundation.may_go).
create function approvals.remove_said(kind text, which uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform foundation.must_go(kind, which);
  case kind
    when 'approval' then delete from approvals.approval where id = which;
    when 'verbal-authorisation' then delete from approvals.verbal_authorisation where id = which;
    when 'notice' then delete from approvals.notice where id = which;
  end case;
end
$$;
