-- What a review of access asked about and nobody answered is suspended (EU draft Annex 11 11.11): it stays granted and gives no right until somebody decides.
-- The text is the key of the review.
alter table identity.role_grant add column suspended_by text, add column suspended_at timestamptz(3), add check ((suspended_by is null) = (suspended_at is null));
alter table identity.crowd_member add column since timestamptz(3), add column suspended_by text, add column suspended_at timestamptz(3),
  add check ((suspended_by is null) = (suspended_at is null));
alter table identity.deputation add column suspended_by text, add column suspended_at timestamptz(3), add check ((suspended_by is null) = (suspended_at is null));
alter table identity.api_token add column suspended_by text, add column suspended_at timestamptz(3), add check ((suspended_by is null) = (suspended_at is null));
comment on column identity.role_grant.suspended_by is 'Key of the review of access that got no answer; while it is there the role counts for nothing';
comment on column identity.crowd_member.suspended_by is 'Key of the review of access that got no answer; while it is there the membership gives no role';
comment on column identity.crowd_member.since is 'When the person became a member; empty: before this was kept, the ledger knows';
comment on column identity.deputation.suspended_by is 'Key of the review of access that got no answer; while it is there the deputy holds nothing by it';
comment on column identity.api_token.suspended_by is 'Key of the review of access that got no answer; while it is there the token is not valid';
-- As before, and what is suspended counts for nothing.
create or replace view identity.effective_grant as
  with own as not materialized (
    select g.id as grant_id, g.person_id, g.role, g.unit_id, null::uuid as crowd_id, g.ends_at::timestamptz as ends_at
      from identity.role_grant g where g.person_id is not null and g.withdrawn_at is null and g.suspended_at is null
        and (g.role <> 'inspector' or g.ends_at is not null)
    union all
    select g.id, m.person_id, g.role, g.unit_id, g.crowd_id, g.ends_at::timestamptz
      from identity.role_grant g join identity.crowd c on c.id = g.crowd_id and c.withdrawn_at is null
      join identity.crowd_member m on m.crowd_id = g.crowd_id and m.suspended_at is null
      where g.withdrawn_at is null and g.suspended_at is null and (g.role <> 'inspector' or g.ends_at is not null)
  )
  select grant_id, person_id, role, unit_id, crowd_id, null::uuid as deputy_for, null::timestamptz as starts_at, ends_at from own
  union all
  select o.grant_id, d.deputy_id, o.role, o.unit_id, o.crowd_id, d.person_id, d.starts_at, least(d.ends_at::timestamptz, o.ends_at)
    from identity.deputation d
    join identity.person p on p.id = d.person_id and p.state = 'active'
    join own o on o.person_id = d.person_id
    where d.withdrawn_at is null and d.suspended_at is null;
