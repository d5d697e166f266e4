alter table identity.role_grant add column ends_at timestamptz(3) check (ends_at > granted_at);
comment on column identity.role_grant.ends_at is 'The role counts until then; empty: until it is withdrawn. An inspector''s always has an end';

-- Not valid: a grant of an earlier version without an end stays readable and can be withdrawn, but counts for nothing.
alter table identity.role_grant add constraint inspector_has_an_end
  check (role <> 'inspector' or ends_at is not null or withdrawn_at is not null) not valid;

-- As before, and a role counts no longer than its grant; nobody stands in longer than the role is there.
create or replace view identity.effective_grant as
  with own as not materialized (
    select g.id as grant_id, g.person_id, g.role, g.unit_id, null::uuid as crowd_id, g.ends_at::timestamptz as ends_at
      from identity.role_grant g where g.person_id is not null and g.withdrawn_at is null and (g.role <> 'inspector' or g.ends_at is not null)
    union all
    select g.id, m.person_id, g.role, g.unit_id, g.crowd_id, g.ends_at::timestamptz
      from identity.role_grant g join identity.crowd c on c.id = g.crowd_id and c.withdrawn_at is null
      join identity.crowd_member m on m.crowd_id = g.crowd_id where g.withdrawn_at is null and (g.role <> 'inspector' or g.ends_at is not null)
  )
  select grant_id, person_id, role, unit_id, crowd_id, null::uuid as deputy_for, null::timestamptz as starts_at, ends_at from own
  union all
  select o.grant_id, d.deputy_id, o.role, o.unit_id, o.crowd_id, d.person_id, d.starts_at, least(d.ends_at::timestamptz, o.ends_at)
    from identity.deputation d
    join identity.person p on p.id = d.person_id and p.state = 'active'
    join own o on o.person_id = d.person_id
    where d.withdrawn_at is null;
