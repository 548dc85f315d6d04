"""Typing on the screen, key by key, through librime (apt: librime1, librime-bin, rime-data-pinyin-simp)."""

import re
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
from ui.input.engine import Composition, EngineFailedError, InputEngine, NoEngine, PenEngine
from ui.input.keyboard import InputPort
from ui.input.rime import open_engine
from ui.input.zinnia import open_pen

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
    scene = Scene({}, warnings.append)

    def opened(engine: InputEngine = engine, pen: PenEngine | None = None, **properties: object) -> Typist:
        port = InputPort(engine, pen)
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
    typist.letters("shequv")
    typist.tap("candidate-0")
    assert typist.port.property("preedit") == "社区v"
    typist.tap("key-done")
    assert (typist.text, typist.finished) == ("社区", 1)


def test_candidates_can_be_turned_and_taken_from_the_middle(keyboard: Open) -> None:
    typist = keyboard()
    typist.letters("yi")
    first = typist.port.property("candidates")
    typist.tap("candidate-1")
    assert typist.text == first[1]
    typist.letters("yi")
    shown = candidates(typist)
    typist.tap("candidate-more")
    typist.grab("keyboard-candidates")
    further = candidates(typist)
    assert not set(shown) & set(further)
    assert further[0] == first[len(shown)]
    typist.tap("candidate-back")
    assert candidates(typist) == shown
    typist.tap("candidate-more", f"candidate-{len(shown) + 3}")
    assert typist.text == first[1] + first[len(shown) + 3]
    assert typist.key("key-q").isVisible()


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
    typist.tap("key-3", "key-pinyin", "key-symbols", "key-。", "key-pinyin")
    assert typist.text == "社区3。"
    assert min(key.height() for key in typist.shown() if key.objectName().startswith("key-")) >= 140


def test_keys_never_take_the_focus_from_a_finger_and_are_reached_by_the_keypad(keyboard: Open) -> None:
    typist = keyboard()
    typist.letters("q")
    assert typist.key("key-q").hasActiveFocus() is False
    assert typist.key("key-q").activeFocusOnTab() is True


def test_without_an_engine_letters_are_text(qtbot: QtBot) -> None:
    port = InputPort(NoEngine("librime is missing"))
    typed: list[str] = []
    port.committed.connect(typed.append)
    port.key("a")
    port.space()
    port.done()
    assert typed == ["a"]
    assert port.property("composes") is False


class Breaking(NoEngine):
    """Composes two letters and then does not answer any more."""

    def __init__(self) -> None:
        super().__init__("")
        self._typed = ""

    def type_key(self, key: str) -> Composition:
        self._typed += key
        if len(self._typed) > 2:
            raise EngineFailedError("librime has lost its session")
        return Composition(preedit=self._typed, candidates=("字",))


def test_when_the_engine_fails_the_field_can_still_be_filled_in_with_letters(keyboard: Open) -> None:
    typist = keyboard(engine=Breaking())
    typist.letters("abcd")
    assert typist.text == "cd"
    assert typist.port.property("composes") is False
    typist.grab("keyboard-without-engine")
    assert "key-language" not in {key.objectName() for key in typist.shown()}
    typist.tap("key-case", "key-e", "key-done")
    assert (typist.text, typist.finished) == ("cdE", 1)


def test_in_elder_mode_a_terminal_without_an_engine_has_letters_instead_of_nine_keys(keyboard: Open) -> None:
    typist = keyboard(engine=NoEngine("librime is missing"), mode="elder")
    typist.tap("key-a", "key-digits", "key-1")
    assert typist.text == "a1"
    assert "key-abc" not in {key.objectName() for key in typist.shown()}


def test_capitals_and_digits_are_mixed_into_an_address(keyboard: Open) -> None:
    typist = keyboard()
    typist.letters("huaishuli")
    typist.tap("key-space", "key-language", "key-case", "key-a", "key-language")
    typist.letters("zuo")
    typist.tap(
        f"candidate-{candidates(typist).index('座')}", "key-digits", "key-3", "key--", "key-2", "key-pinyin", "key-stop"
    )
    assert typist.text == "槐树里A座3-2。"


