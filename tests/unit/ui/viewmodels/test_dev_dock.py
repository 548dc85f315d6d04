"""What the dock shows of the world, and what its buttons do to it."""

from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest

from kiosk.cases import CaseState
from kiosk.session.overlays import LeaveQuestion
from kiosk.session.screens import Home
from kiosk.session.states import SessionState
from tests.helpers.fake_session import FakeSession, snapshot_of
from tests.helpers.view_context import real_texts
from ui.bridge.rows import RowsModel
from ui.viewmodels.dev_dock import DevDock
from ui.viewmodels.dev_dock_face import Act, ActRow, Bench, DockFace, Resident, Utterance, dock_face

RESIDENTS = (Resident("zhang", "张桂兰", "85"), Resident("chen", "陈伟", "41"))
HOME = snapshot_of(SessionState(screen=Home(), online=True))


def face(bench: Bench, chosen: str = "zhang", locale: str = "en") -> DockFace:
    return dock_face(bench, HOME, RESIDENTS, chosen, real_texts(locale))


def acts(face: DockFace) -> dict[str, ActRow]:
    return {row.act: row for row in (*face.card, *face.printer, *face.network, *face.staff)}


class NotedWorkbench:
    """Keeps what it was told to do."""

    def __init__(self, problem: str = "") -> None:
        self.done: list[tuple[Act, str]] = []
        self.problem = problem

    async def do(self, act: Act, person: str) -> str:
        self.done.append((act, person))
        return self.problem


class AtOnce:
    """Runs a coroutine that waits for nothing to its end."""

    def start(self, name: str, work: Coroutine[Any, Any, Any]) -> None:
        with pytest.raises(StopIteration):
            work.send(None)


def dock_of(workbench: NotedWorkbench) -> DevDock:
    languages = {"en": real_texts("en"), "zh_CN": real_texts("zh_CN")}
    return DevDock(FakeSession(HOME), workbench, AtOnce(), RESIDENTS, languages, "en")


def test_every_act_has_its_word_in_both_languages() -> None:
    for locale in ("en", "zh_CN"):
        assert all(f"dock.act.{act.value}" in real_texts(locale) for act in Act)


def test_every_act_can_be_reached_by_a_button() -> None:
    broken = Bench(None, False, True, True, True, True, False, chip_lies=True, power_low=True)
    assert {*acts(face(Bench())), *acts(face(broken))} == {act.value for act in Act}


def test_a_card_that_lies_there_can_be_taken_and_not_put_again() -> None:
    lying = acts(face(Bench(card="zhang")))
    assert (lying["card_put"].ready, lying["card_take"].ready) == (False, True)
    nothing = acts(face(Bench()))
    assert (nothing["card_put"].ready, nothing["card_take"].ready) == (True, False)


def test_another_persons_card_can_be_put_in_the_place_of_the_one_that_lies_there() -> None:
    assert acts(face(Bench(card="zhang"), chosen="chen"))["card_put"].ready


def test_the_list_says_whose_card_is_chosen_and_whose_lies_there() -> None:
    rows = face(Bench(card="chen"), chosen="zhang").residents
    assert [(row.chosen, row.lying) for row in rows] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    ("bench", "undo"),
    [
        (Bench(reader_plugged=False), Act.READER_PLUG),
        (Bench(paper_out=True), Act.PAPER_IN),
        (Bench(cover_open=True), Act.COVER_CLOSE),
        (Bench(printer_silent=True), Act.PRINTER_ANSWERS),
        (Bench(page_lies=True), Act.PAGE_TAKE),
        (Bench(chip_lies=True), Act.CHIP_TAKE),
        (Bench(power_low=True), Act.POWER_BACK),
        (Bench(network_up=False), Act.NETWORK_BACK),
    ],
)
def test_what_holds_is_lit_and_its_button_takes_it_back(bench: Bench, undo: Act) -> None:
    lit = [row.act for row in acts(face(bench)).values() if row.on]
    assert lit == [undo.value]


@pytest.mark.parametrize(
    ("state", "ready"),
    [
        (None, set()),
        (CaseState.RECEIVED, {"staff_ask", "staff_accept"}),
        (CaseState.CORRECTION_REQUIRED, set()),
        (CaseState.ACCEPTED, {"staff_close"}),
        (CaseState.CLOSED, set()),
    ],
)
def test_staff_can_do_what_the_case_allows(state: CaseState | None, ready: set[str]) -> None:
    shown = face(Bench(case_number="HSL-1", case_state=state)).staff
    assert {row.act for row in shown if row.ready} == ready


def test_the_facts_name_the_screen_what_lies_over_it_the_queue_and_the_newest_case() -> None:
    state = SessionState(screen=Home(), overlay=LeaveQuestion(to_home=True))
    bench = Bench(waiting_count=2, case_number="HSL-1", case_state=CaseState.ACCEPTED)
    shown = dock_face(bench, snapshot_of(state), RESIDENTS, "zhang", real_texts("en"))
    assert [row.value for row in shown.facts] == ["Home + LeaveQuestion · standard", "2 waiting", "HSL-1 · accepted"]


def test_before_the_first_case_the_dock_says_so() -> None:
    assert face(Bench()).facts[-1].value == "none yet"
    assert face(Bench(case_number="HSL-1")).facts[-1].value == "HSL-1 · not at the platform"


def test_a_press_is_done_for_the_person_chosen() -> None:
    workbench = NotedWorkbench()
    dock = dock_of(workbench)
    dock.choose("chen")
    dock.act("card_put")
    assert workbench.done == [(Act.CARD_PUT, "chen")]


def test_what_went_wrong_is_shown_until_the_next_press_goes_well() -> None:
    workbench = NotedWorkbench("card_put: the emulators are gone")
    dock = dock_of(workbench)
    dock.act("card_put")
    assert dock.property("problem") == "card_put: the emulators are gone"
    workbench.problem = ""
    dock.act("card_take")
    assert dock.property("problem") == ""


def test_the_newest_slip_replaces_the_one_before() -> None:
    dock = dock_of(NotedWorkbench())
    assert dock.property("slipKey") == ""
    dock.show(Bench(slip_count=1, slip_png=b"one"))
    dock.show(replace(dock.bench, slip_count=2, slip_png=b"two"))
    assert dock.property("slipKey") == "2"
    assert (dock.slips.jpeg("2"), dock.slips.jpeg("1")) == (b"two", b"")


def test_what_is_said_comes_newest_last() -> None:
    dock = dock_of(NotedWorkbench())
    said = (Utterance("您好", False), Utterance("请稍等", True))
    dock.show(Bench(spoken=said))
    model = dock.property("spoken")
    assert isinstance(model, RowsModel)
    assert model.rows == said


def test_the_dock_is_read_in_either_language() -> None:
    dock = dock_of(NotedWorkbench())
    assert dock.word("en", "act.card_put") == "Put card"
    dock.changeLanguage()
    assert dock.property("language") == "zh_CN"
    model = dock.property("card")
    assert isinstance(model, RowsModel)
    assert model.rows[0].label == "放上卡"
    dock.changeLanguage()
    assert dock.property("language") == "en"
