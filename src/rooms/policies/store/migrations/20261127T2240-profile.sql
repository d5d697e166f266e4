create schema if not exists policies;

create table policies.profile_change (
  id uuid primary key,
  key text not null unique,
  state text not null check (state in ('proposed', 'adopted', 'rejected', 'withdrawn')),
  values jsonb not null,
  loosens boolean not null,
  reason text not null,
  proposed_by uuid not null references identity.person (id),
  proposed_at timestamptz(3) not null,
  way text check (way in ('tightened', 'signed', 'confirmed')),
  decided_by uuid references identity.person (id),
  decided_at timestamptz(3),
  decision text,
  profile_version integer unique,
  version integer not null,
  check ((state = 'proposed') = (decided_at is null)),
  check ((state = 'adopted') = (profile_version is not null)),
  check ((state = 'adopted') = (way is not null))
);
comment on table policies.profile_change is 'Changes of the compliance profile, each with its reason; adopted ones are the versions of the profile';
comment on column policies.profile_change.values is 'By key of the value: what it was, and what it becomes';
comment on column policies.profile_change.way is 'tightened: at once, by who proposed it; signed: approved by quality; confirmed: by a second person, while nothing was signed in the installation yet';
comment on column policies.profile_change.decision is 'Why it was confirmed, rejected or withdrawn';
comment on column policies.profile_change.profile_version is 'The version of the profile that it made';
create index profile_change_open on policies.profile_change (id) where state = 'proposed';

-- The security profile of before becomes a part of the compliance profile, value by value: nothing is loosened by the upgrade.
insert into foundation.setting (name, value, version, changed_at)
select 'profile', (
    select coalesce(jsonb_object_agg(k.new, s.value -> k.old), '{}'::jsonb)
    from (values ('passwordMinLength', 'password.minLength'), ('failuresBeforeLock', 'lockout.threshold'), ('lockMinutes', 'lockout.minutes'),
      ('idleMinutes', 'session.idleMinutes'), ('absoluteMinutes', 'session.absoluteMinutes'), ('rotateMinutes', 'session.rotateMinutes'),
      ('tokenMaxDays', 'token.maxDays'), ('secondFactor', 'signIn.secondFactor'), ('signingComponents', 'signature.components')) as k (old, new)
    where s.value ? k.old
  ), 0, s.changed_at
from foundation.setting s where s.name = 'identity.security';
delete from foundation.setting where name = 'identity.security';
