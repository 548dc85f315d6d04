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

-- name: waiting_rows(most)
-- Oldest first, without what still waits for another message. A missing dependency (never filed here) does not block.
select message_id, case_id, kind, content, digest, attempt_count
from outbox as o
where state = 'waiting'
  and not exists (
    select 1 from json_each(o.depends_on) as d join outbox as before on before.message_id = d.value
    where before.state <> 'acknowledged')
order by seq limit :most;

-- name: mark_acknowledged(message_id, acknowledged_at)!
update outbox set state = 'acknowledged', acknowledged_at = :acknowledged_at, content = null, last_cause = ''
where message_id = :message_id and state <> 'acknowledged';

-- name: mark_tried(message_id, cause)!
update outbox set attempt_count = attempt_count + 1, last_cause = :cause
where message_id = :message_id and state = 'waiting';

-- name: mark_refused(message_id, cause)!
update outbox set state = 'refused', attempt_count = attempt_count + 1, last_cause = :cause
where message_id = :message_id and state = 'waiting';

-- name: mark_waiting(digest)!
-- A blob that the platform says it lacks goes out again, if its bytes are still here.
update outbox set state = 'waiting' where kind = 'blob' and digest = :digest and content is not null;

-- name: queue_counts()^
select coalesce(sum(state = 'waiting'), 0), coalesce(sum(state = 'refused'), 0),
       min(case when state = 'waiting' then filed_at end)
from outbox where state <> 'acknowledged';
