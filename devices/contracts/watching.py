"""One value that others watch: every change reaches every watcher, in order, and nothing else does."""

import asyncio
from collections.abc import AsyncIterator
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Watched(Generic[Value]):
    """The last value and those who wait for the next. Loop thread only."""

    def __init__(self, value: Value) -> None:
        self._value = value
        self._queues: set[asyncio.Queue[Value | None]] = set()
        self._closed = False

    @property
    def value(self) -> Value:
        return self._value

    def refresh(self, value: Value) -> None:
        """Replace the value without telling anybody: only its age changed."""
        self._value = value

    def publish(self, value: Value) -> None:
        """Replace the value and tell every watcher."""
        self._value = value
        for queue in self._queues:
            queue.put_nowait(value)

    def close(self) -> None:
        """End every watcher."""
        self._closed = True
        for queue in self._queues:
            queue.put_nowait(None)

    async def watch(self) -> AsyncIterator[Value]:
        """Yield the value now, then every published one, until closed."""
        queue: asyncio.Queue[Value | None] = asyncio.Queue()
        queue.put_nowait(self._value)
        if self._closed:
            queue.put_nowait(None)
        self._queues.add(queue)
        try:
            while (value := await queue.get()) is not None:
                yield value
        finally:
            self._queues.discard(queue)
