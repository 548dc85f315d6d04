-- Every statement names `state <> 'acknowledged'` where the index of what is pending shall be used, and finds the messages
-- of a case by two ways, each with an index of its own: the case by its id, what stands beside it by
-- `message_id <> case_id`.

-- name: add_row(message_id, case_id, kind, number, digest, filed_at, filed_boot, filed_uptime_s)!
insert into outbox (message_id, case_id, kind, number, digest, filed_at, filed_boot, filed_uptime_s)
values (:message_id, :case_id, :kind, :number, :digest, :filed_at, :filed_boot, :filed_uptime_s);

-- name: add_content(data)!
insert into contents (seq, data) values (last_insert_rowid(), :data);

-- name: add_wait(message_id, before_id)!
insert into waits (before_id, message_id)
select :before_id, :message_id where exists (select 1 from outbox where message_id = :before_id)
on conflict do nothing;

-- name: row_of(message_id)^
select message_id, case_id, kind, state, number, acknowledged_at, last_cause, filed_at
from outbox where message_id = :message_id;

-- name: due_rows(held, most)
-- The first ready row of each case, the least often tried first, so that one that never gets through cannot keep the
-- others from being tried. A case whose first row is in `held` (a JSON list) is passed over.
select o.message_id, o.case_id, o.kind, c.data, o.digest, o.attempt_count
from outbox as o cross join contents as c on c.seq = o.seq
where o.state <> 'acknowledged' and o.state = 'waiting' and o.open_count = 0
  and not exists (
    select 1 from outbox as earlier
    where (earlier.message_id = o.case_id or earlier.case_id = o.case_id and earlier.message_id <> earlier.case_id)
      and earlier.seq < o.seq and earlier.state = 'waiting' and earlier.open_count = 0)
  and o.message_id not in (select value from json_each(:held))
order by o.attempt_count, o.seq limit :most;

-- name: first_of_case(case_id)
select o.message_id, o.case_id, o.kind, c.data, o.digest, o.attempt_count
from outbox as o cross join contents as c on c.seq = o.seq
where (o.message_id = :case_id or o.case_id = :case_id and o.message_id <> o.case_id)
  and o.state = 'waiting' and o.open_count = 0
order by o.seq limit 1;

-- name: mark_acknowledged(message_id, acknowledged_at)!
update outbox set state = 'acknowledged', acknowledged_at = :acknowledged_at, last_cause = '', stuck_at = null
where message_id = :message_id and state <> 'acknowledged';

-- name: forget_contents(case_id)!
-- What arrived or was discarded loses its content at once; a blob only when nothing that names it is still on its way,
-- since the platform may ask for it again.
delete from contents where seq in (
  select done.seq from outbox as done
  where (done.message_id = :case_id or done.case_id = :case_id and done.message_id <> done.case_id)
    and done.state in ('acknowledged', 'discarded')
    and (done.kind <> 'blob' or not exists (
      select 1 from waits join outbox as later on later.message_id = waits.message_id
      where waits.before_id = done.message_id and later.state not in ('acknowledged', 'discarded'))));

-- name: mark_tried(message_id, cause)!
update outbox set attempt_count = attempt_count + 1, last_cause = :cause
where message_id = :message_id and state = 'waiting';

-- name: mark_refused(message_id, cause, at)!
update outbox set state = 'refused', attempt_count = attempt_count + 1, last_cause = :cause, stuck_at = :at
where message_id = :message_id and state = 'waiting';

-- name: mark_lacking(case_id, digest)!
-- A blob that the platform says it lacks goes out again, if its bytes are still here.
update outbox set state = 'waiting', acknowledged_at = null
where case_id = :case_id and message_id <> case_id and kind = 'blob' and digest = :digest and state = 'acknowledged'
  and seq in (select seq from contents);

