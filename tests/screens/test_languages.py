"""Every screen in every language: no words from elsewhere, none put together in the program, none cut off."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.session.states import Mode, SessionState
from kiosk.texts import Texts
from tests.helpers import first_screens, later_states, menu_scenes
from tests.helpers.pseudo import catalogue_data, from_nowhere, is_clipped, is_glued, pseudo_texts, texts_below
from tests.helpers.stage import LANDSCAPE, PORTRAIT, Stage
from tests.helpers.view_context import PLACE, real_texts

STANDARD = {
    **first_screens.IN_SESSION, **first_screens.IDLE, **later_states.FILING, **later_states.COMING_BACK,
    **menu_scenes.MENU,
}  # fmt: skip
ELDER = {**first_screens.IN_SESSION, **later_states.FILING, **later_states.FILING_ELDER, **later_states.COMING_BACK}
ELDER |= menu_scenes.MENU
KEYS = "qwertyuiopasdfghjklzxcvbnm QWERTYUIOPASDFGHJKLZXCVBNM ABC DEF GHI JKL MNO PQRS TUV WXYZ GLJT 飞机"
KNOWN = {"Community", "Subdistrict"}
"""A little wider than their span of the bridge in elder mode; the next one is a span away."""


@contextmanager
def staged(texts: Texts, size: tuple[int, int] = PORTRAIT) -> Iterator[Stage]:
    stage = Stage(STANDARD["home"], size, texts=texts)
    yield stage
    stage.close()


def test_every_word_on_every_screen_is_in_the_catalogue_of_words_and_none_is_put_together(qapp: object) -> None:
    own = later_states.WRITTEN  # no repr tells it
    data = "\n".join([catalogue_data(), KEYS, repr(PLACE), repr(first_screens.BULLETINS), repr(STANDARD), own])
    with staged(pseudo_texts()) as stage:
        shown = {(name, str(item.property("text"))) for name, item in _everything(stage, STANDARD)}
    found = {(name, text) for name, text in shown if is_glued(text) or from_nowhere(text, data)}
    assert found == set()


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_word_is_cut_off(qapp: object, language: str, size: tuple[int, int]) -> None:
    states = {name: replace(state, mode=Mode.ELDER) for name, state in ELDER.items()}
    with staged(real_texts(language), size) as stage:
        every = (each for some in (STANDARD, states) for each in _everything(stage, some))
        clipped = {(name, str(item.property("text"))) for name, item in every if _stays_clipped(item)}
    assert {(name, text) for name, text in clipped if text not in KNOWN} == set()


def test_words_of_the_program_itself_glued_ones_and_cut_ones_are_noticed(qapp: object) -> None:
    with staged(pseudo_texts()) as stage:
        button = stage.item("bottom-help")
        assert not any(is_clipped(item) for item in texts_below(button))
        button.setProperty("label", "〔一〕" * 100)
        stage.settle()
        assert any(is_clipped(item) for item in texts_below(button))
    assert from_nowhere("〔共〕 Total", "data")
    assert not from_nowhere("〔共 张* 3 页〕", "data")
    assert not from_nowhere("data 3 · 〔件〕", "data")
    assert is_glued("〔第〕3〔页〕")
    assert is_glued("〔姓名〕: 张*")
    assert not is_glued("〔第〔三〕页〕  〔办件号〕")


def _stays_clipped(item: QQuickItem) -> bool:
    """Also when its screen has been laid out to the end."""
    for _ in range(10):
        if not is_clipped(item):
            return False
        QTest.qWait(50)
    return True


def _everything(stage: Stage, states: dict[str, SessionState]) -> Iterator[tuple[str, QQuickItem]]:
    for name, state in states.items():
        stage.show_state(state)
        stage.settle()
        yield from ((name, item) for item in texts_below(stage.window.contentItem()))
