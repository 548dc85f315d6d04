"""One value that others watch, and things that happen: each reaches everybody who listens, in order."""

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


class Happenings(Generic[Value]):
    """What happens and is over: a key, a call. Loop thread only."""

    MOST_WAITING_COUNT = 64
    """Who does not listen for so many hears the newest."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[Value | None]] = set()
        self._closed = False

    def tell(self, value: Value) -> None:
        """Tell everybody who listens now."""
        for queue in self._queues:
            _put(queue, value)

    def close(self) -> None:
        """End every listener."""
        self._closed = True
        for queue in self._queues:
            _put(queue, None)

    async def listen(self) -> AsyncIterator[Value]:
        """Yield what happens from now on, until closed."""
        queue: asyncio.Queue[Value | None] = asyncio.Queue(self.MOST_WAITING_COUNT)
        if self._closed:
            return
        self._queues.add(queue)
        try:
            while (value := await queue.get()) is not None:
                yield value
        finally:
            self._queues.discard(queue)


def _put(queue: asyncio.Queue[Value | None], value: Value | None) -> None:
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(value)
