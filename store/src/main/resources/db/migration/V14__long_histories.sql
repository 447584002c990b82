-- The attempts that failed, apart: they are few, and to find them among all attempts takes reading all of those.
create table failure (
    run_id bigint not null,
    node_id varchar(255) not null,
    attempt integer not null,
    run_key char(13) not null,
    namespace varchar(255) not null,
    workflow varchar(255) not null,
    error_kind varchar(16),
    error_code varchar(255),
    error varchar(4000),
    started_at timestamp(3) with time zone,
    ended_at timestamp(3) with time zone,
    digest varchar(255),
    primary key (run_id, node_id, attempt)
);

insert into failure (run_id, node_id, attempt, run_key, namespace, workflow, error_kind, error_code, error, started_at,
    ended_at, digest)
select n.run_id, n.node_id, n.attempt, r.run_key, r.namespace, r.workflow, n.error_kind, n.error_code, n.error,
    n.started_at, n.ended_at, n.digest
from node_run n join run r on r.run_id = n.run_id
where n.state = 'FAILED' and n.attempt > 0;

create index failure_of_plugin on failure (digest, run_id desc);
create index failure_of_workflow on failure (workflow, namespace, run_id desc);

create view report.failures as
select
    run_key as run_id,
    run_id as run_number,
    namespace,
    workflow,
    node_id,
    attempt,
    error_kind,
    error_code,
    error,
    started_at,
    ended_at,
    digest as plugin_digest
from failure;
comment on view report.failures is 'Every attempt that failed, also those that were tried again.';

insert into report_column (view_name, column_name, meaning) values
    ('failures', 'run_id', 'the run, as 13 characters of base 32'),
    ('failures', 'run_number', 'the same id as a number; later runs have higher ones'),
    ('failures', 'namespace', 'namespace of the workflow'),
    ('failures', 'workflow', 'id of the workflow'),
    ('failures', 'node_id', 'the node'),
    ('failures', 'attempt', 'counts from 1'),
    ('failures', 'error_kind', 'USER, LIMIT, EXTERNAL or INTERNAL'),
    ('failures', 'error_code', 'the stable code that retry rules name'),
    ('failures', 'error', 'one sentence'),
    ('failures', 'started_at', 'when it began'),
    ('failures', 'ended_at', 'when it failed'),
    ('failures', 'plugin_digest', 'digest of the code it ran: jar:sha256:..., wasm:sha256:... or built-in:name@version');

-- Milliseconds by whole numbers: a difference as an interval and its seconds as a decimal cost a sixth of reading a run.
-- Times are written in UTC, which H2's datediff takes for granted.
create or replace view report.runs as
select
    run_key as run_id,
    run_id as run_number,
    namespace,
    workflow,
    revision,
    case when paused_at is not null and cancel_reason is null and status in ('QUEUED', 'RUNNING')
        then cast('PAUSED' as varchar(16)) else status end as status,
    cause,
    trigger_name,
    slot_time,
    created_at,
    started_at,
    ended_at,
    case when ended_at is not null
        then coalesce(took_ms, greatest(0, datediff(millisecond, created_at, ended_at))) end as duration_ms,
    nodes_total,
    nodes_done,
    error,
    cancel_reason,
    rerun_of,
    priority,
    paused_by,
    pause_reason,
    paused_at,
    payloads_gone_at,
    idempotency_key,
    status as status_unpaused
from run;
comment on view report.runs is 'Every run, one row each.';

-- The order of a query is no matter to the view that it asks: only one within the view is answered by an index.
create view report.newest_runs as
select
    run_key as run_id,
    run_id as run_number,
    namespace,
    workflow,
    revision,
    case when paused_at is not null and cancel_reason is null and status in ('QUEUED', 'RUNNING')
        then cast('PAUSED' as varchar(16)) else status end as status,
    cause,
    trigger_name,
    slot_time,
    created_at,
    started_at,
    ended_at,
    case when ended_at is not null
        then coalesce(took_ms, greatest(0, datediff(millisecond, created_at, ended_at))) end as duration_ms,
    nodes_total,
    nodes_done,
    error,
    cancel_reason,
    rerun_of,
    priority,
    paused_by,
    pause_reason,
    paused_at,
    payloads_gone_at,
    idempotency_key,
    status as status_unpaused
from run
order by run_id desc
fetch first 1000 rows only;
comment on view report.newest_runs is 'The last 1,000 runs, as in runs.';

insert into report_column (view_name, column_name, meaning)
select 'newest_runs', column_name, meaning from report_column where view_name = 'runs';


create or replace view report.attempts as
select
    r.run_key as run_id,
    r.run_id as run_number,
    n.node_id,
    n.attempt,
    case when n.digest like '%:%' then substring(n.digest from 1 for position(':' in n.digest) - 1) end as kind,
    case when n.state = 'RUNNING' and exists (
            select 1 from node_run l
            where l.run_id = n.run_id and l.node_id = n.node_id and l.attempt > n.attempt)
        then 'LOST' else n.state end as state,
    n.reason,
    n.error_kind,
    n.error_code,
    n.error,
    n.started_at,
    n.ended_at,
    case when n.ended_at >= n.started_at then datediff(millisecond, n.started_at, n.ended_at)
        when n.ended_at is not null and n.started_at is not null then 0 end as wall_ms,
    n.retry_at,
    n.wake_at,
    n.fuel_units,
    n.cpu_nanos,
    n.peak_memory_bytes,
    n.stdout_bytes,
    n.stderr_bytes,
    n.digest as plugin_digest,
    cast(coalesce(n.outcome, case n.state
        when 'SUCCEEDED' then 'OK'
        when 'SKIPPED' then 'SKIPPED'
        when 'CANCELLED' then 'CANCELLED'
        when 'FAILED' then case n.error_code
            when 'Trap' then 'TRAP'
            when 'FuelExhausted' then 'FUEL_EXHAUSTED'
            when 'BudgetSpent' then 'BUDGET_SPENT'
            when 'Timeout' then 'TIMED_OUT'
            when 'MemoryLimit' then 'MEMORY_LIMIT'
            when 'StackLimit' then 'STACK_LIMIT'
            when 'InputLimit' then 'INPUT_LIMIT'
            when 'InputTooLarge' then 'INPUT_LIMIT'
            when 'OutputLimit' then 'OUTPUT_LIMIT'
            when 'OutputTooLarge' then 'OUTPUT_LIMIT'
            else 'FAILED' end
        end) as varchar(32)) as outcome,
    n.isolation,
    n.fuel_schedule,
    n.wall_nanos,
    n.queue_nanos,
    n.stdin_bytes,
    n.host_calls,
    n.peak_stack_units,
    n.recorded
from node_run n join run r on r.run_id = n.run_id
where n.attempt > 0;
comment on view report.attempts is 'Every attempt of every node.';
