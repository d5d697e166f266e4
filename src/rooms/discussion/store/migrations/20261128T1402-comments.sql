create schema if not exists discussion;

create table discussion.comment (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  unit_ids uuid[] not null,
  author_id uuid not null references identity.person (id),
  written_at timestamptz(3) not null,
  text text not null check (length(btrim(text)) between 1 and 5000),
  mentions uuid[] not null,
  state text not null check (state in ('written', 'withdrawn')),
  corrected_at timestamptz(3),
  withdrawn_by uuid references identity.person (id),
  withdrawn_at timestamptz(3),
  withdrawal_reason text,
  version integer not null,
  check ((state = 'withdrawn') = (withdrawn_by is not null and withdrawn_at is not null and withdrawal_reason is not null))
);
comment on table discussion.comment is 'What somebody said to a record of any kind. Withdrawn ones stay';
comment on column discussion.comment.subject_kind is 'Kind of the record; this room does not know what it is';
comment on column discussion.comment.unit_ids is 'Units of the record when the comment was last written or withdrawn: whose readers of the trail see its history';
comment on column discussion.comment.mentions is 'People whom the text speaks to; each could read the record when it was written';
create index comment_of_record on discussion.comment (subject_kind, subject_id, id desc);

create table discussion.wording (
  comment_id uuid not null references discussion.comment (id),
  number integer not null,
  text text not null,
  mentions uuid[] not null,
  stood_until timestamptz(3) not null,
  primary key (comment_id, number)
);
comment on table discussion.wording is '@insert-only What comments said before their authors corrected them';
comment on column discussion.wording.number is 'The version of the comment that said so';

-- A comment is not deleted (foundation.keep_row); it goes with its record, by a signed disposal alone (foundation.may_go).
create trigger stays before delete on discussion.comment for each row execute function foundation.keep_row('comment');
create function discussion.remove_comment(which uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform foundation.must_go('comment', which);
  delete from discussion.wording where comment_id = which;
  delete from discussion.comment where id = which;
end
$$;
