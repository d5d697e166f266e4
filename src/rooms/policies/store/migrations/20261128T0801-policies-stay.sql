-- A policy, its exceptions and changes of the profile are not deleted (foundation.keep_row).
create trigger stays before delete on policies.policy for each row execute function foundation.keep_row('policy');
create trigger stays before delete on policies.policy_version for each row execute function foundation.keep_row('policy-version');
create trigger stays before delete on policies.exception for each row execute function foundation.keep_row('policy-exception');
create trigger stays before delete on policies.profile_change for each row execute function foundation.keep_row('profile-change');
