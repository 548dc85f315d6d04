"""What needs a person: seen, retried, held, carried away on a stick, and given up only by two."""

import hashlib
import json
import sys
import tarfile
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import apsw
import pytest

from kiosk.outbox import (
    DeadLetter,
    DeliveryState,
    Exported,
    FiledCase,
    NewMessage,
    NotDoneError,
    NotSaved,
    Outbox,
    Saved,
    Store,
)
from tests.helpers.fake_clock import FakeClock
from tests.helpers.messages import NOW, envelope, id_of
from tests.helpers.queue import open_outbox

CASE, OTHER = id_of(1), id_of(2)
PAGE, CORRECTION, RATING = id_of(20), id_of(22), id_of(30)
TWO = ("p-1017", "p-2004")


def file(store: Store, case_id: str = CASE) -> None:
    store.file_case(case_id, NOW, lambda number: envelope(case_id, note=number))


def supplement(store: Store) -> None:
    page = NewMessage(PAGE, "blob", CASE, b"page", ())
    store.append_all([page, NewMessage(CORRECTION, "correction", CASE, envelope(CASE, "correction"), (PAGE,))], NOW)


def due_ids(store: Store) -> list[str]:
    return [pending.message_id for pending in store.due((), 20)]


def state_of(store: Store, message_id: str) -> DeliveryState:
    delivery = store.delivery(message_id)
    assert delivery is not None
    return delivery.state


