-- Where a session was used last: an account that is used from two places at once is shared, or stolen.
alter table identity.session add column seen_from text not null default '';
comment on column identity.session.seen_from is 'Address of its last use, as of seen_at; empty where none was kept';
alter table identity.session drop constraint session_end_cause_check;
alter table identity.session add constraint session_end_cause_check
  check (end_cause in ('self', 'everywhere', 'password', 'administrator', 'disabled', 'idle', 'expired', 'shared'));
