-- The outbox. Rows are appended in one commit each and never rewritten but for their delivery; an acknowledged row
-- loses its content and keeps its identity for ever.
create table if not exists outbox (
    seq             integer primary key autoincrement,
    message_id      text not null unique,
    case_id         text not null,
    kind            text not null,
    number          text unique,
    digest          text not null,
    content         blob,
    depends_on      text not null default '[]',
    filed_at        text not null,
    state           text not null default 'waiting' check (state in ('waiting', 'acknowledged', 'refused')),
    attempt_count   integer not null default 0,
    last_cause      text not null default '',
    acknowledged_at text
) strict;

create index if not exists outbox_waiting on outbox (seq) where state = 'waiting';
create index if not exists outbox_case on outbox (case_id);

-- One row a civil day: the last serial given out. Never lowered, so a clock set back cannot repeat a number.
create table if not exists serials (
    day  text primary key,
    last integer not null
) strict;
