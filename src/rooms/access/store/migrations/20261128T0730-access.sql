create schema if not exists access;
-- Reviews of access (EU draft Annex 11 11.11, SOX): a complete list of one moment, an answer to each line, removals carried out and read again.
create table access.review (
  id uuid primary key,
  key text not null unique,
  unit_id uuid not null references identity.unit (id),
  state text not null check (state in ('open', 'closed', 'withdrawn')),
  opened_by uuid references identity.person (id),
  opened_at timestamptz(3) not null,
  due_at timestamptz(3) not null check (due_at > opened_at),
  due_done_at timestamptz(3),
  snapshot_items integer not null,
  snapshot_sha256 text not null check (length(snapshot_sha256) = 64),
  conclusion text,
  withdrawn_why text,
  ended_by uuid references identity.person (id),
  ended_at timestamptz(3),
  version integer not null,
  check ((state = 'open') = (ended_at is null)),
  check ((state = 'closed') = (conclusion is not null)),
  check ((state = 'withdrawn') = (withdrawn_why is not null))
);
comment on table access.review is 'Reviews of all access in a unit and below it';
comment on column access.review.opened_by is 'Empty: a rule opened it';
comment on column access.review.due_done_at is 'When what had no answer was suspended';
comment on column access.review.snapshot_sha256 is 'SHA-256 over the canonical JSON of the items of the snapshot, one a line, in their order';
create index access_review_by_unit on access.review (unit_id, id);
-- Two reviews of the same unit at once would each hold half of the answers.
create unique index access_review_one_open on access.review (unit_id) where state = 'open';

create table access.item (
  id uuid primary key,
  review_id uuid not null references access.review (id),
  position integer not null,
  kind text not null check (kind in ('role', 'member', 'deputy', 'token')),
  target_id uuid not null,
  person_id uuid,
  group_id uuid,
  role text,
  unit_id uuid,
  deputy_id uuid,
  scopes text[],
  since timestamptz(3),
  until timestamptz(3),
  granted_by uuid,
  addendum boolean not null,
  taken_in_at timestamptz(3) not null,
  decision text check (decision in ('keep', 'remove', 'change')),
  reason text,
  decided_by uuid references identity.person (id),
  decided_at timestamptz(3),
  suspended_at timestamptz(3),
  verified_at timestamptz(3),
  unique nulls not distinct (review_id, kind, target_id, person_id),
  check ((decision is null) = (reason is null) and (decision is null) = (decided_by is null) and (decision is null) = (decided_at is null))
);
comment on table access.item is 'What a review asks about, as it stood when it was taken in, with the answer';
comment on column access.item.target_id is 'The grant of a role, the group of a member, the deputation, the token';
comment on column access.item.addendum is 'It came after the snapshot';
comment on column access.item.suspended_at is 'When the review suspended it for want of an answer';
comment on column access.item.verified_at is 'When reading it again showed that what was decided had been done; written at the closing';
create index access_item_of_review on access.item (review_id, position);

create table access.rule (
  id uuid primary key,
  unit_id uuid not null references identity.unit (id),
  every_months integer not null check (every_months in (1, 3, 6, 12)),
  answer_days integer not null check (answer_days between 3 and 90),
  next_on date not null,
  set_by uuid not null references identity.person (id),
  set_at timestamptz(3) not null,
  ended_at timestamptz(3),
  version integer not null
);
comment on table access.rule is 'Rules by which reviews of access are opened again and again; ended, never deleted';
create unique index access_rule_one on access.rule (unit_id) where ended_at is null;
