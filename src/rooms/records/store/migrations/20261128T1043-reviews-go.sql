-- A review of the audit trail goes with its record, by a signed disposal alone (foundation.may_go).
create function records.remove_review(which uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform foundation.must_go('audit-review', which);
  delete from records.finding where review_id = which;
  delete from records.review where id = which;
end
$$;
