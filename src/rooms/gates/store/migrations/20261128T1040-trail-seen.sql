-- Who decides a gate looked at the trail of its record first (FDA guidance on data integrity, questions 7 and 8).
alter table gates.decision add column trail_first bigint;
alter table gates.decision add column trail_last bigint;
alter table gates.decision add column trail_entries integer;
alter table gates.decision add column trail_sha256 text;
alter table gates.decision add constraint decision_trail_whole check (
  (trail_entries is null) = (trail_sha256 is null)
  and (trail_first is null) = (trail_last is null)
  and (trail_last is null or trail_entries > 0)
);
comment on column gates.decision.trail_first is 'First place in the ledger of the part of the trail that the decider looked at; null where nothing came since it was looked at last, or nobody had to look';
comment on column gates.decision.trail_last is 'Last place of that part: the next decision on a gate of the record begins behind it';
comment on column gates.decision.trail_entries is 'How many entries of the record and its gates lie in it; null where nobody had to look';
comment on column gates.decision.trail_sha256 is 'SHA-256 over their hashes, one a line, in their order';
