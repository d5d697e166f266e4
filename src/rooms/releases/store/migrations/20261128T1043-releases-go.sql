-- A release whose retention is over goes with its parts, by a signed disposal alone (foundation.may_go).
create function releases.remove_release(which uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform foundation.must_go('release', which);
  delete from releases.phase where release_id = which;
  delete from releases.milestone where release_id = which;
  delete from releases.application where release_id = which;
  delete from releases.decision where release_id = which;
  delete from releases.release where id = which;
end
$$;

create or replace function releases.keep_part() returns trigger
language plpgsql set search_path = '' as $$
begin
  if foundation.may_go('release', old.release_id) then
    return old;
  end if;
  if exists (select 1 from releases.release r where r.id = old.release_id and r.state in ('closed', 'closed-failed', 'rejected', 'cancelled')) then
    perform foundation.note_refused_deletion('release', old.release_id, tg_table_schema || '.' || tg_table_name);
    return null;
  end if;
  return old;
end
$$;
