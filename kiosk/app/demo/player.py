"""Plays one journey on a running terminal as a resident would, and writes down what was seen, said and printed."""

import asyncio
import base64
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from PySide6.QtQuick import QQuickWindow

from devices.emulators.control_client import ControlClient
from kiosk.app.demo.finger import Finger, outside_tasks
from kiosk.app.demo.stage import Stage
from kiosk.app.demo.summary import Outcome, Slip, Summary
from kiosk.app.measure import pss_mb
from kiosk.app.program import Program
from kiosk.core.clock import china_date
from kiosk.outbox import QueueCounts
from kiosk.session.screens import PRINT_UNDER_WAY, Delivery, Done, Idle, PrintState
from kiosk.session.states import SessionState

PATIENCE_S = 20.0
NEXT_RESIDENT_S = 0.8
"""Nobody follows sooner: within 0.5 s a touch at the same place counts as a second strike of the last one."""
SETTLE_S = 0.35
"""A screen's swap takes 220 ms (tokens: motion.swap); a picture is taken after it."""

_SLIPS = {
    PrintState.HELD: Slip.NOT_STARTED,
    PrintState.PRINTED: Slip.PRINTED,
    PrintState.PARTIAL: Slip.PARTIAL,
    PrintState.NOT_STARTED: Slip.NOT_STARTED,
    PrintState.DECLINED: Slip.NOT_STARTED,
    PrintState.UNKNOWN: Slip.UNKNOWN,
}


class PromiseBrokenError(Exception):
    """The journey did not go as it promises; the message says where."""


