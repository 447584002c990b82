-- A run whose own row is refused has no other place in the history than this.
alter table set_aside add column run_key varchar(13);

create view report.refused as
select
    coalesce(s.run_key, r.run_key) as run_id,
    case when s.run_id = 0 then null else s.run_id end as run_number,
    s.entry,
    s.reason,
    s.at,
    r.run_id is not null as listed
from set_aside s
left join run r on r.run_id = s.run_id;
comment on view report.refused is 'What these tables did not take of what was acknowledged; the journal has it.';

insert into report_column (view_name, column_name, meaning) values
    ('refused', 'run_id', 'the run that it is about; null if it is about none'),
    ('refused', 'run_number', 'the same as a number'),
    ('refused', 'entry', 'the number of the journal''s entry'),
    ('refused', 'reason', 'why, in the words of the database'),
    ('refused', 'at', 'when it was refused'),
    ('refused', 'listed', 'whether the views show the run all the same, without what was refused');
