"""What must be caught: terminals and platforms with one thing wrong."""

import json
from collections.abc import Iterable

from kiosk.outbox import Pending, Store
from kiosk.sync.engine import Arrived, Keep, Verdict
from tests.simulator.platform_model import Planted
from tests.simulator.terminal import Makes
from tests.simulator.world import Plan

_BY_WALL_CLOCK = """
select o.message_id, o.case_id, o.kind, c.data, o.digest, o.attempt_count
from outbox as o join contents as c on c.seq = o.seq
where o.state = 'waiting' and o.open_count = 0
  and not exists (
    select 1 from outbox as earlier
    where earlier.case_id = o.case_id and earlier.filed_at < o.filed_at
      and earlier.state = 'waiting' and earlier.open_count = 0)
  and o.message_id not in (select value from json_each(?)) and (? is null or o.case_id = ?)
group by o.case_id order by o.filed_at limit ?
"""


class StoreByWallClock(Store):
    """Orders a case's messages by when the clock said they were filed."""

    def due(self, held: Iterable[str], most: int) -> tuple[Pending, ...]:
        return self._by_wall_clock(json.dumps(list(held)), None, most)

    def first_of(self, case_id: str) -> tuple[Pending, ...]:
        return self._by_wall_clock("[]", case_id, 1)

    def _by_wall_clock(self, held: str, case_id: str | None, most: int) -> tuple[Pending, ...]:
        rows = self._db.execute(_BY_WALL_CLOCK, (held, case_id, case_id, most))
        return tuple(Pending(*row) for row in rows)


def _dropped(verdict: Verdict) -> Verdict:
    return Arrived() if isinstance(verdict, Keep) else verdict


PLANTED = {
    "no dedupe at the platform": Plan(platform=Planted(dedupes=False)),
    "acknowledged before the commit": Plan(platform=Planted(commits_first=False)),
    "ordered by the wall clock": Plan(Makes(store=StoreByWallClock)),
    "scheduled by the wall clock": Plan(Makes(is_monotonic=False)),
    "dropped on a refusal": Plan(Makes(end_of=_dropped)),
    "synchronous=normal": Plan(Makes(is_synced=False)),
}
