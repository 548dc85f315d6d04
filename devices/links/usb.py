"""A USB device's bulk pipes as a Link, over pyusb. Knows no protocol; at most where a frame's head ends.

    one pair of pipes         bytes in both directions at once          reader cards (framing A), receipt printers
    two pairs, and `Split`    a frame's head on the first pair, its     reader cards (framing B)
                              body on the second; one answer a question

Which of the two it is says the device's own descriptor: the number of its OUT pipes.

pyusb blocks, so each link has threads of its own, which wait no longer than `SLICE_MS` at a time: that is how long
closing the link, or giving up a write that the device does not take, may last. Silence is no error at this height.
The loop gets bytes and ends through one buffer; when nobody reads, the device is made to wait.
"""

import asyncio
import contextlib
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import usb.core

from devices.links.link import Link, LinkGoneError, OpenLink
from devices.links.usb_device import Pipes, UsbIds, dispose, errors_told, open_device

SLICE_MS = 100
STALE_MS = 1
TRANSFER_BYTES = 4096
"""A multiple of every packet size (8 to 1024): a packet that is longer than its room is an error on USB. A write that
is given up still hands over this much at most."""
MOST_WAITING_BYTES = 65536
CLOSE_S = 1.0


@dataclass(frozen=True, slots=True)
class Split:
    """How frames are cut that travel over two pairs of pipes."""

    head_bytes: int
    body_bytes: Callable[[bytes], int]
    """How many bytes follow a head."""


@dataclass(slots=True)
class _Writing:
    data: bytes
    done: asyncio.Future[None]
    dropped: threading.Event = field(default_factory=threading.Event)