def test_a_name_of_several_parts_has_its_dot(keyboard: Open) -> None:
    typist = keyboard()
    typist.letters("ayiguli")
    typist.tap("candidate-0", "key-digits", "key-·", "key-pinyin")
    assert typist.text.endswith("·")


def test_punctuation_finishes_what_is_composed(keyboard: Open) -> None:
    typist = keyboard()
    typist.letters("shequ")
    typist.tap("key-comma")
    assert typist.text == "社区，"


def test_nothing_typed_very_fast_is_lost(keyboard: Open) -> None:
    typist = keyboard()
    letters = "shijiazhuangshichanganqujianshenandajie"
    for letter in letters:  # no frame between two of them
        key = typist.key(f"key-{letter}")
        at = key.mapToScene(QPointF(key.width() / 2, key.height() / 2)).toPoint()
        QTest.mousePress(typist.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        QTest.mouseRelease(typist.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert str(typist.port.property("preedit")).replace(" ", "") == letters
    typist.tap("key-space")
    assert typist.text == "石家庄市长安区建设南大街"


def test_two_hundred_letters_stay_within_the_keyboard_and_become_text(keyboard: Open) -> None:
    typist = keyboard()
    for letter in ("shijiazhuangshi" * 14)[:200]:
        typist.port.key(letter)
    typist.grab("keyboard-200-letters")
    first = typist.key("candidate-0")
    assert first.x() + first.width() <= typist.window.width()
    typist.tap("key-done")
    assert typist.text.startswith("石家庄市" * 13)


@pytest.mark.parametrize("mode", ["standard", "elder"])
def test_a_character_written_with_a_finger_becomes_text(keyboard: Open, mode: str) -> None:
    pen = open_pen()
    assert pen is not None
    typist = keyboard(pen=pen, mode=mode)
    typist.tap("key-handwriting")
    pad = typist.key("writing-pad")
    for (x1, y1), (x2, y2) in (((0.3, 0.45), (0.7, 0.45)), ((0.5, 0.1), (0.5, 0.9))):
        draw(typist, pad, QPointF(x1, y1), QPointF(x2, y2))
    assert candidates(typist)[0] == "十"
    typist.grab(f"keyboard-writing-{mode}")
    typist.tap("candidate-0")
    assert typist.text == "十"
    assert candidates(typist) == []
    draw(typist, pad, QPointF(0.2, 0.5), QPointF(0.8, 0.5))
    typist.tap("key-backspace")
    assert (typist.text, candidates(typist)) == ("十", [])
    draw(typist, pad, QPointF(0.2, 0.5), QPointF(0.8, 0.5))
    typist.tap("key-done")
    assert typist.text == "十一"
    pen.close()


def test_where_no_pen_is_installed_no_way_to_it_is_drawn(keyboard: Open) -> None:
    assert "key-handwriting" not in {key.objectName() for key in keyboard().shown()}


def test_in_high_contrast_the_keyboard_is_drawn_by_the_same_rules(keyboard: Open) -> None:
    typist = keyboard(mode="high_contrast")
    typist.letters("erdanyuan")
    typist.grab("keyboard-high-contrast")
    assert typist.key("key-q").height() >= 102


def draw(typist: Typist, pad: QQuickItem, start: QPointF, end: QPointF) -> None:
    """A straight stroke; both ends as shares of the pad."""
    across = [start + (end - start) * (n / 8) for n in range(9)]
    points = [pad.mapToScene(QPointF(at.x() * pad.width(), at.y() * pad.height())).toPoint() for at in across]
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(typist.window, left, none, points[0])
    for at in points[1:]:
        QTest.mouseMove(typist.window, at)
    QTest.mouseRelease(typist.window, left, none, points[-1])
    QCoreApplication.processEvents()


def candidates(typist: Typist) -> list[str]:
    keys = [key for key in typist.shown() if re.fullmatch(r"candidate-\d+", key.objectName()) and key.width() > 0]
    return [str(key.property("caption")) for key in sorted(keys, key=lambda key: int(key.objectName()[10:]))]


def below(root: QQuickItem) -> Iterator[QQuickItem]:
    for child in root.childItems():
        yield child
        yield from below(child)