-- name: queue_report()^
-- The first in the queue is found among the contents, which only what has not arrived still has.
select (select count(*) from outbox where state <> 'acknowledged' and state = 'waiting'),
       (select count(*) from outbox where state <> 'acknowledged' and state = 'refused'),
       (select count(*) from outbox where state <> 'acknowledged' and state = 'held'),
       oldest.filed_at, oldest.filed_boot, oldest.filed_uptime_s,
       (select count(*) from outbox where state = 'acknowledged' and kind <> 'blob'),
       coalesce((select at from audit where event = 'acknowledged' order by seq desc limit 1),
                (select max(acknowledged_at) from outbox where state = 'acknowledged' and kind <> 'blob'))
from (select 1) left join (
  select filed_at, filed_boot, filed_uptime_s from contents cross join outbox on outbox.seq = contents.seq
  where outbox.state = 'waiting' order by contents.seq limit 1) as oldest;

-- name: is_anything_pending()$
select exists (select 1 from outbox where state <> 'acknowledged' and state in ('waiting', 'refused', 'held'));


-- ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────

-- name: add_lease(prefix, first, last)!
-- Serials that another block of the prefix covers stay that block's.
insert into leases (prefix, first, last, next)
values (:prefix, :first, :last, max(:first, coalesce(
  (select max(last) + 1 from leases where prefix = :prefix and first <= :last and last >= :first), 1)))
on conflict do nothing;

-- name: prefix_in_use()$
-- Of the block that came last: numbers are given out under it and no other.
select prefix from leases order by id desc limit 1;

-- name: next_serial()^
update leases set next = next + 1 where id = (
  select min(id) from leases
  where next <= last and prefix = (select prefix from leases order by id desc limit 1))
returning prefix, next - 1;

-- name: is_number_taken(number)$
select exists (select 1 from outbox where number = :number);

-- name: numbers_left()$
select coalesce(sum(max(0, last - next + 1)), 0) from leases
where prefix = (select prefix from leases order by id desc limit 1);

-- name: last_serial()$
select coalesce(max(last), 0) from leases
where prefix = (select prefix from leases order by id desc limit 1);


-- ── receipts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

-- name: note_receipt(case_id, copy, state, at)!
-- Only forward: composed, then sent, then what is known of its end, for ever.
insert into receipts (case_id, copy, state, at) values (:case_id, :copy, :state, :at)
on conflict do update set state = excluded.state, at = excluded.at
where state = 'composed' and excluded.state <> 'composed'
   or state = 'sent' and excluded.state not in ('composed', 'sent');

-- name: receipts_of(case_id)
select case_id, copy, state, at from receipts where case_id = :case_id order by copy;


-- ── dead letters ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- name: stuck_rows()
select message_id, case_id, kind, last_cause, stuck_at, attempt_count, state = 'held'
from outbox where state <> 'acknowledged' and state in ('refused', 'held') order by seq;

-- name: tried_rows()
-- By the index of what is pending: what waits for another message, or was never tried, is not looked at.
select message_id, case_id, kind, last_cause, filed_at, attempt_count, filed_boot, filed_uptime_s
from outbox where state <> 'acknowledged' and state = 'waiting' and open_count = 0 and attempt_count > 0 order by seq;

-- name: mark_retried(message_id)!
update outbox set state = 'waiting', stuck_at = null where message_id = :message_id and state in ('refused', 'held');

-- name: mark_held(message_id, at)!
update outbox set state = 'held', stuck_at = coalesce(stuck_at, :at)
where message_id = :message_id and state in ('waiting', 'refused');

-- name: pending_rows()
-- What the first schema queued knows no run of the machine, and is in plain text.
select filed_boot = '', seq, message_id, case_id, kind, number, digest, filed_at, state, last_cause, attempt_count
from outbox where state <> 'acknowledged' and state <> 'discarded' order by seq;

-- name: acknowledged_before()$
-- Messages that were acknowledged before this database recorded it: to a machine without an identity, or in another file.
select coalesce(sum(json_extract(details, '$.acknowledged_count')), 0) from audit
where event in ('migrated', 'salvaged');

-- name: acknowledged_count()$
select count(*) from outbox where state = 'acknowledged' and kind <> 'blob';

-- name: was_migrated()$
select exists (select 1 from audit where event = 'migrated');

-- name: was_salvaged(name)$
select exists (select 1 from audit where event = 'salvaged' and subject = :name);

