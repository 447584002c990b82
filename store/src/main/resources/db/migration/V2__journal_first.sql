-- The database follows a journal: what it has applied of it stands here, changed in the same transaction as the rest.
create table applied (
    k integer not null primary key,
    journal varchar(64) not null,
    seq bigint not null,
    at timestamp(3) with time zone not null
);
insert into applied (k, journal, seq, at) values (1, '', 0, current_timestamp(3));

-- The records of each run, as bytes, some at a time. Those from before stay in event, with their data.
create table run_log (
    run_id bigint not null,
    first_seq bigint not null,
    last_seq bigint not null,
    records varbinary not null,
    primary key (run_id, first_seq)
);

alter table run add column started_seq bigint;
alter table run add column ended_seq bigint;
alter table node_run add column started_seq bigint;
alter table node_run add column ended_seq bigint;

-- New rows are only those records that the rows of runs and attempts do not tell of.
alter table event alter column data set null;

create or replace view report.events as
select r.run_key as run_id, r.run_id as run_number, e.seq, e.type, e.node_id, e.attempt, e.at
from event e join run r on r.run_id = e.run_id
union all
select run_key, run_id, started_seq, cast('run-started' as varchar(64)), cast(null as varchar(255)),
    cast(null as integer), created_at
from run where started_seq is not null
union all
select run_key, run_id, ended_seq, cast('run-ended' as varchar(64)), cast(null as varchar(255)),
    cast(null as integer), ended_at
from run where ended_seq is not null
union all
select r.run_key, r.run_id, n.started_seq, cast('attempt-started' as varchar(64)), n.node_id, n.attempt, n.started_at
from node_run n join run r on r.run_id = n.run_id
where n.started_seq is not null
union all
select r.run_key, r.run_id, n.ended_seq,
    cast(case n.state when 'SUCCEEDED' then 'node-succeeded' when 'FAILED' then 'attempt-failed'
        when 'SKIPPED' then 'node-skipped' else 'node-cancelled' end as varchar(64)),
    n.node_id, case when n.state in ('SUCCEEDED', 'FAILED') then n.attempt end, n.ended_at
from node_run n join run r on r.run_id = n.run_id
where n.ended_seq is not null;
comment on view report.events is 'The records of each run in their order, without their payloads.';

-- What the views show that they did not.
update report_column set meaning =
    'QUEUED, RUNNING, SUCCEEDED, FAILED or CANCELLED'
where view_name = 'runs' and column_name = 'status';
update report_column set meaning =
    'RUNNING, RETRYING, SUSPENDED, WAITING (to run again after a retry of the run), SUCCEEDED, FAILED, SKIPPED or CANCELLED'
where view_name = 'node_runs' and column_name = 'state';
update report_column set meaning =
    'why it was skipped, cancelled or forced, or what it waits for'
where view_name = 'node_runs' and column_name = 'reason';
update report_column set meaning =
    'why it was skipped, cancelled or forced, or what it waits for'
where view_name = 'attempts' and column_name = 'reason';
update report_column set meaning =
    'run-started, run-queued, run-admitted, attempt-started, node-succeeded, attempt-failed, node-suspended, node-awaits, node-skipped, node-cancelled, node-forced, run-paused, run-resumed, run-reopened, signal-received, priority-changed, cancel-requested or run-ended'
where view_name = 'events' and column_name = 'type';
update report_column set meaning =
    'what started it: manual, cron, interval, once or rerun'
where view_name = 'runs' and column_name = 'cause';
