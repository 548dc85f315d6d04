-- Schema 2: contents and dependencies in tables of their own, an audit chain, leased numbers, receipts, dead letters.
-- Runs once in one transaction, also on a new database (after 1.sql). What was queued is copied byte by byte.
drop view ready;
drop index outbox_waiting;
drop index outbox_waiting_of_case;
drop index outbox_unsent;
drop index outbox_case;
alter table outbox rename to outbox_1;

-- One row a message, for ever. It is small, so that a state changes by writing one page; the bytes lie in `contents`.
create table outbox (
    seq             integer primary key, -- the order of filing: no row is ever deleted, so none comes again
    message_id      text not null unique,
    case_id         text not null,
    kind            text not null,
    number          text unique,
    digest          text not null,
    filed_at        text not null,
    filed_boot      text not null default '', -- with filed_uptime_s: an age that no set clock can change
    filed_uptime_s  real not null default 0,
    state           text not null default 'waiting'
                    check (state in ('waiting', 'acknowledged', 'refused', 'held', 'discarded')),
    open_count      integer not null default 0 check (open_count >= 0), -- what it waits for; kept by the triggers
    attempt_count   integer not null default 0,
    last_cause      text not null default '',
    stuck_at        text, -- since when it needs a person
    acknowledged_at text,
    is_exported     integer not null default 0
) strict;

create trigger outbox_is_kept before delete on outbox begin
    select raise(abort, 'a message is never deleted');
end;

create index outbox_pending on outbox (state, open_count, attempt_count, seq) where state <> 'acknowledged';
-- A case's own message is found by its id; only the others need to be found by their case. Filing writes one page less.
create index outbox_beside on outbox (case_id, seq) where message_id <> case_id;
create index outbox_arrived on outbox (state, kind) where state = 'acknowledged' and kind <> 'blob';

-- Queued bytes are written once and deleted once.
create table contents (
    seq  integer primary key references outbox (seq),
    data blob not null
) strict;
create trigger contents_are_final before update on contents begin
    select raise(abort, 'queued bytes are never rewritten');
end;

-- What must have arrived before a message may leave.
create table waits (
    before_id  text not null,
    message_id text not null references outbox (message_id),
    primary key (before_id, message_id)
) strict, without rowid;

-- A dependency that was never filed here, or was discarded by people, holds nothing back.
create trigger waits_begin after insert on waits
when exists (select 1 from outbox where message_id = new.before_id and state not in ('acknowledged', 'discarded'))
begin
    update outbox set open_count = open_count + 1 where message_id = new.message_id;
end;
create trigger waits_end after update of state on outbox
when old.state not in ('acknowledged', 'discarded') and new.state in ('acknowledged', 'discarded')
begin
    update outbox set open_count = open_count - 1
    where message_id in (select message_id from waits where before_id = new.message_id);
end;
create trigger waits_again after update of state on outbox
when old.state in ('acknowledged', 'discarded') and new.state not in ('acknowledged', 'discarded')
begin
    update outbox set open_count = open_count + 1
    where message_id in (select message_id from waits where before_id = new.message_id);
end;

-- The hash chain of audit.py; its canonical form stands there.
create table audit (
    seq      integer primary key,
    at       text not null,
    event    text not null,
    subject  text not null,
    details  text not null,
    previous text not null,
    hash     text not null
) strict;
create index audit_acknowledged on audit (seq) where event = 'acknowledged';
create trigger audit_is_final before update on audit begin
    select raise(abort, 'the audit is never rewritten');
end;
create trigger audit_is_kept before delete on audit begin
    select raise(abort, 'the audit is never shortened');
end;

-- Blocks of serials this machine may give out (decisions/0015), in the order they came.
create table leases (
    id     integer primary key,
    prefix text not null,
    first  integer not null check (first >= 1),
    last   integer not null check (last >= first),
    next   integer not null check (next >= first),
    unique (prefix, first, last)
) strict;

-- What became of each slip; states only move forward.
create table receipts (
    case_id text not null,
    copy    integer not null check (copy >= 1),
    state   text not null check (state in ('composed', 'sent', 'confirmed', 'not_started', 'partial', 'unknown')),
    at      text not null,
    primary key (case_id, copy)
) strict, without rowid;

insert into outbox (seq, message_id, case_id, kind, number, digest, filed_at, state, attempt_count, last_cause,
                    stuck_at, acknowledged_at)
select seq, message_id, case_id, kind, number, digest, filed_at, state, attempt_count, last_cause,
       case when state = 'refused' then filed_at end, acknowledged_at
from outbox_1 order by seq;
insert into contents (seq, data) select seq, content from outbox_1 where content is not null order by seq;
insert into waits (before_id, message_id) select distinct d.value, message_id from outbox_1, json_each(depends_on) as d;
drop table outbox_1;

-- Numbers that were given out day by day count as a block that is used up: a later block begins beyond it.
insert into leases (prefix, first, last, next)
select substr(number, 1, instr(number, '-') - 1), 1, (select max(last) from serials),
       (select max(last) + 1 from serials)
from outbox where number is not null group by 1;
drop table serials;
