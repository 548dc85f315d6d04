-- name: next_serial(day)$
insert into serials (day, last) values (:day, 1)
on conflict (day) do update set last = last + 1
returning last;

-- name: add_row(message_id, case_id, kind, number, digest, content, depends_on, filed_at)!
insert into outbox (message_id, case_id, kind, number, digest, content, depends_on, filed_at)
values (:message_id, :case_id, :kind, :number, :digest, :content, :depends_on, :filed_at);

-- name: row_of(message_id)^
select message_id, case_id, kind, state, number, acknowledged_at, last_cause, filed_at
from outbox where message_id = :message_id;

-- name: due_rows(held, most)
-- The first ready row of each case, the least often tried first, so that one that never gets through cannot keep the
-- others from being tried. A case whose first row is in `held` (a JSON list) is passed over.
select message_id, case_id, kind, content, digest, attempt_count
from ready as o
where not exists (select 1 from ready as earlier where earlier.case_id = o.case_id and earlier.seq < o.seq)
  and message_id not in (select value from json_each(:held))
order by attempt_count, seq limit :most;

-- name: mark_acknowledged(message_id, acknowledged_at)!
update outbox set state = 'acknowledged', acknowledged_at = :acknowledged_at, last_cause = ''
where message_id = :message_id and state <> 'acknowledged';

-- name: forget_contents(message_id)!
-- What arrived loses its content at once; a blob only when nothing that names it is still on its way, since the
-- platform may ask for it again.
update outbox as done set content = null
where case_id = (select case_id from outbox where message_id = :message_id)
  and state = 'acknowledged' and content is not null
  and (kind <> 'blob' or not exists (
    select 1 from outbox as later, json_each(later.depends_on) as d
    where later.case_id = done.case_id and later.state <> 'acknowledged' and d.value = done.message_id));

-- name: mark_tried(message_id, cause)!
update outbox set attempt_count = attempt_count + 1, last_cause = :cause
where message_id = :message_id and state = 'waiting';

-- name: mark_refused(message_id, cause)!
update outbox set state = 'refused', attempt_count = attempt_count + 1, last_cause = :cause
where message_id = :message_id and state = 'waiting';

-- name: mark_waiting(case_id, digest)!
-- A blob that the platform says it lacks goes out again, if its bytes are still here.
update outbox set state = 'waiting', acknowledged_at = null
where case_id = :case_id and kind = 'blob' and digest = :digest and state = 'acknowledged' and content is not null;

-- name: queue_counts()^
select coalesce(sum(state = 'waiting'), 0), coalesce(sum(state = 'refused'), 0),
       min(case when state = 'waiting' then filed_at end)
from outbox where state <> 'acknowledged';
