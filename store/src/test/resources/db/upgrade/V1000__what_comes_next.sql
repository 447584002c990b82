-- Stands for the next version in tests.
alter table run add column urgency integer default 5 not null;
create or replace view report.runs as
select run_key as run_id, run_id as run_number, urgency from run;
