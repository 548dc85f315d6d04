"""The way to the platform gone wrong, on the whole terminal: 交上去 only after its acknowledgement, else 已保存.

Each fault lasts while two residents file, then it is over: both cases arrive by themselves, each once.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kiosk.core.ids import MessageId
from kiosk.session import events as ev
from kiosk.session import screens
from kiosk.session.screens import Delivery, Done, PrintState
from kiosk.session.states import Mode
from tests.end_to_end.trial import NEXT_RESIDENT, Trial
from tests.helpers.faulty_platform import Fault
from tests.helpers.flying_time import FLYING, Backend
from tests.helpers.terminal import CLAIM, Terminal, whole_terminal

pytestmark = pytest.mark.anyio
RESIDENT = "zhang-gui-lan"
PASSING = [fault for fault in Fault if fault is not Fault.REFUSED_422]
PLATFORM_SPEAKS = frozenset({Fault.ERROR_500, Fault.CONFLICT_409})
"""The platform itself answers, so that the network is not to blame."""


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


async def files_and_is_told_it_is_saved(terminal: Terminal, person: str, mode: Mode = Mode.STANDARD) -> Done:
    """From the first touch to the slip, while the platform has acknowledged nothing."""
    done = await terminal.submitted(person, mode)
    assert await terminal.slip_settled() is PrintState.PRINTED
    assert terminal.done.delivery is Delivery.WAITING
    assert done.number in terminal.reads()
    assert not CLAIM.search(terminal.reads())
    assert "存好了，还没交上去" in terminal.slips[-1]
    assert "已收件，未上报" in terminal.slips[-1]
    assert done.number in terminal.slips[-1]
    return done


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: fault.value)
async def test_the_platform_fails_while_two_residents_file(fault: Fault, trial: Trial, terminal: Terminal) -> None:
    terminal.way.fail(fault)
    await files_and_is_told_it_is_saved(terminal, RESIDENT)
    trial.reads("已保存", "done.pill.waiting", "done.step.sent.title")
    await terminal.until("who is to blame", lambda state: state.online is (fault in PLATFORM_SPEAKS))
    trial.reads("done.slow.help" if terminal.state.online else "done.saved.help")
    terminal.leave()
    await files_and_is_told_it_is_saved(terminal, NEXT_RESIDENT, Mode.ELDER)
    terminal.leave()
    await terminal.program.clock.sleep(15)

    terminal.way.heal()
    await terminal.emptied()
    assert set(terminal.filed) <= terminal.witness.acknowledged
    await trial.next_resident()
    await trial.all_arrived()


async def test_the_platform_is_down_and_back_while_the_resident_still_reads(trial: Trial, terminal: Terminal) -> None:
    terminal.way.fail(Fault.DOWN)
    await files_and_is_told_it_is_saved(terminal, RESIDENT)
    trial.reads("done.saved.title", "done.saved.help", "done.finish_saved")
    terminal.way.heal()
    await terminal.acknowledged()
    trial.reads("done.delivered.title", "done.pill.received")
    terminal.leave()
    await trial.next_resident()
    await trial.all_arrived()


async def test_an_acknowledgement_lost_once_is_not_guessed(trial: Trial, terminal: Terminal) -> None:
    terminal.way.fail(Fault.LOST_ACKNOWLEDGEMENT, count=1)
    done = await terminal.submitted(RESIDENT)
    assert terminal.done.delivery is Delivery.WAITING
    trial.reads("已保存")
    await terminal.acknowledged()
    assert terminal.witness.arrived[done.case_id] == 2  # the first answer was lost, and nobody guessed it
    assert await terminal.cases_there() == [done.case_id]
    trial.reads("已经交上去了")
    await terminal.slip_settled()
    terminal.leave()
    await trial.next_resident()
    await trial.all_arrived()


@pytest.fixture
async def slow(tmp_path: Path) -> AsyncIterator[Terminal]:
    """An answer takes longer than a slip is held for it, and shorter than the client's time-out."""
    async with whole_terminal(tmp_path, slow_s=4.0) as running:
        yield running


async def test_an_answer_that_is_only_late_changes_the_screen_and_not_the_slip(slow: Terminal) -> None:
    slow.way.fail(Fault.SLOW)
    done = await slow.submitted(RESIDENT)
    assert "已保存，正在交上去" in slow.reads()
    await slow.slip_settled()
    await slow.acknowledged()
    assert "已经交上去了" in slow.reads()
    assert "已收件，未上报" in slow.slips[0]
    assert slow.witness.arrived[done.case_id] == 1
    slow.leave()
    assert slow.untruths == []


async def test_a_case_the_platform_refuses_is_kept_and_said_to_be_kept(trial: Trial, terminal: Terminal) -> None:
    terminal.way.fail(Fault.REFUSED_422)
    done = await terminal.submitted(RESIDENT)
    await terminal.until(
        "the refusal", lambda state: isinstance(state.screen, Done) and state.screen.delivery is Delivery.REFUSED
    )
    assert await terminal.slip_settled() is PrintState.PRINTED
    trial.reads("已保存在本机，没有丢", "done.refused.help", "done.step.refused.title", done.number)
    assert "已收件，未上报" in terminal.slips[-1]
    terminal.way.heal()
    terminal.leave()
    await trial.next_resident()
    await trial.all_arrived(refused=(done.case_id,))


@pytest.mark.parametrize(
    "fault", [Fault.DOWN, Fault.SLOW, Fault.ERROR_500, Fault.CAPTIVE_PORTAL, Fault.WRONG_CONTENT_TYPE],
    ids=lambda fault: fault.value,
)  # fmt: skip
async def test_the_progress_is_asked_for_in_vain(fault: Fault, trial: Trial, terminal: Terminal) -> None:
    await terminal.journey(RESIDENT)
    terminal.way.fail(fault)
    terminal.send(ev.Started(), ev.ProgressPressed(), ev.NoticeUnderstood())
    await terminal.do("card.put", person=RESIDENT)
    await terminal.until("an answer", lambda s: isinstance(s.screen, screens.CaseList) and bool(s.screen.unavailable))
    trial.reads("cases.unavailable.safe", "cases.unavailable.title", "cases.unavailable.what")
    await trial.gone()
    terminal.way.heal()
    await trial.next_resident()
    await trial.all_arrived()


async def test_two_touches_on_submit_within_a_tenth_of_a_second_make_one_case(trial: Trial, terminal: Terminal) -> None:
    await terminal.card_read(RESIDENT)
    await terminal.take_card()
    terminal.fill_in()
    terminal.send(ev.SubmitPressed(), ev.SubmitPressed())
    await terminal.program.clock.sleep(0.08)
    terminal.send(ev.SubmitPressed())
    await terminal.on(screens.Done)
    terminal.send(ev.SubmitPressed())
    await terminal.acknowledged()
    assert await terminal.slip_settled() is PrintState.PRINTED
    trial.reads("已经交上去了")
    assert (len(terminal.filed), len(terminal.slips), len(terminal.machines.printer.slips)) == (1, 1, 1)
    assert terminal.witness.arrived[terminal.filed[0]] == 1
    terminal.leave()
    await trial.next_resident()
    await trial.all_arrived()


async def test_an_untruth_would_be_caught(terminal: Terminal) -> None:
    terminal.way.fail(Fault.DOWN)
    done = await terminal.submitted(RESIDENT)
    terminal.send(ev.DeliveryChanged(MessageId(done.case_id), Delivery.ACKNOWLEDGED))
    await terminal.slip_settled()
    assert "the platform has not said so" in terminal.untruths[0]
    terminal.untruths.clear()
