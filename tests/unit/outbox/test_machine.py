"""The store against a model of it: any order of filing, answering, postponing, clock jumps and crashes.

What must hold: nothing filed is ever lost or due twice after it arrived; numbers are unique; nothing leaves before what
it waits for; a case's messages leave in order; a restart loses nothing but postponements.
"""

import asyncio
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.outbox import Delivery, DeliveryState, FiledCase, NewMessage, Outbox, QueueCounts
from tests.helpers.messages import NOW, envelope, id_of

CASES = st.integers(1, 4)


class Queue(RuleBasedStateMachine):
    """The model: order of filing, states, what each waits for, until when each is postponed."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.outbox: Outbox
        self.order: list[str] = []
        self.state: dict[str, DeliveryState] = {}
        self.case_of: dict[str, str] = {}
        self.waits: dict[str, tuple[str, ...]] = {}
        self.numbers: dict[str, str] = {}
        self.until_s: dict[str, float] = {}
        self.now_s = 0.0
        self.now: datetime = NOW

    def do(self, work: Any) -> Any:
        return self.runner.run(work)

    @initialize()
    def start(self) -> None:
        self.outbox = Outbox(Path(self.folder.name) / "outbox.db", "HSL3")
        self.do(self.outbox.open())

    @rule(case=CASES)
    def file(self, case: int) -> None:
        case_id = id_of(case)
        filed = self.do(self.outbox.file_case(case_id, self.now, lambda number: envelope(case_id, note=number)))
        assert isinstance(filed, FiledCase)
        if case_id not in self.state:
            assert filed.number not in self.numbers.values()
            self._added(case_id, case_id, ())
            self.numbers[case_id] = filed.number
        assert filed.number == self.numbers[case_id]

    @rule(case=CASES, pages=st.integers(0, 2))
    def supply(self, case: int, pages: int) -> None:
        case_id, first = id_of(case), 1000 + len(self.order)
        page_ids = tuple(id_of(first + n) for n in range(pages))
        correction_id = id_of(first + pages)
        rows = [NewMessage(page, "blob", case_id, page.encode(), ()) for page in page_ids]
        rows.append(NewMessage(correction_id, "correction", case_id, envelope(case_id, "correction"), page_ids))
        assert self.do(self.outbox.append_all(rows, self.now)) is None
        for page in page_ids:
            self._added(page, case_id, ())
        self._added(correction_id, case_id, (*page_ids, case_id))

    def _added(self, message_id: str, case_id: str, waits: tuple[str, ...]) -> None:
        self.order.append(message_id)
        self.state[message_id] = DeliveryState.WAITING
        self.case_of[message_id] = case_id
        self.waits[message_id] = waits

    @precondition(lambda self: self.expected())
    @rule(data=st.data(), answer=st.sampled_from(["acknowledge", "refuse", "postpone"]))
    def answer(self, data: st.DataObject, answer: str) -> None:
        message_id = data.draw(st.sampled_from(sorted(self.expected())))
        if answer == "acknowledge":
            self.do(self.outbox.acknowledge(message_id, self.now))
            self.state[message_id] = DeliveryState.ACKNOWLEDGED
        elif answer == "refuse":
            self.do(self.outbox.refuse(message_id, "422"))
            self.state[message_id] = DeliveryState.REFUSED
        else:
            self.until_s[message_id] = self.now_s + 5.0
            self.do(self.outbox.postpone(message_id, self.now_s + 5.0, "unreachable"))

    @rule(seconds_s=st.floats(0, 10))
    def pass_time(self, seconds_s: float) -> None:
        self.now_s += seconds_s

    @rule(days=st.integers(-3650, 400))
    def jump(self, days: int) -> None:
        self.now = NOW + timedelta(days=days)

    @rule()
    def release(self) -> None:
        self.outbox.release()
        self.until_s.clear()

    @rule()
    def restart(self) -> None:
        self.do(self.outbox.close())
        self.start()
        self.until_s.clear()
        self.now_s = 0.0

    def expected(self) -> set[str]:
        """What is due by the model: of each case the first that is ready, unless it is postponed."""
        heads: dict[str, str] = {}
        for message_id in self.order:
            if self.state[message_id] is DeliveryState.WAITING and self._ready(message_id):
                heads.setdefault(self.case_of[message_id], message_id)
        return {message_id for message_id in heads.values() if self.until_s.get(message_id, 0.0) <= self.now_s}

    def _ready(self, message_id: str) -> bool:
        before = (self.state.get(each, DeliveryState.ACKNOWLEDGED) for each in self.waits[message_id])
        return all(state is DeliveryState.ACKNOWLEDGED for state in before)

    @invariant()
    def due_is_what_the_model_says(self) -> None:
        if hasattr(self, "outbox"):
            due = self.do(self.outbox.due(self.now_s, 100))
            assert {pending.message_id for pending in due} == self.expected()
            assert all(pending.content for pending in due)

    @invariant()
    def nothing_is_lost(self) -> None:
        if not hasattr(self, "outbox"):
            return
        for message_id, state in self.state.items():
            delivery = self.do(self.outbox.delivery(message_id))
            assert isinstance(delivery, Delivery)
            assert delivery.state is state
        counts = self.do(self.outbox.counts())
        assert isinstance(counts, QueueCounts)
        states = list(self.state.values())
        assert (counts.waiting_count, counts.refused_count) == (
            states.count(DeliveryState.WAITING),
            states.count(DeliveryState.REFUSED),
        )

    def teardown(self) -> None:
        if hasattr(self, "outbox"):
            self.do(self.outbox.close())
        self.runner.close()
        self.folder.cleanup()


TestQueue = Queue.TestCase
TestQueue.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
