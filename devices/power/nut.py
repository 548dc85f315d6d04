"""The driver of a UPS behind NUT's `upsd`: asks for its variables every two seconds, over one connection."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from devices.contracts.health import Health
from devices.contracts.power import PowerStatus
from devices.links.driver import BackOff, DeviceFailedError, LinkDriver
from devices.links.link import Link, OpenLink
from devices.power.answers import (
    MOST_LINE_BYTES,
    Refusal,
    Variable,
    parse_answer,
    power_source,
    trouble_of,
    whole_number,
)

STATUS, CHARGE, RUNTIME = "ups.status", "battery.charge", "battery.runtime"
ABOUT = {"model": "ups.model", "serial": "ups.serial", "firmware": "ups.firmware"}
REFUSALS = {
    "UNKNOWN-UPS": ("unknown_ups", Health.NO_DEVICE),
    "DRIVER-NOT-CONNECTED": ("driver_gone", Health.OFFLINE),
    "DATA-STALE": ("data_stale", Health.OFFLINE),
    "ACCESS-DENIED": ("access_denied", Health.OFFLINE),
}
"""What an error says of the supply. Others say that it has not this variable."""


@dataclass(frozen=True, slots=True)
class NutTiming:
    """How often to ask, and how long to wait."""

    poll_s: float = 2.0
    answer_s: float = 3.0


class NutSupply(LinkDriver[PowerStatus]):
    """Implements `PowerSupply`. Loop thread only."""

    STATE = ("source",)

    def __init__(
        self, open_link: OpenLink, ups: str, timing: NutTiming | None = None, back_off: BackOff | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__(open_link, PowerStatus, back_off, monotonic)
        self._ups = ups
        self._timing = timing or NutTiming()

    async def _work(self, link: Link) -> NoReturn:
        lines = _Lines(link)
        while True:
            await self._look(lines)
            await asyncio.sleep(self._timing.poll_s)

    async def _look(self, lines: "_Lines") -> None:
        status = await self._ask(lines, STATUS)
        if status is None:  # upsd knows the supply before it knows anything of it
            raise DeviceFailedError("no_status")
        charge, runtime = await self._ask(lines, CHARGE), await self._ask(lines, RUNTIME)
        about: dict[str, Any] = {field: await self._ask(lines, name) or "" for field, name in ABOUT.items()}
        self._confirm(
            trouble=trouble_of(status),
            source=power_source(status),
            charge_percent=None if charge is None else whole_number(charge),
            runtime_s=None if runtime is None else whole_number(runtime),
            **about,
        )

    async def _ask(self, lines: "_Lines", name: str) -> str | None:
        """The value of a variable; None for one this supply has not. Raises DeviceFailedError, LinkGoneError."""
        try:
            async with asyncio.timeout(self._timing.answer_s):
                answer = parse_answer(await lines.ask(f"GET VAR {self._ups} {name}"))
        except TimeoutError:
            raise DeviceFailedError("silent") from None
        match answer:
            case Variable(ups=self._ups, name=named, value=value) if named == name:
                return value
            case Refusal(code) if code in REFUSALS:
                raise DeviceFailedError(*REFUSALS[code])
            case Refusal():
                return None
            case _:
                raise DeviceFailedError("bad_answer")


class _Lines:
    """A link as questions and answers, a line each."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._received = b""

    async def ask(self, question: str) -> bytes:
        """The answer's line. Raises LinkGoneError, and DeviceFailedError for a line without an end."""
        await self._link.write(question.encode() + b"\n")
        while b"\n" not in self._received:
            if len(self._received) > MOST_LINE_BYTES:
                raise DeviceFailedError("bad_answer")
            self._received += await self._link.read()
        line, self._received = self._received.split(b"\n", 1)
        return line
