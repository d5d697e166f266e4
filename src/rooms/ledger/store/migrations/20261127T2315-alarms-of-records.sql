-- A verification also finds what the entries cannot show by themselves: a record, or a signature, that is another in its own table.
alter table ledger.alarm drop constraint alarm_kind_check;
alter table ledger.alarm add constraint alarm_kind_check check (kind in ('fork', 'damage', 'key', 'records'));
comment on column ledger.alarm.kind is 'fork: the tree is not the one that was signed before; damage: values, places or tree do not fit; key: the key may not sign; records: a record or a signature is not what its entries lead to';
