-- How long a run took, which the wall clock does not tell where it was set meanwhile. Null in runs that ended before.
alter table run add column took_ms bigint;

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
    case when ended_at is not null then coalesce(took_ms,
        greatest(0, cast(extract(epoch from (ended_at - created_at)) * 1000 as bigint))) end as duration_ms,
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
    case when n.ended_at >= n.started_at
        then cast(extract(epoch from (n.ended_at - n.started_at)) * 1000 as bigint)
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

update report_column set meaning = 'milliseconds from created_at to ended_at, whatever became of the clock meanwhile'
where view_name = 'runs' and column_name = 'duration_ms';
update report_column set meaning = 'milliseconds from started_at to ended_at, by the wall clock; never negative'
where view_name = 'attempts' and column_name = 'wall_ms';
