"""The dev dock's window: every button does its act, in both languages, and the terminal's own QML never imports it."""

from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from devices.emulators.persons import load_persons
from kiosk.cases import CaseState
from tests.helpers.fake_session import FakeSession
from tests.helpers.view_context import ROOT, real_texts
from ui.bridge.pages import PagesProvider
from ui.engine import Scene
from ui.viewmodels.dev_dock import DevDock
from ui.viewmodels.dev_dock_face import Act, Bench, Resident, Utterance
from ui.viewmodels.recording import Recording

RESIDENTS = tuple(Resident(person.key, person.name, person.note) for person in load_persons().values())
SIZE = (440, 1148)
"""Beside a terminal on a display 1200 pixels high."""
LOW_SIZE = (440, 760)
BROKEN = Bench(RESIDENTS[0].key, False, True, True, True, True, False, 1, "HSL3-261124-0001", CaseState.RECEIVED)
ACCEPTED = Bench(case_number="HSL3-261124-0001", case_state=CaseState.ACCEPTED)


@dataclass(slots=True)
class NotedWorkbench:
    """Keeps what it was told to do."""

    done: list[tuple[Act, str]] = field(default_factory=list)

    async def do(self, act: Act, person: str) -> str:
        self.done.append((act, person))
        return ""


class AtOnce:
    """Runs a coroutine that waits for nothing to its end."""

    def start(self, name: str, work: Coroutine[Any, Any, Any]) -> None:
        with pytest.raises(StopIteration):
            work.send(None)


@dataclass(slots=True)
class OpenDock:
    """A dock on the screen, with a hand on it."""

    window: QQuickWindow
    dock: DevDock
    workbench: NotedWorkbench
    settle: Callable[[], None]

    def items(self) -> Iterator[QQuickItem]:
        waiting = [self.window.contentItem()]
        while waiting:
            item = waiting.pop()
            yield item
            waiting += item.childItems()

    def item(self, name: str) -> QQuickItem:
        return next(item for item in self.items() if item.objectName() == name and item.isVisible())

    def click(self, name: str) -> None:
        item = self.item(name)
        place: QPoint = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        self.settle()

    def show(self, bench: Bench) -> None:
        self.dock.show(bench)
        self.settle()


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[OpenDock]:
    warnings: list[str] = []
    workbench = NotedWorkbench()
    languages = {locale: real_texts(locale) for locale in ("en", "zh_CN")}
    dock = DevDock(FakeSession(), workbench, AtOnce(), RESIDENTS, languages, "en")
    Recording(None, AtOnce(), lambda: dock.texts)
    scene = Scene({"slip": PagesProvider(dock.slips)}, warnings.append)
    window = scene.load("Kiosk.DevDock", "Dock", {"width": SIZE[0], "height": SIZE[1]})
    window.show()

    def settle() -> None:
        qtbot.wait(1)

    settle()
    yield OpenDock(window, dock, workbench, settle)
    scene.close()
    assert warnings == []


def keep_picture(window: QQuickWindow, name: str) -> QImage:
    folder = ROOT / "build" / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    image = window.grabWindow()
    image.save(str(folder / f"{name}.png"))
    return image


def slip() -> bytes:
    paper = QImage(576, 900, QImage.Format.Format_Grayscale8)
    paper.fill(Qt.GlobalColor.black)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    paper.save(buffer, "PNG")  # type: ignore[call-overload] # the stub knows no format given as str
    return bytes(data.data())


@pytest.mark.parametrize("bench", [Bench(), BROKEN, ACCEPTED], ids=["well", "broken", "accepted"])
def test_every_button_that_is_ready_does_its_act_for_the_person_chosen(opened: OpenDock, bench: Bench) -> None:
    opened.show(bench)
    opened.click("dock-resident-chen-wei")
    for act in Act:
        name = f"dock-{act.value.replace('_', '-')}"
        button = next((item for item in opened.items() if item.objectName() == name and item.isVisible()), None)
        if button is None:
            continue
        opened.workbench.done.clear()
        opened.click(name)
        assert opened.workbench.done == ([(act, "chen-wei")] if button.property("ready") else [])


@pytest.mark.parametrize("size", [SIZE, LOW_SIZE])
def test_everything_stays_inside_the_window_in_both_languages(opened: OpenDock, size: tuple[int, int]) -> None:
    opened.window.resize(*size)
    said = tuple(Utterance(f"第{n}句话，请听好。", n % 2 == 0) for n in range(60))
    opened.show(replace(BROKEN, slip_count=1, slip_png=slip(), spoken=said))
    for language in ("en", "zh_CN"):
        assert opened.dock.property("language") == language
        keep_picture(opened.window, f"dev-dock-{language}-{size[0]}x{size[1]}")
        for item in opened.items():
            if item.objectName().startswith("dock-") and not item.objectName().startswith("dock-resident"):
                box = item.mapRectToScene(item.boundingRect())
                assert box.left() >= 0, item.objectName()
                assert box.right() <= size[0], item.objectName()
        opened.click("dock-language")


def test_the_newest_slip_is_shown_and_grows_under_a_click(opened: OpenDock) -> None:
    assert not any(item.objectName() == "dock-slip" and item.isVisible() for item in opened.items())
    opened.show(Bench(slip_count=1, slip_png=slip()))
    paper = opened.item("dock-slip")
    place = paper.mapToScene(QPointF(5, 5)).toPoint()
    assert opened.window.grabWindow().pixelColor(place).lightness() == 0
    fitting = paper.width()
    QTest.mouseClick(opened.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    opened.settle()
    assert fitting < 220
    assert paper.width() == 576


def test_what_was_said_last_is_in_sight(opened: OpenDock) -> None:
    opened.show(Bench(spoken=tuple(Utterance(f"phrase {n}", False) for n in range(200))))
    opened.settle()
    last = next(item for item in opened.items() if item.property("text") == "phrase 199")
    assert last.mapRectToScene(last.boundingRect()).bottom() <= SIZE[1]


def test_a_terminal_without_a_microphone_says_so_when_it_is_tried(opened: OpenDock) -> None:
    opened.click("dock-microphone")
    assert opened.item("dock-microphone-text").property("text") == "The microphone does not answer"


def test_the_terminals_own_window_never_imports_the_dock() -> None:
    folder = ROOT / "ui" / "qml" / "Kiosk"
    for path in folder.rglob("*.qml"):
        assert path.parent.name == "DevDock" or "DevDock" not in path.read_text(encoding="utf-8"), path
    assert "dev_dock" not in (ROOT / "ui" / "viewmodels" / "build.py").read_text(encoding="utf-8")
