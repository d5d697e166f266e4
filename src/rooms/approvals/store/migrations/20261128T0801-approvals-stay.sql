-- A requirement, its changes and what was said to a step are not deleted (foundation.keep_row).
create trigger stays before delete on approvals.requirement for each row execute function foundation.keep_row('approval-requirement');
create trigger stays before delete on approvals.change for each row execute function foundation.keep_row('approval-change');
create trigger stays before delete on approvals.approval for each row execute function foundation.keep_row('approval');
