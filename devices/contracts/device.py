"""What every device offers, whatever it is for."""

from collections.abc import AsyncIterator
from typing import Protocol, TypeVar

from devices.contracts.health import DeviceStatus

StatusT_co = TypeVar("StatusT_co", bound=DeviceStatus, covariant=True)


class Device(Protocol[StatusT_co]):
    """A driver. Loop thread only. Its `status`, `watch` and `close` never wait for a command under way."""

    @property
    def status(self) -> StatusT_co: ...

    def watch(self) -> AsyncIterator[StatusT_co]:
        """Yield the status now, then on every change, until closed."""
        ...

    async def run(self) -> None:
        """Keep the device connected and its status fresh until cancelled, reconnecting with 0.5 → 5 s back-off."""
        ...

    async def close(self) -> None:
        """End every watcher and every command; never raises."""
        ...
