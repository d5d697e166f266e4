-- A window and a freeze are not deleted (foundation.keep_row).
create trigger stays before delete on calendar.release_window for each row execute function foundation.keep_row('window');
create trigger stays before delete on calendar.freeze for each row execute function foundation.keep_row('freeze');
