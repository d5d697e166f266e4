alter table identity.credential add column lock_held boolean not null default false;
comment on column identity.credential.lock_held is 'The lock of locked_until is ended by an administrator alone, not by time (compliance profile, lockout.unlock)';
alter table identity.credential add constraint credential_held_is_locked check (not lock_held or locked_until is not null);
