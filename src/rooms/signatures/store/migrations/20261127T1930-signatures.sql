create schema if not exists signatures;

-- What a person was shown to sign, and how it ended (EU draft Annex 11 13.3: the ceremony is the server's, not the browser's).
create table signatures.ceremony (
  id uuid primary key,
  signer_id uuid not null references identity.person (id),
  session_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  subject_key text,
  unit_ids uuid[] not null,
  label text not null,
  version integer not null,
  verb text not null,
  act text not null,
  meaning text not null,
  statement text not null,
  content_hash bytea not null check (octet_length(content_hash) = 32),
  nonce bytea not null check (octet_length(nonce) >= 16),
  state text not null check (state in ('begun', 'signed', 'broken')),
  begun_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3),
  check ((state = 'begun') = (ended_at is null))
);
comment on table signatures.ceremony is 'What a signer was shown: record, version, content, meaning; used once, by one person in one session';
comment on column signatures.ceremony.statement is 'RFC 8785 text of exactly what would be signed';
comment on column signatures.ceremony.nonce is 'Makes the challenge of an authenticator random';
create index ceremony_of_signer on signatures.ceremony (signer_id, begun_at);

create table signatures.signature (
  id uuid primary key references signatures.ceremony (id),
  signer_id uuid not null references identity.person (id),
  session_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  subject_key text,
  unit_ids uuid[] not null,
  label text not null,
  version integer not null,
  verb text not null,
  act text not null,
  meaning text not null,
  at timestamptz(3) not null,
  zone text not null,
  printed_name text not null,
  user_name text not null,
  printed_salt bytea not null,
  roles text[] not null,
  methods text[] not null check (cardinality(methods) >= 1),
  series integer not null check (series >= 1),
  statement text not null,
  content_hash bytea not null check (octet_length(content_hash) = 32),
  evidence jsonb not null,
  payload text not null,
  payload_hash bytea not null check (octet_length(payload_hash) = 32)
);
comment on table signatures.signature is 'Signatures with what they bind: printed name, time with zone, meaning, content, methods, evidence (21 CFR 11.50, 11.70). @insert-only';
comment on column signatures.signature.series is 'First, second … of an unbroken series of one session (21 CFR 11.200(a)(1)(i))';
comment on column signatures.signature.payload is 'RFC 8785 text of what the ledger entry of this signature carries the hash of';
create index signature_of_record on signatures.signature (subject_kind, subject_id, at, id);
create index signature_of_signer on signatures.signature (signer_id, at, id);
create index signature_of_session on signatures.signature (session_id, at);
