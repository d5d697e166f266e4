-- Whoever holds several roles may choose in which one a session acts: the trail then names that one, and no other right counts (EU GMP Annex 11 draft 12.2).
alter table identity.session add column acting_role text;
comment on column identity.session.acting_role is 'The one role in which the session acts; null: in all that the person holds';
