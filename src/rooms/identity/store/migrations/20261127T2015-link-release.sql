-- A link alone must not open the account of somebody else: where a second administrator is there, they hold the other half.
alter table identity.setup_link
  add column issued_at timestamptz(3),
  add column needs_release boolean not null default false,
  add column released_by uuid references identity.person (id),
  add column code_hash bytea,
  add column wrong_codes integer not null default 0,
  add check ((released_by is null) = (code_hash is null) and (released_by is null or released_by <> issued_by));
comment on column identity.setup_link.needs_release is 'Useless until a second administrator released it and gave the person a code that who issued it does not know';
comment on column identity.setup_link.code_hash is 'SHA-256 of the code of the second administrator: 50 bits from the system''s generator, five tries';
