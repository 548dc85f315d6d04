"""The drivers of input devices, over a link that speaks `struct input_event` (links.evdev). One base, and what each
device makes of its events.

    link ──► events ──► EV_KEY code ──► Keypad: the key it stands for · HelpButton: a call
                    └─► EV_SW code ───► Switch: a field of the status, on or off
"""

import time
from abc import abstractmethod
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, NoReturn

from devices.contracts.health import Health
from devices.contracts.keypad import Key, KeypadStatus, KeyPress
from devices.contracts.sensing import HelpButtonStatus
from devices.contracts.watching import Happenings
from devices.links.driver import BackOff, DeviceFailedError, LinkDriver, StatusT
from devices.links.input_events import KEY, PRESSED, REPEATED, REPORT, SWITCH, EventReader, InputEvent
from devices.links.link import Link, LinkGarbageError, OpenLink, heard
from devices.links.pause import BEAT_S

SILENT_AFTER_S = 2.5 * BEAT_S
"""The link says something every beat, whoever touches the device."""
LATE_S = 0.05

KEYS: Mapping[Key, int] = {
    Key.UP: 103, Key.DOWN: 108, Key.LEFT: 105, Key.RIGHT: 106, Key.SELECT: 28,
    Key.HELP: 59, Key.VOLUME: 115, Key.RATE: 60,
}  # fmt: skip
"""The codes of an assistive keypad as it comes: arrows, Enter, F1, volume up, F2."""
HELP_CODE = 138
"""KEY_HELP."""


class InputDriver(LinkDriver[StatusT]):
    """Keeps an input device; what an event means is said by `_take`."""

    async def _work(self, link: Link) -> NoReturn:
        reader = EventReader()
        while True:
            data = await heard(link, SILENT_AFTER_S, LATE_S)
            if not data:
                raise DeviceFailedError("silent")
            events = reader.feed(data)
            if reader.has_garbage:
                raise LinkGarbageError("no kernel wrote that")
            for event in events:
                self._take(event)
            if events:  # half a one is nobody's word
                self._confirm()

    @abstractmethod
    def _take(self, event: InputEvent) -> None:
        """Make something of an event."""


class EvdevKeypad(InputDriver[KeypadStatus]):
    """Implements `Keypad`. A key that comes up is no event; a device that repeats by itself is told as it does."""

    def __init__(
        self, open_link: OpenLink, keys: Mapping[Key, int] = KEYS, back_off: BackOff | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__(open_link, KeypadStatus, back_off, monotonic)
        self._keys = {code: key for key, code in keys.items()}
        self._presses = Happenings[KeyPress]()

    def presses(self) -> AsyncIterator[KeyPress]:
        return self._presses.listen()

    async def close(self) -> None:
        self._presses.close()
        await super().close()

    def _take(self, event: InputEvent) -> None:
        key = self._keys.get(event.code)
        if event.kind == KEY and key is not None and event.value in (PRESSED, REPEATED):
            self._presses.tell(KeyPress(key, is_repeat=event.value == REPEATED))


class EvdevButton(InputDriver[HelpButtonStatus]):
    """Implements `HelpButton`."""

    def __init__(
        self, open_link: OpenLink, code: int = HELP_CODE, back_off: BackOff | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__(open_link, HelpButtonStatus, back_off, monotonic)
        self._code = code
        self._calls = Happenings[bool]()

    async def calls(self) -> AsyncIterator[None]:
        async for _ in self._calls.listen():
            yield

    async def close(self) -> None:
        self._calls.close()
        await super().close()

    def _take(self, event: InputEvent) -> None:
        if event == InputEvent(KEY, self._code, PRESSED):
            self._calls.tell(True)


class EvdevSwitch(InputDriver[StatusT]):
    """Implements `HeadphoneJack` and `Proximity`: one switch of the device is one field of the status."""

    def __init__(
        self, open_link: OpenLink, start: Callable[..., StatusT], field: str, code: int,
        back_off: BackOff | None = None, monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__(open_link, start, back_off, monotonic)
        self._field = field
        self._code = code

    def _take(self, event: InputEvent) -> None:
        if event.kind == SWITCH and event.code == self._code:
            told: dict[str, Any] = {self._field: event.value != 0}
            self._confirm(**told)
        elif event == REPORT and getattr(self.status, self._field) is None:
            raise DeviceFailedError("no_such_switch", Health.HARDWARE_ERROR)
