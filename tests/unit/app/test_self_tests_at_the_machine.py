"""Every self-test at a whole machine: the real drivers on machines that speak their wire, the real store."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from devices.contracts.health import Health
from devices.contracts.keypad import Key, KeyPress
from devices.contracts.lights import Flash
from devices.contracts.statuses import Statuses
from devices.emulators.control_client import ControlClient
from kiosk.app.loudness import Loudness
from kiosk.maintenance.access import Action
from kiosk.maintenance.menu import ActWanted
from kiosk.maintenance.pages import Page
from kiosk.maintenance.self_tests import Felt, Judged, Trial, TrialChosen, TrialTried, Trouble
from kiosk.maintenance.sight import Sight
from kiosk.maintenance.visit import Back, PageChosen
from tests.helpers.menu_bench import MenuBench, at_the_menu
from tests.helpers.staff_states import LIU, WANG
from tests.helpers.view_context import ROOT

pytestmark = pytest.mark.anyio
TRIED = ("id_card", "scanner", "camera", "keypad", "headphones", "lights", "voice")


@dataclass
class Machine:
    bench: MenuBench
    control: ControlClient

    def choose(self, trial: Trial) -> None:
        self.bench.act(PageChosen(Page.SELF_TESTS), TrialChosen(trial))

    async def kept(self, trial: Trial) -> tuple[bool, tuple[str, ...]]:
        """What the page shows of it, out of the audit."""
        sight = await self.bench.until(lambda sight: trial in sight.facts.verdicts)
        verdict = sight.facts.verdicts[trial]
        return verdict.is_good, verdict.by

    async def stage(self, stage: str) -> Sight:
        return await self.bench.until(lambda sight: sight.menu.tests.stage == stage)


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Machine]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "devices.emulators", "--dir", str(tmp_path), "--no-pacing", cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    told: dict[str, Any] = json.loads(await process.stdout.readline())
    async with AsyncExitStack() as stack:
        control = await ControlClient.connect(told["control"])
        stack.push_async_callback(control.close)
        devices = {role: (each["driver"], each["options"]) for role, each in told["devices"].items()}
        store = tmp_path / "store"
        store.mkdir()
        bench = await stack.enter_async_context(at_the_menu(store, WANG, devices))
        assert bench.hub.devices.voice is not None
        loudness = Loudness(bench.hub.devices.voice, store / "volume")
        bench.machine.say, bench.machine.loudness = loudness.say, lambda: loudness.percent
        bench.machine.others[Action.SET_VOLUME] = loudness.turn
        await _all_online(bench)
        yield Machine(bench, control)
    process.terminate()
    await process.wait()


async def _all_online(bench: MenuBench) -> None:
    def ready(now: Statuses) -> bool:
        return all(now.present()[role].health is Health.ONLINE for role in TRIED)

    async with asyncio.timeout(20):
        async for now in bench.hub.watch():
            if ready(now):
                return


async def test_three_tones_are_heard_and_stand_in_the_audit_with_whose_ear_it_was(machine: Machine) -> None:
    machine.choose(Trial.BEEP)
    machine.bench.act(TrialTried())
    await machine.stage("ask")
    machine.bench.act(Judged(is_good=True))
    assert await machine.kept(Trial.BEEP) == (True, ("T0427",))
    assert machine.bench.audit() == [("test_devices", {"by": ["T0427"], "on": "beep", "result": "good"})]


async def test_a_sentence_is_said_and_a_dumb_loudspeaker_is_told(machine: Machine) -> None:
    machine.choose(Trial.SPEECH)
    machine.bench.act(TrialTried())
    await machine.stage("ask")
    spoken = (await machine.control.do("voice.transcript"))["spoken"]
    assert "喇叭" in spoken[-1]["text"]
    machine.bench.act(Judged(is_good=False))
    assert await machine.kept(Trial.SPEECH) == (False, ("T0427",))


async def test_the_level_is_shown_as_it_is_turned_and_the_trial_goes_on(machine: Machine) -> None:
    machine.choose(Trial.BEEP)
    assert machine.bench.sight.volume_percent == 100
    machine.bench.act(ActWanted(Action.SET_VOLUME, "-10"))
    turned = await machine.bench.until(lambda sight: sight.volume_percent == 90)
    assert turned.menu.tests.trial is Trial.BEEP
    machine.bench.act(TrialTried())
    await machine.stage("ask")


async def test_headphones_are_seen_before_they_sound(machine: Machine) -> None:
    machine.choose(Trial.HEADPHONES)
    machine.bench.act(TrialTried())
    await machine.bench.until(lambda sight: sight.menu.tests.trouble is Trouble.NOT_PLUGGED)
    await machine.control.do("headphones.plug_in")
    await machine.bench.until(
        lambda sight: sight.facts.statuses.headphones is not None and sight.facts.statuses.headphones.plugged is True
    )
    machine.bench.act(TrialTried())
    await machine.stage("ask")


async def test_a_test_card_that_is_put_there_passes_by_itself(machine: Machine) -> None:
    machine.choose(Trial.ID_CARD)
    await machine.control.do("card.put", person="zhang-gui-lan")
    assert await machine.kept(Trial.ID_CARD) == (True, ("T0427",))
    assert "320" not in str(machine.bench.audit())


async def test_only_the_shown_code_passes_and_what_another_says_is_not_kept(machine: Machine) -> None:
    machine.choose(Trial.SCANNER)
    await machine.bench.desk.look()
    await machine.control.do("scanner.scan", text="13012319500101002X")
    seen = await machine.bench.until(lambda sight: sight.menu.tests.trouble is Trouble.OTHER_CODE)
    await machine.control.do("scanner.scan", text=seen.menu.tests.code)
    assert await machine.kept(Trial.SCANNER) == (True, ("T0427",))
    assert "13012319500101002X" not in str(machine.bench.audit())


async def test_a_sheet_on_the_plate_is_shown_and_gone_with_its_page(machine: Machine) -> None:
    await machine.control.do("camera.paper", words="居民户口簿")
    machine.choose(Trial.CAMERA)
    machine.bench.act(TrialTried())
    seen = await machine.stage("ask")
    assert seen.menu.tests.picture[:2] == b"\xff\xd8"
    machine.bench.act(Back())
    assert machine.bench.page == Page.SELF_TESTS
    assert machine.bench.sight.menu.tests.picture == b""


async def test_whatever_stands_before_a_camera_with_a_bare_plate_is_shown_to_nobody(machine: Machine) -> None:
    await machine.control.do("camera.paper")
    machine.choose(Trial.CAMERA)
    machine.bench.act(TrialTried())
    seen = await machine.bench.until(lambda sight: sight.menu.tests.trouble is Trouble.NO_PAGE)
    assert seen.menu.tests.picture == b""


async def test_lamps_flash_while_they_are_looked_at_and_go_out_with_the_page(machine: Machine) -> None:
    machine.choose(Trial.LIGHTS)
    await machine.stage("ask")
    lights = machine.bench.hub.devices.lights
    assert lights is not None
    assert Flash.MEDIUM in lights.status.shown.values()
    machine.bench.act(Back())
    async with asyncio.timeout(10):
        async for status in lights.watch():
            if set(status.shown.values()) <= {Flash.OFF}:
                break


async def test_a_key_that_is_tried_is_felt_once_and_then_moves_the_screen_again(machine: Machine) -> None:
    takes = machine.bench.attendance.takes_key
    assert not takes(KeyPress(Key.SELECT))
    machine.choose(Trial.KEYPAD)
    assert [takes(KeyPress(Key.SELECT)), takes(KeyPress(Key.SELECT))] == [True, False]
    for key in set(Key) - {Key.SELECT}:
        assert takes(KeyPress(key))
    assert await machine.kept(Trial.KEYPAD) == (True, ("T0427",))
    assert not takes(KeyPress(Key.UP))


async def test_a_glass_that_is_off_is_kept_with_how_far(machine: Machine) -> None:
    machine.choose(Trial.TOUCH)
    machine.bench.act(*(Felt(str(cell), (6.0, 0.0)) for cell in range(24)))
    assert await machine.kept(Trial.TOUCH) == (False, ("T0427",))
    assert machine.bench.sight.facts.verdicts[Trial.TOUCH].shift_mm == 6.0


async def test_a_clerk_tries_no_devices(tmp_path: Path) -> None:
    async with at_the_menu(tmp_path, LIU) as bench:
        bench.act(PageChosen(Page.SELF_TESTS), TrialChosen(Trial.TOUCH))
        assert bench.page == ""
