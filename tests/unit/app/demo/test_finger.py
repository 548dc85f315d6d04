"""The finger of a script lifts as long as a hand does."""

import asyncio
import random

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from kiosk.app.demo.finger import BETWEEN_BUTTONS_S, BETWEEN_SAME_KEYS_S, Finger
from ui.input.touch_rule import TouchLimits


class Recorded(Finger):
    """Tells its pauses instead of making them."""

    def __init__(self) -> None:
        super().__init__(QQuickWindow(), random.Random(1))
        self.pauses_s: list[float] = []

    async def _lift_off(self, pause_s: float) -> None:
        self.pauses_s.append(pause_s)

    async def _target(self, name: str, patience_s: float) -> QPoint:
        return QPoint()

    async def _touch(self, point: QPoint, contact_s: float) -> None:
        return


async def tap(finger: Finger, *names: str) -> None:
    for name in names:
        await finger.tap(name)


def test_a_number_with_two_equal_digits_is_typed_whole(qapp: QGuiApplication) -> None:
    """Seen: of "00" only one counted, since the finger was quicker than the guard against a tremor."""
    finger = Recorded()
    asyncio.run(tap(finger, "field-account", "key-6", "key-0", "key-0", "key-1", "next"))
    assert finger.pauses_s == [BETWEEN_BUTTONS_S, BETWEEN_BUTTONS_S, BETWEEN_SAME_KEYS_S, BETWEEN_BUTTONS_S]
    assert TouchLimits().key_guard_s < BETWEEN_SAME_KEYS_S
