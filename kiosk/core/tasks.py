"""The one place where tasks are started: each has a name and an owner, and none dies unseen."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any

_log = logging.getLogger(__name__)


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
