-- What people give and see is the run in base 32: readers ask for it, too.
create unique index run_run_key on run (run_key);
