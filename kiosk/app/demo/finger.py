"""A resident's finger: real touch events on what is really to be seen, found by its name.

A target counts only when it is drawn, enabled, inside the window, and has stopped moving. Whether something lies over
it the touch itself finds out: it goes where the window delivers it, like a finger's.
"""

import asyncio
import random
from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QPoint, QPointF, QRectF, QTimer
from PySide6.QtGui import QPointingDevice
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

Made = TypeVar("Made")
POLL_S = 0.02
BETWEEN_BUTTONS_S = 0.6
"""A touch at a button's place within 0.5 s is a strike of the same tremor, whatever lies there then."""
BETWEEN_SAME_KEYS_S = 0.15
"""A key struck again within 0.12 s is a strike of the same tremor: whoever types "00" lifts the finger for longer."""
CONTACT_S = 0.08
"""How long a touch rests: 80 ms, a short tap."""


class NotThereError(Exception):
    """What the script wants to touch is not on the screen."""


class Finger:
    """Taps, long presses and strokes on one window. Counts its touches. Main thread, inside the Qt loop."""

    def __init__(self, window: QQuickWindow, randomness: random.Random) -> None:
        self._window = window
        self._random = randomness
        self._device: QPointingDevice = QTest.createTouchDevice()
        self.touch_count = 0
        self._touched_s = 0.0
        self._key = ""
        """The last touch was this key's; another key follows at once."""

    async def tap(self, name: str, patience_s: float = 8.0) -> None:
        """Touch the control of that name somewhere in its middle half; waits until it can be touched."""
        key = name if name.startswith("key-") else ""
        if not (key and self._key):
            await self._lift_off(BETWEEN_BUTTONS_S)
        elif key == self._key:
            await self._lift_off(BETWEEN_SAME_KEYS_S)
        self._key = key
        await self._touch(await self._target(name, patience_s), CONTACT_S)

    async def double_tap(self, name: str, gap_s: float = 0.06) -> None:
        """Touch twice in quick succession, as a shaking hand does."""
        point = await self._target(name, 8.0)
        await self._touch(point, 0.02)
        await asyncio.sleep(gap_s)
        await self._touch(point, 0.02)

    async def hold(self, name: str, seconds_s: float) -> None:
        """Press and stay."""
        await self._touch(await self._target(name, 8.0), seconds_s)

    async def draw(self, name: str, strokes: list[list[tuple[float, float]]]) -> None:
        """Draw on an item: points in 0..1 of its width and height."""
        item = await self._reached(name, 8.0)
        for stroke in strokes:
            points = [self._at(item, x, y) for x, y in stroke]
            await self._press(points[0])
            for point in points[1:]:
                await asyncio.sleep(0.01)
                await self._move(point)
            await self._release(points[-1])
            self.touch_count += 1
            await asyncio.sleep(0.05)

    async def type(self, keys: str) -> None:
        """Touch one key of the keyboard shown for each character, by the name `key-<character>`."""
        for key in keys:
            await self.tap(f"key-{key.lower()}")
            await asyncio.sleep(0.05)

    async def find(self, name: str, patience_s: float, anywhere: bool = False) -> QQuickItem:
        """The one visible item of that name, when it has come to rest; `anywhere`: also outside the window."""
        loop = asyncio.get_running_loop()
        end_s = loop.time() + patience_s
        before: QRectF | None = None
        while loop.time() < end_s:
            item = self.seen(name)
            place = item.mapRectToScene(item.boundingRect()) if item is not None else None
            if item is not None and place is not None and place == before and (anywhere or self._in_window(item)):
                return item
            before = place
            await asyncio.sleep(POLL_S)
        raise NotThereError(name)

    def seen(self, name: str) -> QQuickItem | None:
        """The visible, enabled item of that name now, if there is one."""
        matches = (item for item in walk(self._window.contentItem()) if item.objectName() == name)
        return next((item for item in matches if item.isVisible() and item.isEnabled()), None)

    async def _target(self, name: str, patience_s: float) -> QPoint:
        item = await self._reached(name, patience_s)
        return self._at(item, self._random.uniform(0.3, 0.7), self._random.uniform(0.3, 0.7))

    async def _reached(self, name: str, patience_s: float) -> QQuickItem:
        """What is to be touched, brought down first where 低位 asks for it."""
        item = await self.find(name, patience_s, anywhere=self.seen("bring-down") is not None)
        while item.property("outOfReach") or _is_cut(item):
            if self.seen("bring-down") is None:
                raise NotThereError(f"{name} within reach")
            await self.tap("bring-down")
            item = await self.find(name, patience_s, anywhere=True)
        return item

    async def _lift_off(self, pause_s: float) -> None:
        """Go from one button to the next as slowly as a hand does."""
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._touched_s + pause_s - loop.time()))

    async def _touch(self, point: QPoint, contact_s: float) -> None:
        await self._press(point)
        await asyncio.sleep(contact_s)
        await self._release(point)
        self.touch_count += 1
        self._touched_s = asyncio.get_running_loop().time()

    async def _press(self, point: QPoint) -> None:
        await outside_tasks(lambda: self._touching().press(0, point, self._window).commit())

    async def _move(self, point: QPoint) -> None:
        await outside_tasks(lambda: self._touching().move(0, point, self._window).commit())

    async def _release(self, point: QPoint) -> None:
        await outside_tasks(lambda: self._touching().release(0, point, self._window).commit())

    def _touching(self) -> QTest.QTouchEventSequence:
        """Of one touch; `commit` sends it, else it would go only when this object does."""
        return QTest.touchEvent(self._window, self._device)

    def _at(self, item: QQuickItem, x: float, y: float) -> QPoint:
        return item.mapToScene(QPointF(item.width() * x, item.height() * y)).toPoint()

    def _in_window(self, item: QQuickItem) -> bool:
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        return QRectF(0, 0, self._window.width(), self._window.height()).contains(middle)


def _is_cut(item: QQuickItem) -> bool:
    """Its middle is out of sight behind the edge of something it lies in."""
    middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
    around: QQuickItem | None = item.parentItem()
    while around is not None:
        if around.clip() and not around.mapRectToScene(around.boundingRect()).contains(middle):
            return True
        around = around.parentItem()
    return False


async def outside_tasks(act: Callable[[], Made]) -> Made:
    """Do something that lets Qt process events by itself (QTest, grabbing): from a timer, so that no task is nested."""
    done: asyncio.Future[Made] = asyncio.get_running_loop().create_future()

    def now() -> None:
        if not done.cancelled():
            done.set_result(act())

    QTimer.singleShot(0, now)
    return await done


def walk(item: QQuickItem) -> Iterator[QQuickItem]:
    """An item and everything drawn in it; what is hidden is left out with all it holds."""
    if not item.isVisible() or item.opacity() == 0:
        return
    yield item
    for child in item.childItems():
        yield from walk(child)
