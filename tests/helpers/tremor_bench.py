"""Panels for shaking hands: our screens, and the same targets as plain Qt Quick controls. Both get the same touches.

The touches are Qt's own, through the window; what the glass cannot show here is time: a trace's moments are told to
our touch filter as its clock, so that thousands of traces with their pauses take no more than the events do.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import SIGNAL, QCoreApplication, QObject, QPoint, QPointF, QRectF
from PySide6.QtGui import QPointingDevice
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.session.states import SessionState
from tests.helpers.stage import Stage
from tests.helpers.tremor import Trace

PANEL_MM = (336.0, 597.0)
"""The design's: 27 inches, upright."""
PX_PER_MM = 1080 / PANEL_MM[0]
PAUSE_S = 2.0
"""Between two wishes."""


@dataclass
class Heard:
    """What a panel did in answer to one trace."""

    activated: list[str] = field(default_factory=list)
    missed_count: int = 0


class Panel(Protocol):
    """A window with targets, which can be touched."""

    window: QQuickWindow
    heard: Heard
    targets: dict[str, QRectF]
    """Where they are, in pixels."""
    keys: frozenset[str]

    def at(self, now_s: float) -> None:
        """It is this late now."""
        ...


def play(panel: Panel, finger: QPointingDevice, trace: Trace, start_s: float) -> Heard:
    """Touch as the trace says; what came of it."""
    panel.heard = heard = Heard()
    down: dict[int, QPoint] = {}
    for at_s, what, who, sample in trace.events():
        point = QPointF(sample.x_mm * PX_PER_MM, sample.y_mm * PX_PER_MM).toPoint()
        panel.at(start_s + at_s)
        sequence = QTest.touchEvent(panel.window, finger, False)
        for other in down:
            if other != who:
                sequence.stationary(other)
        getattr(sequence, what)(who, point, panel.window)
        sequence.commit(False)
        down[who] = point
        if what == "release":
            del down[who]
    return heard


class OurPanel:
    """One of our screens. It only tells what it would do, so that it lies still under all touches. Close it."""

    def __init__(self, state: SessionState, size: tuple[int, int]) -> None:
        self.stage = Stage(state, size)
        self.window = self.stage.window
        self.heard = Heard()
        self.touch = self.stage.touching
        self.touch.missed.connect(self._missed)
        self.items = {f"{item.objectName()}#{nth}": item for nth, item in enumerate(self._pressable())}
        names = {item: name for name, item in self.items.items()}
        self.touch.act = lambda target: self.heard.activated.append(names.get(target, "another"))
        self.targets = self.where()
        self.keys = frozenset(name for name, item in self.items.items() if item.property("touchKind") == "key")

    def at(self, now_s: float) -> None:
        self.touch.moment_s = lambda event: now_s

    def where(self) -> dict[str, QRectF]:
        """Where each target is now."""
        return {name: item.mapRectToScene(item.boundingRect()) for name, item in self.items.items()}

    def close(self) -> None:
        self.stage.close()

    def _missed(self) -> None:
        self.heard.missed_count += 1

    def _pressable(self) -> Iterator[QQuickItem]:
        for item in self.stage.shown():
            if item.property("touchKind") in ("button", "key"):
                middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
                if self.touch.top(middle) is item:
                    yield item


_PLAIN = """
import QtQuick
import QtQuick.Controls.Basic

Window {{
    id: root
    property var places
    signal hit(string name)
    Repeater {{
        model: root.places
        delegate: {control} {{
            required property var modelData
            x: modelData.x; y: modelData.y; width: modelData.width; height: modelData.height
            onClicked: root.hit(modelData.name)
        }}
    }}
}}
"""


class PlainPanel:
    """The same targets, each a `Button` or a `MouseArea` of Qt Quick as it comes. Close it."""

    def __init__(self, control: str, targets: Mapping[str, QRectF], size: tuple[int, int]) -> None:
        self.heard = Heard()
        self.targets = dict(targets)
        self.keys: frozenset[str] = frozenset()
        self._engine = QQmlApplicationEngine()
        places = [
            {"name": name, "x": box.x(), "y": box.y(), "width": box.width(), "height": box.height()}
            for name, box in targets.items()
        ]
        self._engine.setInitialProperties({"width": size[0], "height": size[1], "places": places})
        self._engine.loadData(_PLAIN.format(control=control).encode())
        (window,) = self._engine.rootObjects()
        assert isinstance(window, QQuickWindow)
        self.window = window
        QObject.connect(window, SIGNAL("hit(QString)"), lambda name: self.heard.activated.append(name))
        window.show()
        for _ in range(3):
            QCoreApplication.processEvents()

    def at(self, now_s: float) -> None:
        """It has no clock."""

    def close(self) -> None:
        self.window.close()
        self._engine.deleteLater()
