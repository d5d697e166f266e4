alter table gates.criterion drop constraint criterion_type_check;
alter table gates.criterion add constraint criterion_type_check check (type in ('checklist', 'measure', 'fact', 'expression'));
alter table gates.criterion add column expression text check (length(expression) between 1 and 1000);
alter table gates.criterion add constraint criterion_expression_of_type check ((type = 'expression') = (expression is not null));
comment on column gates.criterion.expression is 'What is computed from the results of the other criteria and from facts';
drop index gates.criterion_measured;
create index criterion_measured on gates.criterion (gate_id) where withdrawn_at is null and (fact is not null or expression is not null);