-- name: add_salvaged(message_id, case_id, kind, number, digest, filed_at, filed_boot, filed_uptime_s, state, attempt_count, last_cause, stuck_at, acknowledged_at, is_exported)!
insert into outbox (message_id, case_id, kind, number, digest, filed_at, filed_boot, filed_uptime_s, state,
                    attempt_count, last_cause, stuck_at, acknowledged_at, is_exported)
values (:message_id, :case_id, :kind, :number, :digest, :filed_at, :filed_boot, :filed_uptime_s, :state,
        :attempt_count, :last_cause, :stuck_at, :acknowledged_at, :is_exported);

-- name: content_of(seq)$
select data from contents where seq = :seq;

-- name: waits_of_pending()
select waits.message_id, waits.before_id from waits join outbox using (message_id)
where outbox.state <> 'acknowledged' and outbox.state <> 'discarded' order by outbox.seq, before_id;

-- name: mark_exported(message_ids)!
update outbox set is_exported = 1
where state not in ('acknowledged', 'discarded') and message_id in (select value from json_each(:message_ids));

-- name: with_dependents(message_id)
-- A stuck message and everything that can never leave without it.
with recursive lost (message_id) as (
  select message_id from outbox where message_id = :message_id and state in ('refused', 'held')
  union
  select after.message_id
  from lost join waits on waits.before_id = lost.message_id join outbox as after on after.message_id = waits.message_id
  where after.state not in ('acknowledged', 'discarded')
)
select o.message_id, o.case_id, o.is_exported from lost cross join outbox as o using (message_id) order by o.seq;

-- name: mark_discarded(message_id)!
update outbox set state = 'discarded' where message_id = :message_id;

-- name: is_anything_unexported()$
select exists (
  select 1 from outbox
  where state <> 'acknowledged' and state in ('waiting', 'refused', 'held') and is_exported = 0);


-- ── audit ────────────────────────────────────────────────────────────────────────────────────────────────────────────

-- name: audit_head()^
select seq, hash from audit order by seq desc limit 1;

-- name: add_audit(seq, at, event, subject, details, previous, hash)!
insert into audit (seq, at, event, subject, details, previous, hash)
values (:seq, :at, :event, :subject, :details, :previous, :hash);

-- name: maintained(subject)
select at, details from audit where event = 'maintained' and subject = :subject order by seq;

-- name: audit_rows()
select seq, at, event, subject, details, previous, hash from audit order by seq;


-- ── how staff get in ─────────────────────────────────────────────────────────────────────────────────────────────────

-- name: lockout_of(credential)^
select try_count, boot, from_s from lockouts where credential = :credential;

-- name: count_try(credential, boot, from_s)!
insert into lockouts (credential, try_count, boot, from_s) values (:credential, 1, :boot, :from_s)
on conflict do update set try_count = try_count + 1, boot = excluded.boot, from_s = excluded.from_s;

-- name: clear_lockout(credential)!
delete from lockouts where credential = :credential;

-- name: begin_waits_anew(boot, now_s)!
update lockouts set boot = :boot, from_s = :now_s where boot <> :boot or :boot = '';

-- name: lockouts()
select credential, try_count, boot, from_s from lockouts order by credential;

-- name: access_row()^
select generation, answer_key, pin_clerk, pin_technician, escrow, last_revival from access;

-- name: put_access(generation, answer_key, pin_clerk, pin_technician, escrow)!
insert into access (id, generation, answer_key, pin_clerk, pin_technician, escrow)
values (1, :generation, :answer_key, :pin_clerk, :pin_technician, :escrow)
on conflict do update set generation = excluded.generation, answer_key = excluded.answer_key,
    pin_clerk = excluded.pin_clerk, pin_technician = excluded.pin_technician, escrow = excluded.escrow;

-- name: escrow_taken(generation)!
update access set escrow = null where generation = :generation;

-- name: take_revival(revival)!
update access set last_revival = :revival where last_revival < :revival;

-- name: audit_hash_at(seq)$
select hash from audit where seq = :seq;
