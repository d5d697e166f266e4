-- A record goes only by a disposal that two persons agreed on (EU GMP Chapter 4, 4.79 of the draft). The room that knows disposals replaces this answer; without it nothing goes.
create function foundation.may_go(kind text, record_id uuid) returns boolean
language sql stable set search_path = '' as $$ select false $$;
comment on function foundation.may_go(text, uuid) is 'Whether a signed disposal that is being carried out names the record';

-- For the functions of the rooms that take away the rows of a record.
create function foundation.must_go(kind text, record_id uuid) returns void
language plpgsql stable set search_path = '' as $$
begin
  if not foundation.may_go(kind, record_id) then
    raise exception 'no signed disposal names the % %', kind, record_id using errcode = 'insufficient_privilege';
  end if;
end
$$;

create or replace function foundation.keep_row() returns trigger
language plpgsql set search_path = '' as $$
begin
  if foundation.may_go(tg_argv[0], old.id) then
    return old;
  end if;
  perform foundation.note_refused_deletion(tg_argv[0], old.id, tg_table_schema || '.' || tg_table_name);
  return null;
end
$$;
