"""What the drivers of small devices have in common: status, its age, and how the device is found again."""

import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, NoReturn, TypeVar

from devices.contracts.health import DeviceStatus, Health
from devices.contracts.watching import Watched
from devices.links.link import (
    IN_USE,
    LEAST_BACK_OFF_S,
    MOST_BACK_OFF_S,
    DeviceError,
    Link,
    LinkGarbageError,
    LinkGoneError,
    OpenLink,
)
from devices.links.metered import metered
from devices.links.pause import pause

StatusT = TypeVar("StatusT", bound=DeviceStatus)
GONE = "gone"


class DeviceFailedError(DeviceError):
    """The wire is there, and the device says nothing of use over it."""

    def __init__(self, trouble: str, health: Health = Health.OFFLINE) -> None:
        """`trouble` is the status's short code."""
        super().__init__(trouble)
        self.trouble = trouble
        self.health = health


@dataclass(frozen=True, slots=True)
class BackOff:
    """How long to wait between two tries."""

    least_s: float = LEAST_BACK_OFF_S
    most_s: float = MOST_BACK_OFF_S


class Driver(ABC, Generic[StatusT]):
    """`status`, `watch`, `run` and `close` of a `Device`; a driver adds `_serve` and its commands. Loop thread only."""

    STATE: ClassVar[tuple[str, ...]] = ()
    """Fields of the status that, besides `health`, begin a new state (`since_s`) when they change."""

    def __init__(
        self, start: Callable[..., StatusT], back_off: BackOff | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._back_off = back_off or BackOff()
        self._monotonic = monotonic
        self._status = Watched(start(since_s=monotonic()))

    @property
    def status(self) -> StatusT:
        return self._status.value

    def watch(self) -> AsyncIterator[StatusT]:
        return self._status.watch()

    async def close(self) -> None:
        self._status.close()

    async def run(self) -> NoReturn:
        failures = 0
        while True:
            began_s = self._monotonic()
            health, trouble = await self._lost_by()
            was_well_s = self.status.last_confirmed_s - began_s  # one that answers once and falls again is not well
            failures = 1 if was_well_s > self._back_off.most_s else failures + 1
            self._found(health, trouble, **self.status.nothing_known())
            self._lost(trouble)
            failures = await pause(failures, self._back_off.least_s, self._back_off.most_s)

    @abstractmethod
    async def _serve(self) -> NoReturn:
        """Find the device and work with it until it is lost. Raises LinkGoneError or DeviceFailedError."""

    def _lost(self, trouble: str) -> None:
        """The device is lost, for `trouble`: whoever waits for something must hear so."""

    def _confirm(self, health: Health = Health.ONLINE, trouble: str = "", **told: Any) -> None:
        """The device itself has answered, and this is what it says."""
        self._publish(health=health, trouble=trouble, last_confirmed_s=self._monotonic(), **told)

    def _found(self, health: Health, trouble: str, **told: Any) -> None:
        """The driver has tried, and this is what is wrong, still or again."""
        self._publish(health=health, trouble=trouble, last_found_s=self._monotonic(), **told)

    def _publish(self, **told: Any) -> None:
        """Tell the watchers if anything but the age has changed."""
        old = self.status
        new = replace(old, **told)
        if replace(new, last_confirmed_s=old.last_confirmed_s, last_found_s=old.last_found_s) == old:
            self._status.refresh(new)
            return
        is_new_state = any(getattr(new, name) != getattr(old, name) for name in ("health", *self.STATE))
        self._status.publish(replace(new, since_s=self._monotonic()) if is_new_state else new)

    async def _lost_by(self) -> tuple[Health, str]:
        """Work with the device until it is lost; what that makes of it, and why."""
        try:
            await self._serve()
        except LinkGarbageError as error:
            return Health.HARDWARE_ERROR, error.code
        except LinkGoneError as error:
            return Health.BUSY if error.code == IN_USE else Health.NO_DEVICE, error.code
        except DeviceFailedError as error:
            return error.health, error.trouble


class LinkDriver(Driver[StatusT]):
    """The same over one link: a driver adds `_work`."""

    MOST_BYTES_S: ClassVar[int] = 16 * 1024
    """More than a serial port can bring (115200 baud: 11.5 kB/s), and than small devices have to say."""

    def __init__(
        self, open_link: OpenLink, start: Callable[..., StatusT], back_off: BackOff | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__(start, back_off, monotonic)
        self._open_link = metered(open_link, self.MOST_BYTES_S)

    async def _serve(self) -> NoReturn:
        link = await self._open_link()
        try:
            await self._work(link)
        finally:
            await link.close()

    @abstractmethod
    async def _work(self, link: Link) -> NoReturn:
        """Serve the open link until it breaks. Raises LinkGoneError or DeviceFailedError."""
