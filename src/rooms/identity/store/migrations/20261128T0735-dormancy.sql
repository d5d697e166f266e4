create table identity.dormancy (
  person_id uuid primary key references identity.person (id),
  counted_from timestamptz(3) not null,
  warned_at timestamptz(3)
);
comment on table identity.dormancy is 'What counts besides signing in for whether an account is in use: enabled again, and the warning that it is to be disabled';
comment on column identity.dormancy.counted_from is 'Before that nothing counts: the account was enabled then, or the warning was given to one that had never been enabled again';
comment on column identity.dormancy.warned_at is 'When the trail said that the account is to be disabled; one that was used since is not warned any more';

create table identity.credential_review (
  id uuid primary key,
  reviewed_by uuid not null references identity.person (id),
  reviewed_at timestamptz(3) not null,
  note text not null,
  found jsonb not null
);
comment on table identity.credential_review is 'Somebody looked through what everybody proves themself with (21 CFR 11.300(b)). @insert-only';
comment on column identity.credential_review.found is 'How many active people there were, and how many of them each point of attention named at that moment';
