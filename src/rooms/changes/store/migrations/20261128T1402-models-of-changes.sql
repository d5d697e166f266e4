create table changes.model (
  id uuid primary key,
  key text not null unique,
  code text not null check (code ~ '^(normal|emergency|non-production|STD-[0-9]+)$'),
  number integer not null check (number >= 1),
  kind text not null check (kind in ('normal', 'standard', 'emergency', 'non-production')),
  state text not null check (state in ('proposed', 'in-force', 'superseded', 'refused', 'withdrawn', 'retired')),
  name text not null check (length(name) between 1 and 200),
  content jsonb not null,
  reason text not null,
  proposed_by uuid references identity.person (id),
  proposed_at timestamptz(3) not null,
  decided_by uuid references identity.person (id),
  decided_at timestamptz(3),
  end_reason text,
  version integer not null,
  unique (code, number),
  check (key = code || '-v' || number),
  check ((kind = 'standard') = (code like 'STD-%') and (kind = 'standard' or kind = code)),
  -- The versions that Interlock comes with were proposed by nobody.
  check (proposed_by is not null or number = 1)
);
comment on table changes.model is 'Versions of models of changes, and of templates of standard changes. What a version says never changes; its state does';
comment on column changes.model.code is 'Which model it is a version of: normal, emergency, non-production, STD-1 and on';
comment on column changes.model.content is '{description, plans: {backOut, test}, limits: {components, minutes, band}, applications, gxp, instructions}';
-- One version of a model is in force, and one waits for a decision.
create unique index model_in_force on changes.model (code) where state = 'in-force';
create unique index model_proposed on changes.model (code) where state = 'proposed';

insert into changes.model (id, key, code, number, kind, state, name, content, reason, proposed_at, version)
select m.id::uuid, m.code || '-v1', m.code, 1, m.code, 'in-force', m.name,
  jsonb_build_object('description', m.description, 'plans', jsonb_build_object('backOut', m.back_out, 'test', m.test),
    'limits', jsonb_build_object('components', null, 'minutes', null, 'band', null), 'applications', '[]'::jsonb, 'gxp', false, 'instructions', ''),
  'Interlock comes with it', now(), 1
from (values
  ('019365a0-0000-7000-8000-000000000001', 'normal', 'Normal', 'Assessed, authorised, built, tested and approved before it goes to production.', 'medium', 'high'),
  ('019365a0-0000-7000-8000-000000000002', 'emergency', 'Emergency',
    'All steps of a normal change; approvals can be given by word of mouth and are signed within the set time.', 'medium', 'high'),
  ('019365a0-0000-7000-8000-000000000003', 'non-production', 'Non-production', 'Permitted and scheduled, outside of production.', 'never', 'never')
) as m (id, code, name, description, back_out, test);

alter table changes.change add column follows text references changes.model (key);
comment on column changes.change.follows is 'The version of its model that it follows since it was submitted; of a standard draft the template that was chosen; null: the first version';
alter table changes.change drop constraint change_model_check;
alter table changes.change add constraint change_model_check check (model in ('normal', 'standard', 'emergency', 'non-production'));
alter table changes.change add constraint change_standard_follows check (model <> 'standard' or follows like 'STD-%');
create index change_by_model on changes.change (follows) where follows is not null;
