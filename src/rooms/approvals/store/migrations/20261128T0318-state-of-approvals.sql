alter table approvals.approval add column state text not null
  generated always as (case when withdrawn_at is null then verdict else 'withdrawn' end) stored
  check (state in ('approved', 'rejected', 'withdrawn'));
comment on column approvals.approval.state is 'State of the machine “approval”, derived from verdict and withdrawal';
