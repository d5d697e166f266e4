-- Criteria that the house answers itself. The old rule of shape knew two types; the rules of the room say the rest.
alter table gates.criterion drop constraint criterion_type_check;
alter table gates.criterion add constraint criterion_type_check check (type in ('checklist', 'measure', 'fact'));
alter table gates.criterion drop constraint criterion_check;
alter table gates.criterion add constraint criterion_measure_check
  check ((operator is null) = (threshold is null) and (type <> 'measure' or operator is not null) and (type <> 'checklist' or operator is null));
alter table gates.criterion add column fact text;
alter table gates.criterion add column wants text;
alter table gates.criterion add column found jsonb;
alter table gates.criterion add constraint criterion_fact_check check ((type = 'fact') = (fact is not null));
comment on column gates.criterion.fact is 'Name of the fact that the house measures';
comment on column gates.criterion.wants is 'What a fact that is no number must be; none: true';
comment on column gates.criterion.found is 'What the house measured last {value, until, says, inputs, at}; at: since when it has been so. Acts and guards measure anew';

alter table gates.gate add column measured_at timestamptz(3);
comment on column gates.gate.measured_at is 'When the schedule last measured its facts; no part of the record';
create index criterion_measured on gates.criterion (gate_id) where withdrawn_at is null and fact is not null;

alter table gates.evaluation drop constraint evaluation_occasion_check;
alter table gates.evaluation add constraint evaluation_occasion_check
  check (occasion in ('placed', 'result', 'result-withdrawn', 'waiver', 'waiver-withdrawn', 'decision', 'lapse', 'measured'));
