-- How the code of each attempt was run. In one statement, because the table is copied for each.
alter table node_run add column (
    outcome varchar(32),
    isolation varchar(255),
    fuel_schedule integer default 0 not null,
    wall_nanos bigint default 0 not null,
    queue_nanos bigint default 0 not null,
    stdin_bytes bigint default 0 not null,
    host_calls bigint default 0 not null,
    peak_stack_units bigint default 0 not null,
    recorded boolean default false not null
);

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
    cast(extract(epoch from (n.ended_at - n.started_at)) * 1000 as bigint) as wall_ms,
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

insert into report_column (view_name, column_name, meaning) values
    ('attempts', 'outcome',
        'how its code ended, in a word: OK, FAILED, TRAP, FUEL_EXHAUSTED, TIMED_OUT, ...; null while it has not'),
    ('attempts', 'isolation', 'what stood between its code and the host: wasm, bwrap, ...; null if nothing, or not known'),
    ('attempts', 'fuel_schedule', 'price list that the fuel is counted by; 0 where it is not measured'),
    ('attempts', 'wall_nanos', 'nanoseconds from the start of the code itself to its end; 0 where it is not measured'),
    ('attempts', 'queue_nanos', 'nanoseconds the code waited for a place in the sandbox; 0 where it is not measured'),
    ('attempts', 'stdin_bytes', 'bytes read as input; 0 where it is not measured'),
    ('attempts', 'host_calls', 'calls of functions of the host; 0 where it is not measured'),
    ('attempts', 'peak_stack_units', 'deepest nesting of calls; 0 where it is not measured'),
    ('attempts', 'recorded', 'whether it can be run again with sandglass replay');
