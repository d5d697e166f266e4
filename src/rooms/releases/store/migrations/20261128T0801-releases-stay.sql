-- A release is not deleted, and of one that is closed no part either (foundation.keep_row).
create trigger stays before delete on releases.release for each row execute function foundation.keep_row('release');

create function releases.keep_part() returns trigger
language plpgsql set search_path = '' as $$
begin
  if exists (select 1 from releases.release r where r.id = old.release_id and r.state in ('closed', 'closed-failed', 'rejected', 'cancelled')) then
    perform foundation.note_refused_deletion('release', old.release_id, tg_table_schema || '.' || tg_table_name);
    return null;
  end if;
  return old;
end
$$;
create trigger stays before delete on releases.phase for each row execute function releases.keep_part();
create trigger stays before delete on releases.milestone for each row execute function releases.keep_part();
create trigger stays before delete on releases.application for each row execute function releases.keep_part();
create trigger stays before delete on releases.decision for each row execute function releases.keep_part();
