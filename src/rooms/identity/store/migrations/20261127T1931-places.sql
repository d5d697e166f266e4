-- Sign-ins from places where the person never was are counted apart, so that a stranger who guesses shuts nobody out of where they work.
alter table identity.credential
  add column elsewhere_failed integer not null default 0,
  add column elsewhere_locked_until timestamptz(3);
comment on column identity.credential.failed is 'Failed attempts in a row: at recorded decisions, and at signing in from a place that is known';
comment on column identity.credential.elsewhere_failed is 'Failed attempts in a row to sign in from places that are not known';
comment on column identity.credential.elsewhere_locked_until is 'Until then nobody signs in from a place that is not known; known places and open sessions go on';

create table identity.known_place (
  person_id uuid not null references identity.person (id),
  place_hash bytea not null,
  first_at timestamptz(3) not null,
  used_at timestamptz(3) not null,
  primary key (person_id, place_hash)
);
comment on table identity.known_place is 'Browsers and command lines that a person has signed in from, by the SHA-256 of what their cookie holds';
create index known_place_hash on identity.known_place (place_hash);
create index known_place_age on identity.known_place (used_at);

create table identity.stranger_attempt (
  minute timestamptz(3) not null,
  source text not null,
  attempts integer not null,
  primary key (minute, source)
);
comment on table identity.stranger_attempt is 'Failed sign-ins with addresses that nobody has, by minute and source, until the ledger holds them';
