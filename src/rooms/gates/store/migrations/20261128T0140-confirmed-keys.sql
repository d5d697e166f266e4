alter table gates.checker_key add column confirmed_by uuid references identity.person (id);
alter table gates.checker_key add column confirmed_at timestamptz(3);
alter table gates.checker_key add constraint checker_key_confirmed_whole check ((confirmed_by is null) = (confirmed_at is null));
alter table gates.checker_key add constraint checker_key_two_people check (confirmed_by <> made_by);
comment on column gates.checker_key.confirmed_by is 'Who, other than its maker, saw that it is the machine''s: until then nothing that it signs is heard';
