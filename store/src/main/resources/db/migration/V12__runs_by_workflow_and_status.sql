-- Readers look for runs of a workflow, whose namespace they may leave out, and for runs in a state: a view passes a condition
-- on to an index of its table only if it shows the column as it is, and shows the index's first one.
create index run_of_workflow on run (workflow, namespace, run_id desc);
drop index run_workflow;
create index deployment_workflow on deployment (tenant, namespace, workflow);

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
    cast(extract(epoch from (ended_at - created_at)) * 1000 as bigint) as duration_ms,
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

insert into report_column (view_name, column_name, meaning) values
    ('runs', 'status_unpaused', 'the status as if no run were ever paused; a condition on this one is answered by an index');
