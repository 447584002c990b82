alter table run add column urgency integer default 5 not null;
alter table no_such_table add column x integer;
