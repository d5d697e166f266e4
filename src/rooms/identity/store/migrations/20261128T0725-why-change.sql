alter table identity.credential add column change_why text check (change_why in ('breached', 'age'));
comment on column identity.credential.change_why is 'Why the password has to be changed before anything else, where signing in or signing found that: it was stolen elsewhere, or is older than the profile allows; null: somebody else set it, or nothing has to be changed';
