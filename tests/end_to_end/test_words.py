"""What a resident says of their case, on the whole terminal: with a line and without one, it arrives once."""

from pathlib import Path

import pytest

from kiosk.cases import ResidentAct, SayingKind
from kiosk.session import events as ev
from kiosk.session.screens import CaseDetail, CaseWord, Delivery, WordKept
from tests.end_to_end.test_slips import at_case
from tests.helpers.faulty_platform import Fault
from tests.helpers.flying_time import FLYING, Backend
from tests.helpers.terminal import CLAIM, Terminal, whole_terminal
from ui.viewmodels.progress_face import case_detail_face
from ui.viewmodels.word_face import acts_face, word_kept_face

pytestmark = pytest.mark.anyio
RESIDENT = "zhang-gui-lan"


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


async def kept(terminal: Terminal, delivery: Delivery) -> None:
    """The word is on the disk, and known to be there or not."""
    await terminal.until(
        f"the word to be {delivery}", lambda s: isinstance(s.screen, WordKept) and s.screen.delivery is delivery
    )


def reads(terminal: Terminal) -> str:
    """The case, or what can be done about it, in words."""
    snapshot, context = terminal.program.session.snapshot, terminal.program.view_context
    faces = (case_detail_face, acts_face, word_kept_face)
    return "\n".join(repr(face(snapshot, context)) for face in faces)


def kinds(history: list[dict[str, object]]) -> list[object]:
    return [each["kind"] for each in history]


async def test_an_answered_case_is_reopened_and_answered_again(tmp_path: Path) -> None:
    async with whole_terminal(tmp_path) as terminal:
        case_id = await terminal.journey(RESIDENT)
        await terminal.staff.accept(case_id)
        await terminal.staff.close(case_id, "granted", "从五月起发放")
        assert ResidentAct.REOPEN in (await at_case(terminal, RESIDENT)).case.may
        assert terminal.program.texts("acts.reopen.title") in reads(terminal)
        terminal.send(ev.ActChosen(ResidentAct.REOPEN), ev.WordTyped("钱没有到账"), ev.SubmitPressed())
        await kept(terminal, Delivery.ACKNOWLEDGED)
        terminal.send(ev.AnotherPressed())
        await terminal.on(CaseDetail)
        assert "还没解决" in reads(terminal)
        seen = await terminal.staff.case(case_id)
        assert [word["text"] for word in seen["words"]] == ["钱没有到账"]
        assert seen["state"] == "accepted"


async def test_what_was_said_without_a_line_arrives_once_and_too_late_is_told_in_words(tmp_path: Path) -> None:
    async with whole_terminal(tmp_path) as terminal:
        case_id = await terminal.journey(RESIDENT)
        assert ResidentAct.WITHDRAW in (await at_case(terminal, RESIDENT)).case.may
        terminal.way.fail(Fault.ERROR_500)
        terminal.send(ev.ActsOpened(), ev.ActChosen(ResidentAct.WITHDRAW), ev.SubmitPressed())
        await kept(terminal, Delivery.WAITING)
        assert not CLAIM.search(reads(terminal))
        terminal.send(ev.FinishPressed())
        await terminal.staff.accept(case_id)  # while it lies in the queue
        await terminal.program.clock.sleep(15)

        terminal.way.heal()
        await terminal.emptied()
        assert kinds((await terminal.staff.case(case_id))["history"]).count("withdrawal_too_late") == 1
        case = (await at_case(terminal, RESIDENT)).case
        assert (case.state.value, case.said[-1].kind) == ("accepted", SayingKind.WITHDRAWAL_TOO_LATE)
        assert "没有撤" in reads(terminal)
        terminal.send(ev.ActsOpened(), ev.ActChosen(ResidentAct.WITHDRAW))
        assert not isinstance(terminal.state.screen, CaseWord)