def unpacked(path: Path) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The files of an export, and its manifest."""
    with tarfile.open(path) as tar:
        files = {name: tar.extractfile(name).read() for name in tar.getnames()}  # type: ignore[union-attr]
    return files, json.loads(files.pop("manifest.json"))


# ── seen, retried, held ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_refused_message_is_listed_with_its_cause_and_since_when(store: Store, clock: FakeClock) -> None:
    file(store)
    file(store, OTHER)
    store.tried(CASE, "unreachable")
    store.refuse(CASE, "422 unknown item")
    assert store.dead_letters() == (DeadLetter(CASE, CASE, "case", "422 unknown item", clock.now(), 2, False),)


def test_a_retried_message_is_due_again_and_may_be_refused_again(store: Store) -> None:
    file(store)
    store.refuse(CASE, "422")
    store.retry(CASE)
    assert due_ids(store) == [CASE]
    assert store.dead_letters() == ()
    store.refuse(CASE, "410")
    assert store.dead_letters()[0].cause == "410"


def test_a_held_message_is_not_sent_and_holds_back_what_needs_it(store: Store) -> None:
    file(store)
    store.append_all([NewMessage(RATING, "rating", CASE, envelope(CASE, "rating"), ())], NOW)
    store.hold(CASE)
    assert due_ids(store) == []
    assert store.dead_letters()[0].is_held
    store.retry(CASE)
    assert due_ids(store) == [CASE]


def test_holding_a_refused_message_does_not_make_it_younger(store: Store, clock: FakeClock) -> None:
    file(store)
    store.refuse(CASE, "422")
    since = clock.now()
    clock.set_wall_clock(since + timedelta(days=3))
    store.hold(CASE)
    assert [(letter.since, letter.is_held) for letter in store.dead_letters()] == [(since, True)]


def test_an_acknowledgement_that_comes_late_is_true_whatever_a_person_did(store: Store, tmp_path: Path) -> None:
    for case_id in (CASE, OTHER):
        file(store, case_id)
        store.hold(case_id)
    store.export(tmp_path / "stick.tar")
    store.discard(OTHER, TWO)
    store.acknowledge(CASE, NOW)
    store.acknowledge(OTHER, NOW)
    assert {state_of(store, CASE), state_of(store, OTHER)} == {DeliveryState.ACKNOWLEDGED}


@pytest.mark.parametrize("act", ["retry", "hold"])
def test_what_has_arrived_is_out_of_a_persons_hands(store: Store, act: str) -> None:
    file(store)
    store.acknowledge(CASE, NOW)
    with pytest.raises(NotDoneError, match="is_acknowledged"):
        getattr(store, act)(CASE)


# ── on a stick ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_export_holds_everything_pending_to_the_byte(store: Store, tmp_path: Path) -> None:
    file(store)
    supplement(store)
    file(store, OTHER)
    store.acknowledge(OTHER, NOW)
    store.refuse(CASE, "422 unknown item")
    queued = {pending.message_id: pending.content for pending in store.due((), 20)}
    exported = store.export(tmp_path / "stick.tar")
    assert exported.message_ids == (CASE, PAGE, CORRECTION)
    assert exported.sha256 == hashlib.sha256((tmp_path / "stick.tar").read_bytes()).hexdigest()

    files, manifest = unpacked(tmp_path / "stick.tar")
    assert [entry["message_id"] for entry in manifest["messages"]] == [CASE, PAGE, CORRECTION]
    for entry in manifest["messages"]:
        assert hashlib.sha256(files.pop(entry["file"])).hexdigest() == entry["sha256"]
    assert files == {}
    page = manifest["messages"][1]
    assert (page["state"], page["digest"]) == ("waiting", hashlib.sha256(queued[PAGE]).hexdigest())
    assert manifest["messages"][2]["waits_for"] == [CASE, PAGE]
    assert manifest["messages"][0]["cause"] == "422 unknown item"


def test_an_export_is_there_whole_or_not_at_all(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file(store)

    def pulled_out(path: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(store.files, "sync", pulled_out)
    with pytest.raises(OSError, match="Input/output"):
        store.export(tmp_path / "stick.tar")
    assert list(tmp_path.glob("stick*")) == []
    assert not store.may_decommission()


def test_an_export_never_takes_the_place_of_an_earlier_one(store: Store, tmp_path: Path) -> None:
    """Seen: what the first held was marked as exported, and its file was gone."""
    file(store)
    stick = tmp_path / "stick.tar"
    store.export(stick)
    before = stick.read_bytes()
    file(store, OTHER)
    with pytest.raises(NotDoneError, match="file_exists"):
        store.export(stick)
    assert stick.read_bytes() == before
    assert not store.may_decommission()


def test_the_work_of_an_export_grows_no_faster_than_the_queue(store: Store, tmp_path: Path) -> None:
    """Seen: the place of each message that waits was looked for from the beginning; counted here are the steps."""

    def steps_of(path: Path) -> int:
        count = 0

        def tracer(frame: FrameType, event: str, _: object) -> Any:
            nonlocal count
            if frame.f_code.co_filename.endswith("exports.py"):
                frame.f_trace_opcodes = True
                count += event == "opcode"
                return tracer
            return None

        before = sys.gettrace()
        sys.settrace(tracer)
        try:
            store.export(path)
        finally:
            sys.settrace(before)
        return count

    def more(first: int) -> None:
        for n in range(first, first + 20):
            file(store, id_of(n))
            store.append_all([NewMessage(id_of(n + 5000), "rating", id_of(n), envelope(id_of(n), "rating"), ())], NOW)

    more(1000)
    once = steps_of(tmp_path / "1.tar")
    more(1100)
    assert steps_of(tmp_path / "2.tar") < 2.2 * once


# ── given up ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("people", [("p-1", "p-1"), ("p-1", "P-1"), ("p-1",), ("p-1", ""), ("p-1", "李建国"), ()])
def test_one_person_cannot_discard(store: Store, tmp_path: Path, people: tuple[str, ...]) -> None:
    file(store)
    store.refuse(CASE, "422")
    store.export(tmp_path / "stick.tar")
    with pytest.raises(NotDoneError, match="one_person"):
        store.discard(CASE, people)
    assert state_of(store, CASE) is DeliveryState.REFUSED


def test_nothing_is_discarded_that_no_export_holds(store: Store, tmp_path: Path) -> None:
    file(store)
    store.refuse(CASE, "422")
    with pytest.raises(NotDoneError, match="not_exported"):
        store.discard(CASE, TWO)
    store.export(tmp_path / "stick.tar")
    supplement(store)  # the correction needs the case, and was filed after the export
    with pytest.raises(NotDoneError, match="not_exported"):
        store.discard(CASE, TWO)
    assert state_of(store, CASE) is DeliveryState.REFUSED


@pytest.mark.parametrize("act", ["retry", "hold"])
def test_what_was_never_filed_here_is_said_to_be_unknown(store: Store, act: str) -> None:
    """Seen: somebody who mistyped an id read that this one did not need a person."""
    with pytest.raises(NotDoneError, match="unknown"):
        getattr(store, act)("nope")


def test_what_only_waits_cannot_be_discarded(store: Store, tmp_path: Path) -> None:
    file(store)
    store.export(tmp_path / "stick.tar")
    with pytest.raises(NotDoneError, match="is_waiting"):
        store.discard(CASE, TWO)


def test_discarding_takes_along_what_could_never_leave_without_it_and_nothing_else(
    store: Store, tmp_path: Path
) -> None:
    file(store)
    supplement(store)
    file(store, OTHER)
    store.refuse(CASE, "422")
    store.export(tmp_path / "stick.tar")
    store.discard(CASE, TWO)
    assert [state_of(store, each) for each in (CASE, CORRECTION)] == [DeliveryState.DISCARDED] * 2
    assert due_ids(store) == [PAGE, OTHER]
    assert store.dead_letters() == ()
    db = apsw.Connection(str(store.path))
    assert db.execute("select message_id from contents join outbox using (seq) order by seq").get == [PAGE, OTHER]
    db.close()


def test_what_follows_a_discarded_case_is_not_held_back_unseen(store: Store, tmp_path: Path) -> None:
    file(store)
    store.refuse(CASE, "422")
    store.export(tmp_path / "stick.tar")
    store.discard(CASE, TWO)
    store.append_all([NewMessage(RATING, "rating", CASE, envelope(CASE, "rating"), ())], NOW)
    assert due_ids(store) == [RATING]  # the platform will refuse it, and a person sees it


# ── the machine goes ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_machine_with_an_empty_queue_may_go(store: Store) -> None:
    assert store.may_decommission()
    file(store)
    assert not store.may_decommission()
    store.acknowledge(CASE, NOW)
    assert store.may_decommission()


@pytest.mark.parametrize("act", ["refuse", "hold"])
def test_what_is_stuck_keeps_the_machine_until_an_export_holds_it(store: Store, tmp_path: Path, act: str) -> None:
    file(store)
    store.refuse(CASE, "422") if act == "refuse" else store.hold(CASE)
    assert not store.may_decommission()
    store.export(tmp_path / "stick.tar")
    assert store.may_decommission()
    file(store, OTHER)  # after the export
    assert not store.may_decommission()
    store.export(tmp_path / "stick-2.tar")
    assert store.may_decommission()


# ── through the shell ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
async def outbox(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Outbox]:
    opened = await open_outbox(tmp_path / "outbox.db", clock)
    filed = await opened.file_case(CASE, NOW, lambda number: envelope(CASE, note=number))
    assert isinstance(filed, FiledCase)
    yield opened
    await opened.close()


@pytest.mark.anyio
async def test_a_technicians_acts_are_values_and_are_told(outbox: Outbox, tmp_path: Path) -> None:
    told: list[DeliveryState] = []
    outbox.subscribe(lambda delivery: told.append(delivery.state))
    await outbox.refuse(CASE, "422")
    assert await outbox.retry(CASE) == Saved(CASE)
    assert await outbox.retry(CASE) == NotSaved("is_waiting")
    assert await outbox.hold(CASE) == Saved(CASE)
    assert await outbox.discard(CASE, ("p-1", "p-1")) == NotSaved("one_person")
    assert await outbox.discard(CASE, TWO) == NotSaved("not_exported")
    assert not await outbox.may_decommission()
    assert isinstance(await outbox.export(tmp_path / "stick.tar"), Exported)
    assert await outbox.may_decommission()
    assert await outbox.discard(CASE, TWO) == Saved(CASE)
    assert await outbox.dead_letters() == ()
    assert told == [DeliveryState(state) for state in ("refused", "waiting", "held", "discarded")]
    assert await outbox.check_audit() is None


@pytest.mark.anyio
async def test_a_stick_that_is_not_there_is_told(outbox: Outbox, tmp_path: Path) -> None:
    assert await outbox.export(tmp_path / "nowhere" / "stick.tar") == NotSaved("export_failed")
    assert not await outbox.may_decommission()
