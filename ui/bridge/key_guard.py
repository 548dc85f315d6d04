"""Keeps a scanner that types apart from a person who does, so that a scan never lands in a field or presses a control.

    key ─► held back for one gap ─┬─ the gap passes, few characters came ──────► the window, as it was typed
                                  ├─ many came without a gap ─────────────────┬► the scanner's driver, and nobody else
                                  └─ a few, and Enter, each at a scanner's pace ┘

A filter that reacts when the burst is over comes too late: measured, the characters are in the focused field by then.
So every key waits for one gap, which no hand notices. A person's keys are further apart; two or three may run together,
and do so without Enter: a short code is known by both. What is said of the pace goes by the time the window system
stamps on a key, so keys of a person that waited while the program was busy are no scanner's.

What still reaches a field: a code of one character, and one of fewer than six from a scanner that sends no Enter.

For a keyboard that the program may not grab (links.evdev), on X11 and Wayland alike.
"""

import time
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow

GAP_MS = 35
"""A scanner's keys are 2 to 16 ms apart; a fast hand's 60 and more."""
LEAST_CHARACTERS = 6
"""So many without a gap are no hand's."""
LEAST_BEFORE_ENTER = 2
SCANNERS_PACE_MS = 20
"""So close together come all keys of a short code, Enter included. A limit of the rule, tried with recorded keys:
a hand that strikes two keys and then Enter with 20 ms between each is taken for a scanner, one with 21 ms is not."""
MOST_HELD_COUNT = 64
"""Keys that type nothing are not held without end."""
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
KEY_EVENTS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class KeyGuard(QObject):
    """Stands before a window's keys. Main thread."""

    def __init__(self, window: QWindow, scanned: Callable[[str], None]) -> None:
        """`scanned` hears what a scanner types, piece by piece, Enter as a line's end."""
        super().__init__(window)
        self._window = window
        self._scanned = scanned
        self._held: list[QKeyEvent] = []
        self._moments_ms: list[int] = []
        """When each of them happened."""
        self._last_ms = 0
        """When the last key happened, by the window system; 0 where it does not say."""
        self._is_scan = False
        self._swallowed: set[int] = set()
        """Keys that went down as part of a scan: their coming up is nobody's business either."""
        self._releasing = False
        self._gap = QTimer(self, interval=GAP_MS, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._grace = QTimer(self, interval=0, singleShot=True)
        self._gap.timeout.connect(self._grace.start)  # keys that came while the program was busy are taken first
        self._grace.timeout.connect(self._over)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: whether the event stays here."""
        if self._releasing or event.type() not in KEY_EVENTS or not isinstance(event, QKeyEvent):
            return False
        if event.isAutoRepeat() and event.key() not in self._swallowed:
            self._over()
            return False
        if self._comes_after_a_gap(event):
            self._over()
        self._take(event)
        return True

    def _comes_after_a_gap(self, event: QKeyEvent) -> bool:
        """By the window system's time, though both came to the program at once: it was busy in between."""
        before_ms, self._last_ms = self._last_ms, int(event.timestamp())
        return bool(before_ms and self._last_ms) and self._last_ms - before_ms > GAP_MS

    def _take(self, event: QKeyEvent) -> None:
        self._grace.stop()
        is_press = event.type() is QEvent.Type.KeyPress
        if not is_press and event.key() in self._swallowed:
            self._swallowed.discard(event.key())
            return
        self._gap.start()
        if not self._is_scan:
            self._held.append(event.clone())
            self._moments_ms.append(event.timestamp() or int(time.monotonic() * 1000))
            count = sum(map(_is_character, self._held))
            self._is_scan = count >= LEAST_CHARACTERS or (count >= LEAST_BEFORE_ENTER and self._is_short_scan(event))
            if self._is_scan:
                self._hand_over()
            elif len(self._held) >= MOST_HELD_COUNT:
                self._over()
        elif is_press:
            self._swallow(event)

    def _is_short_scan(self, event: QKeyEvent) -> bool:
        """Enter ends what came at a scanner's pace from its first key on."""
        if event.key() not in ENDS or event.type() is not QEvent.Type.KeyPress:
            return False
        pressed = [
            at_ms
            for held, at_ms in zip(self._held, self._moments_ms, strict=True)
            if held.type() is QEvent.Type.KeyPress
        ]
        return all(after - before <= SCANNERS_PACE_MS for before, after in pairwise(pressed))

    def _hand_over(self) -> None:
        """It is a scanner: what was held back is its, and so is what follows until the next gap."""
        held, self._held = self._held, []
        self._moments_ms.clear()
        for event in held:
            if event.type() is QEvent.Type.KeyPress:
                self._swallow(event)
            else:
                self._swallowed.discard(event.key())

    def _swallow(self, event: QKeyEvent) -> None:
        self._swallowed.add(event.key())
        if event.key() in ENDS:
            self._scanned("\r")
        elif event.text():
            self._scanned(event.text())

    def _over(self) -> None:
        """A gap: the burst is at its end, and what no scanner typed goes to the window, in its order."""
        self._gap.stop()
        self._grace.stop()
        self._is_scan = False
        held, self._held = self._held, []
        self._moments_ms.clear()
        self._releasing = True
        for event in held:
            QCoreApplication.sendEvent(self._window, event)
        self._releasing = False


def _is_character(event: QKeyEvent) -> bool:
    return event.type() is QEvent.Type.KeyPress and event.key() not in ENDS and bool(event.text().strip())
