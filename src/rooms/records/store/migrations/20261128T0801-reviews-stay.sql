-- A review of the audit trail is not deleted (foundation.keep_row).
create trigger stays before delete on records.review for each row execute function foundation.keep_row('audit-review');
