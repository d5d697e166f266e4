-- An application is not deleted (foundation.keep_row).
create trigger stays before delete on portfolio.application for each row execute function foundation.keep_row('application');
