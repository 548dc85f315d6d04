"""From a touch to the first frame that shows it, as the resident's eye would take it.

    hand (another process) ─ its moment ─► notifier ─► touch event ─► … ─► frame given to the screen
                                                                            └─► other pixels than at rest: seen

The frame is what the offscreen screen really holds, not a picture rendered for the occasion.
"""

import asyncio
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from time import monotonic_ns

from PySide6.QtCore import QPoint, QPointF, QRect, QSocketNotifier
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.app.demo.finger import Finger, outside_tasks
from tests.helpers.view_context import ROOT

PATIENCE_S = 10.0
POLL_S = 0.02
RELEASE_POLLS = 100
"""What looks otherwise after so many has changed for another reason."""
CONTACT_S = 0.08
REST_S = (0.03, 0.15)
"""Between two touches, at random, so that they meet every moment of what the terminal does."""
AROUND_PX = 12
BESIDE = QPoint(2, 2)


@dataclass(frozen=True, slots=True)
class Touch:
    """One touch: how long until it was seen, and how late the machine alone let the hand be."""

    seen_ms: float
    late_ms: float


@dataclass(slots=True)
class _Awaited:
    """The touch under way, and what its place looked like before."""

    place: QRect
    point: QPoint
    at_rest: QImage
    seen: "asyncio.Future[Touch]"
    meant_ns: int = 0
    touched_ns: int = 0


class TouchToPaint:
    """Touches controls of a window that is shown offscreen; every touch slips off, so that nothing is activated."""

    def __init__(self, window: QQuickWindow, randomness: random.Random) -> None:
        self._window = window
        self._randomness = randomness
        self._device = QTest.createTouchDevice()
        self._finger = Finger(window, randomness)
        self._hand: subprocess.Popen[bytes]
        self._awaited: _Awaited | None = None

    @contextmanager
    def ready(self) -> Iterator[None]:
        """While the hand is there."""
        pipe = subprocess.PIPE
        with subprocess.Popen([sys.executable, "-m", "tests.helpers.hand"], cwd=ROOT, stdin=pipe, stdout=pipe) as hand:
            assert hand.stdin is not None
            assert hand.stdout is not None
            self._hand = hand
            notifier = QSocketNotifier(hand.stdout.fileno(), QSocketNotifier.Type.Read)
            notifier.activated.connect(self._felt)
            self._window.frameSwapped.connect(self._swapped)
            try:
                yield
            finally:
                self._window.frameSwapped.disconnect(self._swapped)
                notifier.setEnabled(False)
                hand.stdin.close()

    async def touch(self, names: Sequence[str]) -> Touch:
        """Touch one of these controls."""
        item = await self._finger.find(self._randomness.choice(names), PATIENCE_S)
        place = _around(item)
        seen: asyncio.Future[Touch] = asyncio.get_running_loop().create_future()
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        at_rest = self._shown(place)
        self._awaited = _Awaited(place, middle, at_rest, seen)
        assert self._hand.stdin is not None
        self._hand.stdin.write(b"%f\n" % self._randomness.uniform(*REST_S))
        self._hand.stdin.flush()
        try:
            touch = await asyncio.wait_for(seen, PATIENCE_S)
        finally:
            self._awaited = None
        await asyncio.sleep(CONTACT_S)
        for act in ("move", "release"):
            await outside_tasks(partial(self._touch, act, BESIDE))
        await self._released(place, at_rest)
        return touch

    async def _released(self, place: QRect, at_rest: QImage) -> None:
        """Wait until the control looks as before, so that the next touch can be told from this one."""
        for _ in range(RELEASE_POLLS):
            if self._shown(place) == at_rest:
                return
            await asyncio.sleep(POLL_S)

    def _felt(self) -> None:
        """The hand has touched: the event goes into the queue where a panel's would."""
        assert self._hand.stdout is not None
        meant_ns, touched_ns = map(int, os.read(self._hand.stdout.fileno(), 100).split())
        awaited = self._awaited
        if awaited is not None:
            awaited.meant_ns, awaited.touched_ns = meant_ns, touched_ns
            self._touch("press", awaited.point)

    def _swapped(self) -> None:
        now_ns = monotonic_ns()
        awaited = self._awaited
        if awaited is None or awaited.seen.done():
            return
        shown = self._shown(awaited.place)
        if awaited.touched_ns == 0:
            awaited.at_rest = shown
        elif shown != awaited.at_rest:
            late_ns = awaited.touched_ns - awaited.meant_ns
            awaited.seen.set_result(Touch((now_ns - awaited.touched_ns) / 1e6, late_ns / 1e6))

    def _touch(self, act: str, point: QPoint) -> None:
        sequence = QTest.touchEvent(self._window, self._device)
        getattr(sequence, act)(0, point, self._window).commit(False)

    def _shown(self, place: QRect) -> QImage:
        """What the screen holds there now."""
        grabbed = self._window.screen().grabWindow(
            self._window.winId(), place.x(), place.y(), place.width(), place.height()
        )
        return grabbed.toImage()


def _around(item: QQuickItem) -> QRect:
    place = item.mapRectToScene(item.boundingRect()).toRect()
    return place.adjusted(-AROUND_PX, -AROUND_PX, AROUND_PX, AROUND_PX)
