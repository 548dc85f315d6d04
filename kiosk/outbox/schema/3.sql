-- Schema 3: how staff get in (decisions/0039). A try is written here before it is looked at.
create table lockouts (
    credential text primary key,
    try_count  integer not null check (try_count >= 1),
    boot       text not null, -- the run of the machine that `from_s` is of
    from_s     real not null  -- monotonic: the last try, or the start of this run
) strict, without rowid;

-- What staff are checked against, one generation at a time; `escrow` waits until the platform has it.
create table access (
    id             integer primary key check (id = 1),
    generation     integer not null check (generation >= 1),
    answer_key     blob not null,
    pin_clerk      text not null,
    pin_technician text not null,
    escrow         blob,
    last_revival   integer not null default 0
) strict;
