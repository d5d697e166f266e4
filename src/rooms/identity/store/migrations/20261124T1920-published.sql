-- What rooms with the arrow to identity may join (read-only): names of people and units.
create view identity.people as select id, name, email, state from identity.person;
comment on view identity.people is 'Published: names of people for rooms that show them';
create view identity.units as select id, key, name, parent_id, path, withdrawn_at from identity.unit;
comment on view identity.units is 'Published: the organisation tree for rooms that are scoped by it';
