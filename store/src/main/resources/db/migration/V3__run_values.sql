-- What the nodes of a run keep for each other.
create table run_value (
    run_id bigint not null,
    name varchar(128) not null,
    data varchar not null,
    node_id varchar(255) not null,
    attempt integer not null,
    written_at timestamp(3) with time zone not null,
    primary key (run_id, name)
);

create view report.run_values as
select r.run_key as run_id, r.run_id as run_number, v.name, v.data, v.node_id, v.attempt, v.written_at
from run_value v join run r on r.run_id = v.run_id;
comment on view report.run_values is 'What the nodes of each run keep for each other.';

insert into report_column (view_name, column_name, meaning) values
    ('run_values', 'run_id', 'the run, as 13 characters of base 32'),
    ('run_values', 'run_number', 'the same id as a number; later runs have higher ones'),
    ('run_values', 'name', 'the key'),
    ('run_values', 'data', 'what was written last under it, as JSON'),
    ('run_values', 'node_id', 'the node that wrote it'),
    ('run_values', 'attempt', 'the attempt of that node'),
    ('run_values', 'written_at', 'when it was written');

update report_column set meaning = 'what started it: manual, cron, interval, once or rerun'
where view_name = 'runs' and column_name = 'cause';
update report_column
set meaning = 'RUNNING, RETRYING, SUSPENDED, WAITING (to run again after a retry of the run), SUCCEEDED, FAILED, SKIPPED or CANCELLED'
where view_name = 'node_runs' and column_name = 'state';
update report_column set meaning = 'why it was skipped, cancelled or forced, or what it waits for'
where view_name in ('node_runs', 'attempts') and column_name = 'reason';
