alter table identity.unit add column zone text;
comment on column identity.unit.zone is 'IANA time zone of the site; null: that of the unit above, in the end UTC';
