-- What the tables refused: an entry of the journal, or what it tells of one run. run_id is 0 if it is not of a run.
create table set_aside (
    run_id bigint not null,
    entry bigint not null,
    reason varchar(4000) not null,
    at timestamp(3) with time zone not null,
    primary key (run_id, entry)
);
