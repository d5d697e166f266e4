alter table signatures.ceremony add column effects text[] not null default '{}';
comment on column signatures.ceremony.effects is 'What the signer was told that the signature will trigger, in sentences';
