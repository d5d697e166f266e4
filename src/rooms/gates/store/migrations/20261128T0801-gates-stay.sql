-- A gate is not deleted (foundation.keep_row).
create trigger stays before delete on gates.gate for each row execute function foundation.keep_row('gate');
