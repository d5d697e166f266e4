alter table identity.identity_proof add column of_checker boolean not null default false;
comment on column identity.identity_proof.of_checker is 'The person held a role that checks identities then: from the first of these on only who was checked may check, whatever becomes of the roles';
