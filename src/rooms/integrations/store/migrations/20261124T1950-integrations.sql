create schema if not exists integrations;

create table integrations.plan (
  name text primary key,
  title text,
  zone text not null,
  source jsonb,
  applied_by uuid not null,
  applied_at timestamptz(3) not null,
  version integer not null
);
comment on table integrations.plan is 'Plans by name, as they were last applied';

create table integrations.owned (
  plan_name text not null references integrations.plan (name),
  subject text not null,
  key text not null,
  primary key (plan_name, subject, key)
);
comment on table integrations.owned is 'Which records a plan brought: a later file of that name may withdraw them, no other may';

create table integrations.history (
  key text primary key,
  kind text not null check (kind in ('release', 'request')),
  application_id uuid not null references portfolio.application (id),
  application_key text not null,
  version text,
  title text,
  source text not null,
  source_time timestamptz(3) not null,
  times jsonb not null,
  note text,
  imported_by uuid not null,
  imported_at timestamptz(3) not null
);
comment on table integrations.history is 'What another system recorded, as it recorded it. Never a decision, an approval or a green gate. @insert-only';
comment on column integrations.history.source_time is 'When it happened, by the source: data, never the time of a ledger entry';
create index history_by_application on integrations.history (application_id, source_time desc);
