alter table identity.role_grant
  add column release_ids uuid[] check (release_ids <> '{}'),
  add column trail_from timestamptz(3),
  add column trail_until timestamptz(3);
comment on column identity.role_grant.release_ids is 'The role shows these releases and nothing else; empty: all that the unit holds. Only an inspector''s has them';
comment on column identity.role_grant.trail_from is 'Of the trail of these releases nothing earlier is shown; empty: from the first entry';
comment on column identity.role_grant.trail_until is 'Of the trail of these releases nothing later is shown; empty: up to now';
alter table identity.role_grant add constraint limits_are_of_inspectors
  check (release_ids is null or (role = 'inspector' and person_id is not null));
alter table identity.role_grant add constraint a_span_is_of_releases
  check ((trail_from is null and trail_until is null) or (release_ids is not null and coalesce(trail_from < trail_until, true)));
