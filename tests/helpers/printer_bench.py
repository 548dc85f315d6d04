"""A printer under test, of slips or of pages: what it told on the way, and waiting for what it will."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from devices.contracts.health import Health
from devices.contracts.printer import PrinterStatus, PrintProgress, PrintResult

Job_contra = TypeVar("Job_contra", contravariant=True)
Job = TypeVar("Job")


class Prints(Protocol[Job_contra]):
    """What both printers' contracts have in common."""

    def watch(self) -> AsyncIterator[PrinterStatus]: ...

    async def print(self, job: Job_contra, on_progress: Callable[[PrintProgress], None], /) -> PrintResult: ...


@dataclass
class PrinterBench(Generic[Job]):
    """`usual` is what is printed where a test names nothing else."""

    prints: Prints[Job]
    usual: Job
    progress: list[PrintProgress] = field(default_factory=list)
    _told: asyncio.Event = field(default_factory=asyncio.Event)

    async def print(self, job: Job | None = None) -> PrintResult:
        return await self.prints.print(self.usual if job is None else job, self._note)

    def start(self, job: Job | None = None) -> asyncio.Task[PrintResult]:
        return asyncio.get_running_loop().create_task(self.print(job))

    async def told(self, wanted: PrintProgress) -> None:
        async with asyncio.timeout(5):
            while wanted not in self.progress:
                self._told.clear()
                await self._told.wait()

    async def until(self, wanted: Callable[[PrinterStatus], bool]) -> PrinterStatus:
        async with asyncio.timeout(5):
            async for status in self.prints.watch():
                if wanted(status):
                    return status
        raise AssertionError("the printer was closed")

    async def healths_seen(self, during: Callable[[], Awaitable[object]]) -> set[Health]:
        """Which were told from now until that is over."""
        seen: set[Health] = set()

        async def look() -> None:
            async for status in self.prints.watch():
                seen.add(status.health)

        looking = asyncio.ensure_future(look())
        await during()
        looking.cancel()
        return seen

    def _note(self, progress: PrintProgress) -> None:
        self.progress.append(progress)
        self._told.set()
