"""Pages that nobody could read, and a camera gone wrong, on the whole terminal: told, asked again, never a dead end.

The camera is the emulated one on its wire, the judge is the real helper process.
"""

import io
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from devices.contracts.readiness import Service, service_off
from kiosk.session import events as ev
from kiosk.session import screens
from kiosk.session.screens import Delivery, ScanState, Supplied, Supply
from tests.end_to_end.trial import Trial
from tests.helpers.flying_time import FLYING, Backend, flying_loop
from tests.helpers.terminal import DEVICES, Terminal, whole_terminal

pytestmark = pytest.mark.anyio
RESIDENT = "zhang-gui-lan"
PAGE = "常住人口登记卡　姓名 张桂兰　与户主关系 户主　登记住址 桥西区槐树里小区3号楼"
WANTED = {"material_id": "household_register", "reason": "上次那张反光"}
WAYS = {"dark": "too_dark", "cut_off": "cut_off", "glare": "glare"}
"""The contract suite has them all."""


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


@pytest.fixture
async def terminal(tmp_path: Path) -> AsyncIterator[Terminal]:
    async with whole_terminal(tmp_path, devices=(*DEVICES, "camera")) as running:
        yield running


def supply_of(terminal: Terminal) -> Supply:
    assert isinstance(terminal.state.screen, Supply)
    return terminal.state.screen


async def at_camera(terminal: Terminal) -> None:
    """The resident has filed, the department wants a page, and they are back for it."""
    done = await terminal.submitted(RESIDENT)
    await terminal.acknowledged()
    await terminal.slip_settled()
    terminal.leave()
    await terminal.staff.ask_correction(done.case_id, [WANTED], date(2026, 5, 6))
    terminal.send(ev.Started(), ev.ProgressPressed(), ev.NoticeUnderstood())
    await terminal.do("card.put", person=RESIDENT)
    await terminal.on(screens.CaseDetail)
    await terminal.take_card()
    await terminal.until_now("the camera", lambda: not lacks_camera(terminal))
    terminal.send(ev.SupplyPressed())
    await terminal.on(Supply)


def lacks_camera(terminal: Terminal) -> bool:
    return service_off(Service.PHOTOGRAPH, terminal.program.session.snapshot.machines) is not None


async def photographed(terminal: Terminal, scan: ScanState) -> None:
    """A picture is taken, and this comes of it."""
    with flying_loop().hold():  # the judge is a process of its own
        terminal.send(ev.CapturePressed())
        await terminal.until(
            scan.value, lambda s: isinstance(s.screen, Supply) and s.screen.scan not in (ScanState.CAPTURING,)
        )
    assert supply_of(terminal).scan is scan


async def handed_in(terminal: Terminal) -> None:
    """The picture is kept and is at the platform when the screen says so; the resident goes."""
    case_id = supply_of(terminal).case.case_id
    terminal.send(ev.PageKept())
    await terminal.until(
        "the delivery", lambda s: isinstance(s.screen, Supplied) and s.screen.delivery is Delivery.ACKNOWLEDGED
    )
    assert (await terminal.staff.case(case_id))["state"] != "correction_required"
    terminal.send(ev.FinishPressed())
    assert isinstance(terminal.state.screen, screens.Idle)


async def test_an_empty_table_was_photographed_and_accepted_as_a_page(trial: Trial, terminal: Terminal) -> None:
    await at_camera(terminal)
    for _ in range(3):
        await photographed(terminal, ScanState.REFUSED)
        trial.reads("scan.wrong.nothing_there.title", "scan.wrong.nothing_there.do", "scan.again")
        terminal.send(ev.PageKept())
        assert supply_of(terminal).pages == ()
    await terminal.until_now("the words", lambda: "没有看到材料" in "".join(terminal.heard))

    await terminal.do("camera.paper", words=PAGE)
    await photographed(terminal, ScanState.LOOK)
    trial.reads("scan.look.title")
    (page,) = supply_of(terminal).pages
    width_px, height_px = Image.open(io.BytesIO(page.jpeg)).size
    assert height_px / width_px == pytest.approx(1075 / 760, rel=0.03)  # the sheet alone, not the table
    await handed_in(terminal)
    await trial.next_resident()
    await trial.all_arrived()


async def test_pages_nobody_can_read_and_at_last_one_kept_all_the_same(trial: Trial, terminal: Terminal) -> None:
    await at_camera(terminal)
    for way, verdict in WAYS.items():
        await terminal.do("camera.paper", words=PAGE, way=way)
        await photographed(terminal, ScanState.REFUSED)
        trial.reads(f"scan.wrong.{verdict}.title", f"scan.wrong.{verdict}.do")
    trial.reads("scan.keep_anyway")
    await handed_in(terminal)
    await trial.next_resident()
    await trial.all_arrived()


def broken_picture(terminal: Terminal) -> None:
    terminal.machines.camera.fail("not_a_picture")


def refused_picture(terminal: Terminal) -> None:
    terminal.machines.camera.fail("error_500")


def cut_picture(terminal: Terminal) -> None:
    terminal.machines.camera.fail("truncated")


async def test_a_camera_that_gives_no_picture(trial: Trial, terminal: Terminal) -> None:
    await at_camera(terminal)
    await terminal.do("camera.paper", words=PAGE)
    faults: tuple[Callable[[Terminal], None], ...] = (broken_picture, refused_picture, cut_picture)
    for fail in faults:
        fail(terminal)
        await photographed(terminal, ScanState.FAILED)
        trial.reads("scan.failed.title", "scan.failed.do")
    terminal.machines.camera.fail(None)
    await photographed(terminal, ScanState.LOOK)
    await handed_in(terminal)
    await trial.next_resident()
    await trial.all_arrived()
