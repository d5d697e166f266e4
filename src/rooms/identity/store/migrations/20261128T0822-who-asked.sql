-- A role is asked for by somebody, and granted by somebody else, with a reason (Annex 11 clause 12.3).
alter table identity.role_grant add column requested_by uuid references identity.person (id), add column reason text;
alter table identity.role_grant add constraint who_asks_does_not_grant check (requested_by is null or requested_by <> granted_by);
comment on column identity.role_grant.requested_by is 'Who asked for it; empty where nobody is named, and of grants of before this was kept';
comment on column identity.role_grant.reason is 'Why it was granted; empty where it was not said';