class UsbLink:
    """An open device as a Link. Loop thread, but for the methods that say otherwise."""

    def __init__(self, device: Any, pipes: Pipes, split: Split | None) -> None:
        self._device = device
        self._pipes = pipes
        self._split = split if split is not None and len(pipes.outs) > 1 and len(pipes.ins) > 1 else None
        self._loop = asyncio.get_running_loop()
        self._closed = threading.Event()
        self._writings: queue.SimpleQueue[_Writing | None] = queue.SimpleQueue()
        self._room = threading.Condition()
        self._received: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._gone: str | None = None
        self._news = asyncio.Event()
        works = (self._ask_and_answer,) if self._split is not None else (self._write_on, self._read_on)
        self._threads = [threading.Thread(target=self._run, args=(work,), name="usb", daemon=True) for work in works]
        for thread in self._threads:
            thread.start()

    async def write(self, data: bytes) -> None:
        """Returns when the device has taken the bytes. Cancelling drops what it has not taken yet."""
        writing = _Writing(data, self._loop.create_future())
        with self._room:
            if self._gone is not None:
                raise LinkGoneError(self._gone)
            self._writings.put(writing)
        try:
            await writing.done
        finally:
            writing.dropped.set()

    async def read(self) -> bytes:
        while True:
            await self._news.wait()
            self._news.clear()
            with self._room:
                data, gone = b"".join(self._received), self._gone
                self._received.clear()
                self._waiting_bytes = 0
                self._room.notify_all()
            if gone is not None:
                self._news.set()  # it stays so
            if data:
                return data
            if gone is not None:
                raise LinkGoneError(gone)

    async def close(self) -> None:
        self._end("closed")
        await self._loop.run_in_executor(None, self._let_go)

    def _let_go(self) -> None:
        """In a thread: wait for the link's own, and give the device back."""
        for thread in self._threads:
            thread.join(CLOSE_S)
        if not any(thread.is_alive() for thread in self._threads):  # or libusb would close what it is still reading
            dispose(self._device)

    # ── in the link's own threads ──

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        finally:  # also of what pyusb should not have raised: nobody waits for ever for a thread that ended
            self._end("closed")

    def _write_on(self) -> None:
        while (writing := self._writings.get()) is not None:
            self._carry_out(writing, lambda: self._send(writing, self._pipes.outs[0], writing.data))

    def _read_on(self) -> None:
        with self._until_gone():
            while not self._closed.is_set():
                self._deliver(self._receive(self._pipes.ins[0]))

    def _ask_and_answer(self) -> None:
        """Framing B: nothing comes unasked, and an answer that was given up must not be taken for the next one's."""
        while (writing := self._writings.get()) is not None:
            self._carry_out(writing, lambda: self._ask(writing))
            with self._until_gone():
                self._take_answer()

    def _ask(self, writing: _Writing) -> None:
        assert self._split is not None
        for pipe in self._pipes.ins[:2]:
            while self._receive(pipe, STALE_MS) and not writing.dropped.is_set() and not self._closed.is_set():
                pass
        self._send(writing, self._pipes.outs[0], writing.data[: self._split.head_bytes])
        self._send(writing, self._pipes.outs[1], writing.data[self._split.head_bytes :])

    def _take_answer(self) -> None:
        assert self._split is not None
        head = self._gather(self._pipes.ins[0], self._split.head_bytes)
        if len(head) >= self._split.head_bytes:
            self._gather(self._pipes.ins[1], self._split.body_bytes(head[: self._split.head_bytes]))

    def _gather(self, pipe: int, count: int) -> bytes:
        """Hand on what comes from a pipe until it is enough, another question waits, or the link ends."""
        gathered = b""
        while len(gathered) < count and self._writings.empty() and not self._closed.is_set():
            data = self._receive(pipe)
            self._deliver(data)
            gathered += data
        return gathered

    def _carry_out(self, writing: _Writing, send: Callable[[], None]) -> None:
        error: LinkGoneError | None = LinkGoneError(self._gone or "closed")
        try:
            if self._gone is None:
                send()
                error = None
        except LinkGoneError as gone:
            error = gone
            self._end(str(gone))
        finally:
            self._on_loop(_settle, writing.done, error)

    def _send(self, writing: _Writing, pipe: int, data: bytes) -> None:
        while data and not writing.dropped.is_set() and not self._closed.is_set():
            with contextlib.suppress(usb.core.USBTimeoutError), errors_told():
                data = data[self._device.write(pipe, data[:TRANSFER_BYTES], SLICE_MS) :]
        if data and not writing.dropped.is_set():
            raise LinkGoneError("closed")

    def _receive(self, pipe: int, patience_ms: int = SLICE_MS) -> bytes:
        """What the device gives within the time; nothing is silence."""
        try:
            with errors_told():
                return bytes(self._device.read(pipe, TRANSFER_BYTES, patience_ms))
        except usb.core.USBTimeoutError:
            return b""

    def _deliver(self, data: bytes) -> None:
        if not data:
            return
        with self._room:
            self._room.wait_for(lambda: self._waiting_bytes < MOST_WAITING_BYTES or self._closed.is_set())
            self._received.append(data)
            self._waiting_bytes += len(data)
        self._on_loop(self._news.set)

    @contextlib.contextmanager
    def _until_gone(self) -> Iterator[None]:
        try:
            yield
        except LinkGoneError as error:
            self._end(str(error))

    # ── in any thread ──

    def _end(self, why: str) -> None:
        with self._room:
            self._gone = self._gone or why
            self._closed.set()
            self._room.notify_all()
            self._writings.put(None)
        self._on_loop(self._news.set)

    def _on_loop(self, call: Callable[..., object], *arguments: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop ended before its link
            self._loop.call_soon_threadsafe(call, *arguments)


def _settle(done: asyncio.Future[None], error: LinkGoneError | None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)


def usb_link(ids: UsbIds, split: Split | None = None, backend: Any = None) -> OpenLink:
    """The first of these devices that is plugged in. Its file must be ours by a udev rule.

    `split` is how frames are cut if the device has two pairs of pipes; without it the first pair carries all.
    `backend` is pyusb's, libusb if None.
    """

    async def open_link() -> Link:
        opening = asyncio.get_running_loop().run_in_executor(None, open_device, ids, backend)
        try:
            device, pipes = await asyncio.shield(opening)
        except asyncio.CancelledError:
            opening.add_done_callback(_dispose_late)
            raise
        return UsbLink(device, pipes, split)

    return open_link


def _dispose_late(opening: asyncio.Future[tuple[Any, Pipes]]) -> None:
    if not opening.cancelled() and opening.exception() is None:
        dispose(opening.result()[0])
