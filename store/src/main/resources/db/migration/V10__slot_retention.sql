-- Up to which fire time the slots of a trigger were deleted: none of them is ever recorded again.
create table slot_retention (
    tenant varchar(128) default 'default' not null,
    namespace varchar(255) not null,
    workflow varchar(255) not null,
    name varchar(255) not null,
    through timestamp(3) with time zone not null,
    primary key (tenant, namespace, workflow, name)
);
