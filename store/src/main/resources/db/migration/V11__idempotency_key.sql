-- The key of the request that started a run, of those that had one; the database keeps two runs of a tenant from having it.
alter table run add column key_tenant varchar(255);
alter table run add column idempotency_key varchar(200);
alter table run add column inputs_digest varchar(64);
create unique index run_idempotency_key on run (key_tenant, idempotency_key);

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
    idempotency_key
from run;
comment on view report.runs is 'Every run, one row each.';

insert into report_column (view_name, column_name, meaning) values
    ('runs', 'idempotency_key', 'the key it was started with; null if with none');
