"""The machine's part of a self-test: sounds, lamps, a picture of the plate, a code that is read.

Nothing that a picture or a code holds leaves here but the one picture for the eye that judges it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from devices.contracts.camera import FrameSource
from devices.contracts.lights import Flash, GuidanceLights, Light, LightSet
from devices.contracts.page import Page, PageVerdict
from devices.contracts.results import Cancelled, DeviceGone, TimedOut
from devices.contracts.scanner import CodeScanner, Scanned
from devices.contracts.voice import SpeechFinished, SpeechResult, Utterance
from devices.registry import Devices
from devices.registry.cameras import page_source
from kiosk.core.clock import Clock
from kiosk.maintenance.self_tests import Trial, TrialSeen, Trouble, Try
from kiosk.texts import Texts

Say = Callable[[Utterance], Awaitable[SpeechResult]]
Tell = Callable[[TrialSeen], None]
TONES_HZ = (523, 659, 784)
PICTURE_S, SCAN_S, AWAY_S = 10.0, 60.0, 3.0
SHOWN = frozenset({PageVerdict.OK, PageVerdict.UNJUDGED})
"""A sheet on the plate, or a camera whose pictures nobody judges; whatever else stands before it is nobody's to see."""


@dataclass(frozen=True, slots=True)
class TrialHands:
    """Main thread."""

    devices: Devices
    say: Say | None
    texts: Texts
    clock: Clock

    async def attempt(self, wish: Try, tell: Tell) -> None:
        """Do it and tell what became of it; what goes on goes on until cancelled."""
        match wish.trial:
            case Trial.BEEP | Trial.HEADPHONES:
                tell(TrialSeen(wish.serial, await self._sounded(Utterance("♪", tones_hz=TONES_HZ))))
            case Trial.SPEECH:
                tell(TrialSeen(wish.serial, await self._sounded(Utterance(self.texts("trial.speech.said")))))
            case Trial.CAMERA:
                tell(await _photographed(self.devices.camera, wish.serial))
            case Trial.SCANNER if self.devices.scanner is not None:
                await self._scan(self.devices.scanner, wish, tell)
            case Trial.LIGHTS if self.devices.lights is not None:
                await _light_up(self.devices.lights, wish.serial, tell)
            case _:
                pass

    async def _sounded(self, utterance: Utterance) -> Trouble | None:
        if self.say is None:
            return Trouble.GONE
        return None if isinstance(await self.say(utterance), SpeechFinished) else Trouble.NO_SOUND

    async def _scan(self, scanner: CodeScanner, wish: Try, tell: Tell) -> None:
        """Until the shown code was read; another one is told, and not what it says."""
        while True:
            match await scanner.scan(SCAN_S):
                case Scanned(text=text) if text.strip() == wish.code:
                    return tell(TrialSeen(wish.serial, passed=True))
                case DeviceGone():
                    tell(TrialSeen(wish.serial, Trouble.GONE))
                    await self.clock.sleep(AWAY_S)
                case TimedOut():
                    continue
                case Cancelled():
                    return None
                case _:
                    tell(TrialSeen(wish.serial, Trouble.OTHER_CODE))


async def _photographed(camera: FrameSource | None, serial: int) -> TrialSeen:
    if camera is None:
        return TrialSeen(serial, Trouble.GONE)
    pages = page_source(camera)
    try:
        page = await pages.photograph(PICTURE_S)
    finally:
        await pages.forget()
    if not isinstance(page, Page):
        return TrialSeen(serial, Trouble.GONE)
    if page.verdict not in SHOWN:
        return TrialSeen(serial, Trouble.NO_PAGE)
    return TrialSeen(serial, picture=page.jpeg)


async def _light_up(lights: GuidanceLights, serial: int, tell: Tell) -> None:
    """All of them, until nobody looks any more."""
    try:
        done = [await lights.show(light, Flash.MEDIUM) for light in Light]
        tell(TrialSeen(serial, None if any(isinstance(each, LightSet) for each in done) else Trouble.GONE))
        await asyncio.Event().wait()
    finally:
        for light in Light:
            await lights.show(light, Flash.OFF)
