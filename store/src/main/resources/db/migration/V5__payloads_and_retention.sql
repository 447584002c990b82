-- Which runs' records name which payload file. A file that nobody names may go.
create table payload (
    run_id bigint not null,
    sha256 char(64) not null,
    size_bytes bigint not null,
    primary key (run_id, sha256)
);
create index payload_sha256 on payload (sha256);

alter table run add column payloads_gone_at timestamp(3) with time zone;

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
    payloads_gone_at
from run;
comment on view report.runs is 'Every run, one row each.';

insert into report_column (view_name, column_name, meaning) values
    ('runs', 'payloads_gone_at', 'when its inputs and outputs were deleted, being old enough; null if they are there');
