"""Typing on the screen, key by key, through librime (apt: librime1, librime-bin, rime-data-pinyin-simp)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.helpers.gallery import WORDS
from ui.engine import Scene
from ui.input.engine import NoEngine
from ui.input.keyboard import InputPort
from ui.input.rime import open_engine

PICTURES = Path(__file__).resolve().parents[2] / "build/screens"


@dataclass
class Typist:
    """A finger on the keyboard, and a field that holds what was typed."""

    window: QQuickWindow
    port: InputPort
    text: str = ""
    finished: int = 0
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.port.committed.connect(self._take)
        self.port.erased.connect(self._erase)
        self.port.cleared.connect(self._clear)
        self.port.finished.connect(self._finish)

    def tap(self, *keys: str) -> None:
        for before, key in zip(("", *keys), keys, strict=False):
            if key == before:
                QTest.qWait(100)  # sooner, the second strike of one key would be a tremor
            found = self.key(key)
            at = found.mapToScene(QPointF(found.width() / 2, found.height() / 2)).toPoint()
            QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
            QCoreApplication.processEvents()

    def letters(self, word: str) -> None:
        self.tap(*(f"key-{letter}" for letter in word))

    def shown(self) -> list[QQuickItem]:
        return [item for item in below(self.window.contentItem()) if item.objectName() and item.isVisible()]

    def key(self, name: str) -> QQuickItem:
        found = [item for item in self.shown() if item.objectName() == name]
        assert len(found) == 1, f"{len(found)} keys called {name}"
        return found[0]

    def grab(self, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.window.grabWindow().save(str(PICTURES / f"{name}.png"))

    def _take(self, text: str) -> None:
        self.text += text

    def _erase(self) -> None:
        self.text = self.text[:-1]

    def _clear(self) -> None:
        self.text = ""

    def _finish(self) -> None:
        self.finished += 1


Open = Callable[..., Typist]


@pytest.fixture
def keyboard(qtbot: QtBot) -> Iterator[Open]:
    """Opens the keyboard with the given initial properties; QML warnings fail the test when it ends."""
    warnings: list[str] = []
    engine = open_engine()
    assert engine.problem == ""
    port = InputPort(engine)
    scene = Scene({}, warnings.append)

    def opened(**properties: object) -> Typist:
        window = scene.load("Kiosk.Gallery", "KeyboardGallery", {"words": WORDS, **properties})
        window.show()
        QCoreApplication.processEvents()
        return Typist(window, port)

    yield opened
    scene.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    engine.close()
    assert warnings == []


def test_letters_become_the_word_and_space_takes_the_first(keyboard: Open) -> None:
    typist = keyboard()
    typist.letters("huaishuli")
    assert typist.port.property("preedit") == "huai shu li"
    typist.grab("keyboard-pinyin")
    typist.tap("key-space")
    assert typist.text == "槐树里"
    assert typist.port.property("preedit") == ""


def test_an_address_is_typed_with_digits_between(keyboard: Open) -> None:
    typist = keyboard()
    typist.tap("key-digits", "key-3", "key-pinyin")
    typist.letters("haolou")
    typist.tap("candidate-0")
    typist.letters("erdanyuan")
    typist.tap("key-done")
    assert (typist.text, typist.finished) == ("3号楼二单元", 1)


def test_words_already_chosen_are_kept_when_done_drops_the_letters_behind_them(keyboard: Open) -> None:
    typist = keyboard()
    typist.letters("erdsv")
    typist.tap("candidate-0")
    assert typist.port.property("preedit") == "而但是v"
    typist.tap("key-done")
    assert (typist.text, typist.finished) == ("而但是", 1)


def test_candidates_can_be_turned_and_taken_from_the_middle(keyboard: Open) -> None:
    typist = keyboard()
    typist.letters("er")
    first = typist.port.property("candidates")
    typist.tap("candidate-1")
    assert typist.text == first[1]
    typist.letters("er")
    typist.tap("candidate-more")
    assert typist.key("candidate-back").isVisible()


def test_backspace_takes_letters_first_then_what_the_field_holds(keyboard: Open) -> None:
    typist = keyboard()
    typist.letters("shequ")
    typist.tap("key-space")
    typist.letters("a")
    typist.tap("key-backspace", "key-backspace")
    assert typist.text == "社"


def test_clear_empties_the_field(keyboard: Open) -> None:
    typist = keyboard()
    typist.letters("shequ")
    typist.tap("key-space", "key-clear")
    assert typist.text == ""


def test_p_stands_where_every_phone_has_it(keyboard: Open) -> None:
    typist = keyboard()
    o, p = typist.key("key-o"), typist.key("key-p")
    assert p.y() == o.y()
    assert p.x() > o.x()
    assert p.width() >= 88


def test_letters_of_english_are_typed_as_they_are(keyboard: Open) -> None:
    typist = keyboard()
    typist.tap("key-language")
    typist.letters("ab")
    assert typist.text == "ab"


def test_a_number_pad_has_no_letters_and_an_identity_number_has_its_x(keyboard: Open) -> None:
    typist = keyboard(kind="digits")
    typist.tap("key-1", "key-3", "key-8")
    typist.grab("keyboard-digits")
    names = {key.objectName() for key in typist.shown()}
    assert typist.text == "138"
    assert not names & {"key-q", "key-X", "key-pinyin"}


def test_an_identity_number_ends_with_x(keyboard: Open) -> None:
    typist = keyboard(kind="id_number")
    typist.tap("key-0", "key-X")
    typist.grab("keyboard-id-number")
    assert typist.text == "0X"


def test_elder_mode_types_with_nine_keys_and_shows_characters(keyboard: Open) -> None:
    typist = keyboard(mode="elder")
    typist.tap("key-pqrs", "key-ghi", "key-def", "key-pqrs", "key-tuv")
    assert typist.port.property("preedit") == "社区"
    typist.grab("keyboard-nine-keys")
    typist.tap("candidate-0", "key-digits")
    typist.grab("keyboard-nine-keys-digits")
    typist.tap("key-3", "key-pinyin")
    assert typist.text == "社区3"
    assert min(key.height() for key in typist.shown() if key.objectName().startswith("key-")) >= 140


def test_keys_never_take_the_focus(keyboard: Open) -> None:
    typist = keyboard()
    typist.letters("q")
    assert typist.key("key-q").hasActiveFocus() is False
    assert typist.key("key-q").activeFocusOnTab() is False


def test_without_an_engine_letters_are_text(qtbot: QtBot) -> None:
    port = InputPort(NoEngine("librime is missing"))
    typed: list[str] = []
    port.committed.connect(typed.append)
    port.key("a")
    port.space()
    port.done()
    assert typed == ["a"]
    assert port.property("composes") is False


def below(root: QQuickItem) -> Iterator[QQuickItem]:
    for child in root.childItems():
        yield child
        yield from below(child)
