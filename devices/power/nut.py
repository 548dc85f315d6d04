"""The driver of a UPS behind NUT's `upsd`: asks for all its variables in one go, over one connection."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from devices.contracts.health import Health
from devices.contracts.power import PowerSource, PowerStatus
from devices.links.driver import BackOff, DeviceFailedError, LinkDriver
from devices.links.inbox import Inbox
from devices.links.link import Link, OpenLink
from devices.links.pause import BEAT_S, to_beat_s
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

    poll_s: float = 3 * BEAT_S
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
        inbox = Inbox(link)
        while True:
            await self._look(link, inbox)
            await asyncio.sleep(to_beat_s(self._timing.poll_s))

    async def _look(self, link: Link, inbox: Inbox) -> None:
        status, charge, runtime, *about = await self._ask(link, inbox, STATUS, CHARGE, RUNTIME, *ABOUT.values())
        source = power_source(status or "")
        if status is None or source is PowerSource.UNKNOWN:  # upsd knows the supply before it knows anything of it
            raise DeviceFailedError("no_status")
        told: dict[str, Any] = {field: value or "" for field, value in zip(ABOUT, about, strict=True)}
        self._confirm(
            trouble=trouble_of(status),
            source=source,
            charge_percent=None if charge is None else whole_number(charge),
            runtime_s=None if runtime is None else whole_number(runtime),
            **told,
        )

    async def _ask(self, link: Link, inbox: Inbox, *names: str) -> list[str | None]:
        """The values of variables, asked for in one go; None for one this supply has not.

        Raises DeviceFailedError, LinkGoneError.
        """
        try:
            async with asyncio.timeout(self._timing.answer_s):
                await link.write("".join(f"GET VAR {self._ups} {name}\n" for name in names).encode())
                return [self._value(name, await inbox.until(b"\n", MOST_LINE_BYTES)) for name in names]
        except TimeoutError:
            raise DeviceFailedError("silent") from None

    def _value(self, name: str, line: bytes | None) -> str | None:
        match None if line is None else parse_answer(line):
            case Variable(ups=self._ups, name=named, value=value) if named == name:
                return value
            case Refusal(code) if code in REFUSALS:
                raise DeviceFailedError(*REFUSALS[code])
            case Refusal():
                return None
            case _:
                raise DeviceFailedError("bad_answer")
