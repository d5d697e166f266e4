-- What rooms with the arrow to interlocks may join (read-only): which records are on a collision course now, and how gravely.
create view interlocks.open_parties as
  select one_kind as kind, one_id as id, rule, severity from interlocks.collision where cleared_at is null
  union all
  select other_kind, other_id, rule, severity from interlocks.collision where cleared_at is null and other_id is not null;
comment on view interlocks.open_parties is 'Published: each party of each open collision, for lists that are counted and filtered by it';
