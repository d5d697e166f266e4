-- Whoever follows what people were told asks for what is new, every few seconds.
create index notice_by_time on signatures.notice (found_at);
