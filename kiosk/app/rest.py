"""A machine that fell too often: a page with the telephone and nothing else of the program, until the next try."""

import asyncio
import pickle
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from kiosk.app.first_light import page_ink, spread
from kiosk.app.lock import REBOOT
from kiosk.app.service_manager import ALIVE, ENDING, READY, ServiceManager
from kiosk.config import Settings
from kiosk.maintenance.lives import OUT_OF_SERVICE_S, SAFE_S, Life
from kiosk.telemetry import emit
from kiosk.texts import Texts
from ui.bridge.safe_page import SafePage
from ui.bridge.whole_screen import let_go

TRY_AGAIN = 1
WORDS = ("idle.rest.text", "idle.rest.ways", "idle.rest.phone")


async def rest(life: Life, settings: Settings, assets: Path, stop: asyncio.Event) -> int:
    """Show the page for as long as this life is to rest, or until `stop`; the exit code.

    Needs no more than the words and the colours: what felled the program stands in neither.
    """
    emit("resting", life=life.name.lower())
    if life is Life.REBOOT:
        return REBOOT
    page = _page(settings, assets)
    manager = ServiceManager()
    manager.tell(READY)
    loop = asyncio.get_running_loop()
    until_s = loop.time() + (SAFE_S if life is Life.SAFE else OUT_OF_SERVICE_S)
    async with _told(settings):
        while loop.time() < until_s and not stop.is_set():
            manager.tell(ALIVE)
            with suppress(TimeoutError):
                async with asyncio.timeout((manager.limit_s or 8.0) / 4):
                    await stop.wait()
    manager.tell(ENDING)
    let_go(page)
    return 0 if stop.is_set() else TRY_AGAIN


@asynccontextmanager
async def _told(settings: Settings) -> AsyncIterator[None]:
    """The platform is told meanwhile, by a process that may fall as it likes."""
    pipe, null = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    command = (sys.executable, "-m", "kiosk.app.resting_beat")
    teller = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=null, stderr=null)
    assert teller.stdin is not None
    teller.stdin.write(pickle.dumps(settings))
    teller.stdin.close()
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            teller.kill()
        await teller.wait()


def _page(settings: Settings, assets: Path) -> SafePage:
    texts = Texts.load(assets / "i18n", settings.terminal.language, strict=False)
    page = SafePage(
        texts("idle.rest.title"), [texts(word) for word in WORDS], settings.terminal.help_phone,
        settings.machine.panel_width_mm, page_ink(assets),
    )  # fmt: skip
    spread(page, settings)
    return page
