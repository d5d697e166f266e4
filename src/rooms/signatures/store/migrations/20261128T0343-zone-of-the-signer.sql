alter table signatures.ceremony add column signer_zone text;
comment on column signatures.ceremony.signer_zone is 'Time zone that the browser or terminal of the signer said to be in; null: it said none';
alter table signatures.signature add column signer_zone text;
comment on column signatures.signature.zone is 'Time zone in force at the site of the signer when it was given; a later change of the site changes nothing here (EU draft Annex 11 13.4)';
comment on column signatures.signature.signer_zone is 'Time zone that the browser or terminal of the signer said to be in; data, decides nothing';
