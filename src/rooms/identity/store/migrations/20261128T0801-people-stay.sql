-- A person and a unit are not deleted (foundation.keep_row).
create trigger stays before delete on identity.person for each row execute function foundation.keep_row('person');
create trigger stays before delete on identity.unit for each row execute function foundation.keep_row('unit');
