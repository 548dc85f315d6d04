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
    acknowledged_at text,
    check (state = 'acknowledged' or content is not null)
) strict;

create index if not exists outbox_waiting on outbox (attempt_count, seq) where state = 'waiting';
create index if not exists outbox_waiting_of_case on outbox (case_id, seq) where state = 'waiting';
create index if not exists outbox_unsent on outbox (state) where state <> 'acknowledged';
create index if not exists outbox_case on outbox (case_id);

-- What waits for nothing but the network. A dependency that was never filed here does not hold anything back.
create view if not exists ready as
select seq, message_id, case_id, kind, content, digest, attempt_count
from outbox as o
where state = 'waiting'
  and not exists (
    select 1 from json_each(o.depends_on) as d join outbox as before on before.message_id = d.value
    where before.state <> 'acknowledged');

-- One row a civil day: the last serial given out. Never lowered, so a clock set back cannot repeat a number.
create table if not exists serials (
    day  text primary key,
    last integer not null
) strict;