@dataclass(slots=True)
class Player:
    """One resident at one terminal."""

    program: Program
    stage: Stage
    window: QQuickWindow
    out: Path
    summary: Summary
    randomness: random.Random
    moments: dict[str, float] = field(default_factory=dict)
    """Monotonic moments told by the program."""
    numbers: dict[str, str] = field(default_factory=dict)
    """The digits this resident types, by field."""
    seed: int = 0
    """Which of several wishes they come with, where an item is for more than one."""
    finger: Finger = field(init=False)
    _picture_count: int = 0

    def __post_init__(self) -> None:
        self.finger = Finger(self.window, self.randomness)
        (self.out / "screens").mkdir(parents=True, exist_ok=True)

    @property
    def control(self) -> ControlClient:
        """The emulated hardware."""
        return self.stage.control

    @property
    def state(self) -> SessionState:
        """The session now."""
        return self.program.session.state

    async def until(self, what: str, seen: Callable[[SessionState], bool], patience_s: float = PATIENCE_S) -> None:
        """Wait until the session is in a certain state."""
        loop = asyncio.get_running_loop()
        end_s = loop.time() + patience_s
        while not seen(self.state):
            if loop.time() > end_s:
                raise PromiseBrokenError(f"waited {patience_s:.0f} s for {what}; the screen is {self.state.screen!r}")
            await asyncio.sleep(0.02)

    async def on(self, screen: type, patience_s: float = PATIENCE_S) -> None:
        """Wait until a screen of that kind is shown."""
        await self.until(screen.__name__, lambda state: isinstance(state.screen, screen), patience_s)

    async def picture(self, name: str) -> None:
        """Keep what the screen shows, once it has come to rest."""
        await asyncio.sleep(SETTLE_S)
        self._picture_count += 1
        path = self.out / "screens" / f"{self._picture_count:02d}-{name}.png"
        saved = await outside_tasks(lambda: self.window.grabWindow().save(str(path)))
        if not saved:
            raise OSError(f"{path} could not be written")
        self.summary.screens.append(path.name)
        self.summary.peak_pss_mb = max(self.summary.peak_pss_mb, round(pss_mb(), 1))

    async def put_card(self, person: str) -> None:
        """Put a person's card on the reader."""
        self.moments["card_put"] = self.program.clock.monotonic_s()
        await self.control.do("card.put", person=person)

    async def take_card(self) -> None:
        """Take the card away."""
        await self.control.do("card.take")

    async def slip_settled(self) -> Done:
        """Wait until it is known what became of the slip."""
        await self.until(
            "the slip", lambda s: isinstance(s.screen, Done) and s.screen.printing not in PRINT_UNDER_WAY, 60
        )
        done = self.state.screen
        assert isinstance(done, Done)
        self.summary.case_id, self.summary.receipt_number = done.case_id, done.number
        self.summary.printed = _SLIPS[done.printing]
        return done

    async def acknowledged(self) -> None:
        """Wait until the screen may say 已经交上去了."""
        await self.until(
            "the acknowledgement", lambda s: isinstance(s.screen, Done) and s.screen.delivery is Delivery.ACKNOWLEDGED
        )

    async def idle_again(self) -> None:
        """Wait until the machine is free and empty."""
        await self.on(Idle)
        if self.state.person is not None or self.state.draft is not None:
            raise PromiseBrokenError("the session ended and something of the resident is left")
        await asyncio.sleep(NEXT_RESIDENT_S)

    async def keep_slip(self) -> None:
        """Write the last slip as the printer's paper shows it."""
        told = await self.control.do("printer.receipt")
        (self.out / "receipt.png").write_bytes(base64.b64decode(told["png_base64"]))

    async def keep_spoken(self) -> None:
        """What the loudspeaker was given, as it stands on its wire; a sentence that was cut ends in an ellipsis."""
        told = await self.control.do("voice.transcript")
        self.summary.spoken = [one["text"] + (" …" if one["cut"] else "") for one in told["spoken"]]

    async def keep_slip_keys(self) -> None:
        """What the platform publishes to check slips with, for `kiosk verify-slip --keys`."""
        (self.out / "slip-keys.json").write_text(json.dumps(await self.stage.staff.slip_keys()))

    async def case_state(self, patience_s: float = PATIENCE_S) -> str:
        """The case's state at the platform, once it is there."""
        assert self.summary.case_id is not None
        loop = asyncio.get_running_loop()
        end_s = loop.time() + patience_s
        while True:
            counts = await self.program.outbox.counts()
            if isinstance(counts, QueueCounts) and counts.waiting_count == 0:
                return str((await self.stage.staff.case(self.summary.case_id))["state"])
            if loop.time() > end_s:
                raise PromiseBrokenError(f"the outbox was not emptied: {counts}")
            await asyncio.sleep(0.05)

    async def ask_for_material(self) -> None:
        """The staff want one more page of this resident's case."""
        assert self.summary.case_id is not None
        due_on = china_date(self.program.clock.now()) + timedelta(days=15)
        wanted = {"material_id": "household_register", "reason": self.stage.script["reason"]}
        action = {"action": "ask_correction", "materials": [wanted], "due_on": due_on.isoformat()}
        await self.stage.staff.act(self.summary.case_id, action)

    def figures(self) -> dict[str, float]:
        """What was measured between the program's own moments."""
        moments = self.moments
        if "case_committed" not in moments or "receipt_first_byte" not in moments:
            return {}
        return {"commit_to_first_byte_ms": round((moments["receipt_first_byte"] - moments["case_committed"]) * 1000, 1)}

    def ended(self, outcome: Outcome) -> None:
        """The journey came to what it promises."""
        self.summary.outcome = outcome

    def note_what_is_known(self) -> None:
        """Complete the summary, also of a journey that broke off: what was touched, measured, filed and printed."""
        summary, screen = self.summary, self.state.screen
        summary.touches = self.finger.touch_count
        summary.figures.update(self.figures())
        if isinstance(screen, Done) and summary.case_id is None:
            summary.case_id, summary.receipt_number = screen.case_id, screen.number
            summary.printed = _SLIPS.get(screen.printing, Slip.UNKNOWN)
