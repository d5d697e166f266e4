-- What judged, and what came before: a kept evaluation can be computed again, and a gap or a change shows.
alter table gates.evaluation
  add column gate_version integer,
  add column build text,
  add column rules integer,
  add column green_since timestamptz(3),
  add column green_until timestamptz(3),
  add column latest_at timestamptz(3),
  add column seal bytea check (length(seal) = 32),
  add check ((seal is null) = (gate_version is null and build is null and rules is null and latest_at is null)),
  add check (green or (green_since is null and green_until is null));
comment on column gates.evaluation.gate_version is 'Version of the gate that the same act left; none before seals';
comment on column gates.evaluation.rules is 'Version of the rules that judged';
comment on column gates.evaluation.green_since is 'Since when all criteria are green without break, as this evaluation leaves it';
comment on column gates.evaluation.green_until is 'When time alone ends that; none where it never does';
comment on column gates.evaluation.latest_at is 'The latest moment that the gate had seen: a clock that steps back begins no green time before it';
comment on column gates.evaluation.seal is 'SHA-256 over the RFC 8785 text of all of it and the seal before; the ledger names it';

alter table gates.gate
  add column green_hours integer check (green_hours between 1 and 2160),
  add column evaluation_id uuid references gates.evaluation (id);
comment on column gates.gate.green_hours is 'For how long all criteria must have been green without break before it can pass';
comment on column gates.gate.evaluation_id is 'The evaluation that was kept last';

update gates.gate g set evaluation_id = (select e.id from gates.evaluation e where e.gate_id = g.id order by e.place desc limit 1);
