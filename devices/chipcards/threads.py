"""The two kinds of threads: one that watches the readers, one for each card. They tell the loop and never wait for it.

A card that does not answer holds its own thread, and nothing can be done about that: the thread is given up, not
killed. It ends by itself when the card is pulled or the service dies, and lets go of the card then; until that moment
the service tells everybody that the card is taken, which is the truth.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue

from devices.chipcards.pcsc import Context, PcscError, ReaderSeen
from devices.contracts.results import TimedOut
from devices.contracts.smart_card import Answered, CardLost

LOOK_S = 5.0
"""How long the service is waited for at most: then it has confirmed itself, and a watcher no longer wanted ends."""


@dataclass(frozen=True, slots=True)
class ServiceGone:
    """No reader can be seen."""


Seen = tuple[ReaderSeen, ...] | ServiceGone


class ReaderWatch:
    """Watches all readers until the service is gone or `stop`; tells at every change and once in LOOK_S."""

    def __init__(self, tell: Callable[[Seen], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._tell = tell
        self._wanted = True
        threading.Thread(target=self._work, name="chip card readers", daemon=True).start()

    def stop(self) -> None:
        """Tell no more; returns at once, the thread ends within LOOK_S."""
        self._wanted = False

    def _work(self) -> None:
        try:
            with Context() as context:
                while self._wanted:
                    self._report(context.wait(LOOK_S))
        except PcscError:  # whatever libpcsclite calls it, it found nobody who answers
            self._report(ServiceGone())

    def _report(self, seen: Seen) -> None:
        with contextlib.suppress(RuntimeError):  # the loop was closed
            self._loop.call_soon_threadsafe(self._deliver, seen)

    def _deliver(self, seen: Seen) -> None:
        if self._wanted:
            self._tell(seen)


@dataclass(frozen=True, slots=True)
class Opened:
    """The card has power and is ours."""

    atr: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """Another program holds it."""


Told = Opened | Taken | Answered | CardLost


class CardSession:
    """One card, held by a thread of its own from now until `close`. Keeps no answer. Loop thread only."""

    def __init__(self, reader: str) -> None:
        self._reader = reader
        self._loop = asyncio.get_running_loop()
        self._orders: SimpleQueue[bytes | None] = SimpleQueue()
        self._waiting: asyncio.Future[Told] | None = self._loop.create_future()
        self._over = False
        self.ended = asyncio.Event()
        """The thread has let go of the card."""
        threading.Thread(target=self._work, name="chip card", daemon=True).start()

    async def open(self, timeout_s: float) -> Opened | Taken | CardLost | TimedOut:
        """Wait until the card is ours. To be asked for once, before anything else."""
        assert self._waiting is not None
        opened = await self._answer(self._waiting, timeout_s)
        assert not isinstance(opened, Answered)
        return opened

    async def ask(self, command: bytes, timeout_s: float) -> Answered | CardLost | TimedOut:
        """A command and its answer; after a time-out or a loss the session is over."""
        if self._over:
            return CardLost("over")
        self._waiting = self._loop.create_future()
        self._orders.put(command)
        answer = await self._answer(self._waiting, timeout_s)
        assert not isinstance(answer, Opened | Taken)
        return answer

    def close(self) -> None:
        """Let go after the command under way; returns at once."""
        self._over = True
        self._orders.put(None)

    async def _answer(self, waiting: asyncio.Future[Told], timeout_s: float) -> Told | TimedOut:
        try:
            async with asyncio.timeout(timeout_s):
                return await waiting
        except TimeoutError:
            self.close()
            return TimedOut()

    def _work(self) -> None:
        try:
            with Context() as context, context.connect(self._reader) as card:
                self._call(self._tell, Opened(card.atr()))
                while (command := self._orders.get()) is not None:
                    answer = card.ask(command)
                    self._call(self._tell, answer or CardLost("no_valid_answer"))
                    if answer is None:
                        break
        except PcscError as error:
            self._call(self._tell, Taken() if error.reason == "in_use" else CardLost(error.reason))
        finally:
            self._call(self._end)

    def _call(self, callback: Callable[..., object], *arguments: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop was closed
            self._loop.call_soon_threadsafe(callback, *arguments)

    def _tell(self, told: Told) -> None:
        self._over = self._over or isinstance(told, Taken | CardLost)
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_result(told)

    def _end(self) -> None:
        self._tell(CardLost("over"))
        self.ended.set()
