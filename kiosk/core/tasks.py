"""The one place where tasks are started: each has a name and an owner, and none dies unseen."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from kiosk.core.clock import Clock

WORN_OUT_COUNT = 5
WORN_OUT_WITHIN_S = 300.0
PAUSES_S = (1.0, 4.0, 16.0, 60.0)
"""Before a task that has to live is begun again; the last one from then on."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Falls:
    """When a task that has to live crashed lately. Moments are monotonic seconds."""

    at_s: tuple[float, ...] = ()

    def and_one(self, now_s: float) -> "Falls":
        """With the crash of this moment, and without those of long ago."""
        return Falls((*(each_s for each_s in self.at_s if now_s - each_s < WORN_OUT_WITHIN_S), now_s))

    @property
    def are_too_many(self) -> bool:
        """To begin it again does not help."""
        return len(self.at_s) >= WORN_OUT_COUNT

    @property
    def pause_s(self) -> float:
        """How long to wait until it is begun again."""
        return PAUSES_S[min(len(self.at_s), len(PAUSES_S)) - 1]


class Supervisor:
    """Starts, names, watches and ends tasks. Use as an async context manager; leaving it cancels what still runs.

    `on_crash(name, error)` is called for a task that raised; without it the error is only logged. Main thread only.
    """

    def __init__(self, on_crash: Callable[[str, BaseException], None] | None = None) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._on_crash = on_crash

    def start(self, name: str, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run `work` in the background under `name` and return its task, for cancelling."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def keep(
        self,
        name: str,
        work: Callable[[], Coroutine[Any, Any, None]],
        clock: Clock,
        fell: Callable[[str, Exception, Falls], None],
    ) -> asyncio.Task[Any]:
        """Run `work` under `name` and begin it again, after a pause, whenever it crashes; each time `fell` is told."""

        async def kept() -> None:
            falls = Falls()
            while True:
                try:
                    return await work()
                except Exception as error:  # noqa: BLE001 - whatever it is, the machine needs this task
                    _log.error("a task that has to live crashed", exc_info=error)
                    falls = falls.and_one(clock.monotonic_s())
                    fell(name, error, falls)
                await clock.sleep(falls.pause_s)

        return self.start(name, kept())

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the tasks now running."""
        return tuple(sorted(task.get_name() for task in self._tasks))

    async def close(self) -> None:
        """Cancel everything, also what is started meanwhile, and wait until it has ended."""
        while self._tasks:
            for task in tuple(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await asyncio.sleep(0)

    async def __aenter__(self) -> "Supervisor":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            _log.error("task %s crashed", task.get_name(), exc_info=error)
            if self._on_crash is not None:
                self._on_crash(task.get_name(), error)
