create table gates.template (
  id uuid primary key,
  key text not null unique,
  name text not null check (length(name) between 1 and 200),
  gate_key text not null check (gate_key ~ '^[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9])?$'),
  purpose text not null check (length(purpose) <= 2000),
  version integer not null,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null
);
comment on table gates.template is 'A gate to be placed on many subjects; what it asks stands in its editions';
comment on column gates.template.key is 'Human key, GT-1';
comment on column gates.template.gate_key is 'Key of the gates that are placed from it';

create table gates.template_edition (
  template_id uuid not null references gates.template (id),
  number integer not null check (number >= 1),
  state text not null check (state in ('draft', 'approved', 'superseded', 'withdrawn', 'discarded')),
  content jsonb not null,
  authors uuid[] not null check (cardinality(authors) >= 1),
  written_at timestamptz(3) not null,
  approved_by uuid references identity.person (id),
  approved_at timestamptz(3),
  ended_at timestamptz(3),
  primary key (template_id, number),
  check ((approved_by is null) = (approved_at is null)),
  check (state in ('draft', 'discarded') or approved_by is not null)
);
comment on table gates.template_edition is 'What a template asks, edition by edition; an approved one never changes';
comment on column gates.template_edition.content is 'Deciders, hours of green and criteria, as a gate asks them';
comment on column gates.template_edition.authors is 'Everybody who wrote it: none of them approves it';
create unique index edition_in_force on gates.template_edition (template_id) where state = 'approved';
create unique index edition_drafted on gates.template_edition (template_id) where state = 'draft';

create table gates.matrix_rule (
  id uuid primary key,
  key text not null unique,
  subject_kind text not null,
  step text not null,
  template_id uuid not null references gates.template (id),
  facets text[] not null,
  state text not null check (state in ('draft', 'in-force', 'withdrawn', 'discarded')),
  proposed_by uuid not null references identity.person (id),
  proposed_at timestamptz(3) not null,
  reason text not null,
  approved_by uuid references identity.person (id),
  approved_at timestamptz(3),
  ended_at timestamptz(3),
  version integer not null,
  check (state in ('draft', 'discarded') or approved_by is not null)
);
comment on table gates.matrix_rule is 'One field of the matrix: which template a step asks of subjects with these facets';
comment on column gates.matrix_rule.key is 'Human key, MX-1';
comment on column gates.matrix_rule.facets is 'name:value; of one name any is enough, all names must be met; empty: every subject of the kind';
create index matrix_in_force on gates.matrix_rule (subject_kind) where state = 'in-force';

alter table gates.gate
  add column template_id uuid references gates.template (id),
  add column template_edition integer,
  add check ((template_id is null) = (template_edition is null)),
  add foreign key (template_id, template_edition) references gates.template_edition (template_id, number);
comment on column gates.gate.template_id is 'The template that the gate came from, where it asks at least what that asks';
