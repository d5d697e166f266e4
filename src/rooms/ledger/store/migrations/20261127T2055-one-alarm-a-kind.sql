-- One open alarm a kind: the first difference is what counts. Told apart by their words, alarms that name the present size of the log would follow each other for ever,
-- because each of them is itself an entry that makes it grow.
update ledger.alarm a set ended_at = a.raised_at
  where a.ended_at is null and exists (select from ledger.alarm b where b.kind = a.kind and b.ended_at is null and b.id < a.id);
drop index ledger.alarm_open;
create unique index alarm_open on ledger.alarm (kind) where ended_at is null;
comment on table ledger.alarm is 'Differences that the signer or a verification found; one of a kind is open at a time';
