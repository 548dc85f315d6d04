"""What is done at the menu is done by who may, and stands in the audit with their name before it is done."""

from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest

from kiosk.maintenance import menu as me
from kiosk.maintenance import visit as vi
from kiosk.maintenance.access import Action, Level
from kiosk.maintenance.menu import Told
from kiosk.maintenance.pages import Page
from kiosk.outbox import NotSaved
from tests.helpers.menu_bench import MenuBench, at_the_menu
from tests.helpers.staff_states import LIU, WANG, ZHAO

pytestmark = pytest.mark.anyio


async def told(bench: MenuBench, action: Action, subject: str = "") -> Told | None:
    bench.act(me.ActWanted(action, subject))
    seen = await bench.until(lambda sight: sight.menu.told in (Told.DONE, Told.FAILED))
    return seen.menu.told


async def test_who_restarted_the_program_stands_in_the_audit_before_it_ends(tmp_path: Path) -> None:
    async with at_the_menu(tmp_path, LIU) as bench:
        found_there: list[object] = []
        bench.machine.restart = lambda: found_there.extend(bench.audit())
        assert await told(bench, Action.RESTART_PROGRAM) is Told.DONE
        assert found_there == [("restart_program", {"by": ["C0033"], "on": ""})]


async def test_a_letter_that_is_tried_again_and_a_louder_voice_are_named_with_who_did_it(tmp_path: Path) -> None:
    turned: list[str] = []

    async def turn(by_percent: str) -> bool:
        turned.append(by_percent)
        return True

    async with at_the_menu(tmp_path, WANG) as bench:
        bench.machine.others[Action.SET_VOLUME] = turn
        await told(bench, Action.SET_VOLUME, "10")
        bench.act(me.ActWanted(Action.SYNC_NOW))  # what was told before is over
        await bench.until(lambda sight: sight.menu.told is not Told.SYNCING)
        assert await told(bench, Action.MEND_QUEUE, "retry m-1") is Told.FAILED  # there is none of that name
        done = [("set_volume", "10"), ("sync_now", ""), ("mend_queue", "retry m-1")]
        assert bench.audit() == [(what, {"by": ["T0427"], "on": on}) for what, on in done]
    assert turned == ["10"]


async def test_what_could_not_be_written_down_is_not_done(tmp_path: Path) -> None:
    restarted: list[bool] = []
    async with at_the_menu(tmp_path, LIU) as bench:
        bench.machine.restart = lambda: restarted.append(True)
        with mock.patch.object(type(bench.outbox), "access", return_value=NotSaved("disk_full")):
            assert await told(bench, Action.RESTART_PROGRAM) is Told.FAILED
    assert restarted == []


async def test_a_clerk_cannot_do_a_technicians_act_and_nothing_is_written(tmp_path: Path) -> None:
    async with at_the_menu(tmp_path, replace(LIU, level=Level.CLERK)) as bench:
        bench.act(me.ActWanted(Action.MEND_QUEUE, "hold m-1"))
        await bench.desk.look()
        assert bench.audit() == []


async def locked_out(bench: MenuBench, credential: str, count: int) -> None:
    """Somebody tried so often in vain, as the door writes it down."""
    for _ in range(count):
        await bench.outbox.access(lambda book: book.begin_try(credential))


async def test_two_technicians_let_a_locked_pin_be_tried_again_and_both_stand_in_the_audit(tmp_path: Path) -> None:
    async with at_the_menu(tmp_path, WANG) as bench:
        await locked_out(bench, "pin:clerk", 7)
        bench.act(vi.SecondWanted())
        await bench.joined_by(ZHAO)
        bench.act(vi.PageChosen(Page.ACCESS))
        seen = await bench.until(lambda sight: bool(sight.facts.lockouts))
        assert [each.credential for each in seen.facts.lockouts] == ["pin:clerk"]
        assert await told(bench, Action.REVIVE_CREDENTIAL, "pin:clerk") is Told.DONE
        await bench.until(lambda sight: not sight.facts.lockouts)
        assert bench.audit() == [("revive_credential", {"by": ["T0427", "T0519"], "on": "pin:clerk"})]


async def test_one_technician_revives_nothing(tmp_path: Path) -> None:
    async with at_the_menu(tmp_path, WANG) as bench:
        await locked_out(bench, "pin:clerk", 2)
        bench.act(vi.PageChosen(Page.ACCESS), me.ActWanted(Action.REVIVE_CREDENTIAL, "pin:clerk"))
        seen = await bench.until(lambda sight: bool(sight.facts.lockouts))
        assert (len(seen.facts.lockouts), bench.audit()) == (1, [])


async def test_what_was_never_locked_cannot_be_revived(tmp_path: Path) -> None:
    async with at_the_menu(tmp_path, WANG) as bench:
        bench.act(vi.SecondWanted())
        await bench.joined_by(ZHAO)
        assert await told(bench, Action.REVIVE_CREDENTIAL, "card:unknown") is Told.FAILED
