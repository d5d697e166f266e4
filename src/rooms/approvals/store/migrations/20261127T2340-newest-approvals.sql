-- The list of everything that was said, newest first.
create index approval_newest on approvals.approval (at, id);
