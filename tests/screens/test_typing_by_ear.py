"""A hand that types by ear on the real window: what the keypad goes to, and what the room hears of it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest

from devices.contracts.keypad import Key, KeyPress
from kiosk.app.by_ear import ByEar
from kiosk.core.tasks import Supervisor
from kiosk.session.hearing import Hearing, Telling
from kiosk.session.screens import Search
from kiosk.session.speaking import SpeakingDesk
from kiosk.session.states import SessionState
from tests.helpers.scenes import scene_called
from tests.helpers.stage import Stage
from tests.helpers.view_context import real_catalogue, real_texts

pytestmark = pytest.mark.anyio

TEXTS = real_texts()
ROOM, CHOSEN = Hearing(by_ear=True), Hearing(by_ear=True, aloud=True)
IN_PRIVATE = "打字会念出您自己的内容"
TYPING = replace(scene_called("type-identity-typing").state, in_private=False)
MOST_KEYS = 80


class Bench:
    """A window, a keypad, and all that is said."""

    def __init__(self, stage: Stage, supervisor: Supervisor) -> None:
        self.stage = stage
        self.heard: list[str] = []
        session = stage.session
        self.desk = SpeakingDesk(
            None, supervisor, lambda: session.snapshot.state, lambda _: (), real_catalogue(), TEXTS,
            lambda event: None, lambda caption: None, self.heard.append,
        )  # fmt: skip
        self.by_ear = ByEar(stage.window, session, self.desk, TEXTS, stage.input)

    async def press(self, key: Qt.Key) -> list[str]:
        """What is heard of it."""
        return await self._of(lambda: QTest.keyClick(self.stage.window, key))

    async def select(self) -> list[str]:
        """What is heard of what was taken with the keypad's own key."""
        return await self._of(lambda: self.by_ear.press(KeyPress(Key.SELECT)))

    async def go_to(self, name: str) -> list[str]:
        """To the right until the keypad is there; what is said of it."""
        for _ in range(MOST_KEYS):
            said = await self.press(Qt.Key.Key_Right)
            if self.stage.window.activeFocusItem().objectName() == name:
                return said
        raise AssertionError(f"the keypad does not come to {name}")

    async def everything(self) -> str:
        return "".join(await self._of(lambda: self.desk.tell_of(Telling.EVERYTHING)))

    async def _of(self, act: Callable[[], None]) -> list[str]:
        count = len(self.heard)
        act()
        self.stage.settle()
        for _ in range(400):
            await asyncio.sleep(0)
        return self.heard[count:]


@asynccontextmanager
async def at(state: SessionState, hearing: Hearing, *touched: str) -> AsyncIterator[Bench]:
    stage = Stage(state)
    stage.compose(is_there=True)
    for name in touched:
        stage.touch(name)
    stage.show_state(replace(state, hearing=hearing))  # who goes by ear touches nothing: a page lies over it
    try:
        async with Supervisor() as supervisor:
            yield Bench(stage, supervisor)
    finally:
        stage.close()


async def test_the_room_hears_neither_the_keys_nor_what_the_letters_may_mean(qapp: QObject) -> None:
    """Candidates were read to the room: whoever stood there heard the name that was being typed."""
    async with at(TYPING, ROOM, "field-name") as bench:
        said = await bench.go_to("key-h")
        assert "".join(said).startswith(IN_PRIVATE)
        typed = await bench.press(Qt.Key.Key_Return)
        candidate = await bench.go_to("candidate-0")

        assert not any("二单元" in phrase for phrase in (*typed, *candidate))
        assert "".join(candidate).startswith(IN_PRIVATE)


async def test_nor_what_is_on_the_screen_of_it_when_everything_is_read(qapp: QObject) -> None:
    async with at(TYPING, ROOM, "field-name", "key-h") as bench:
        read = await bench.everything()

        assert "二单元" not in read
        assert "er dan yuan" not in read
        assert "填好了" in read


@pytest.mark.parametrize("in_private", [False, True])
async def test_who_may_hear_it_hears_each_key_and_each_candidate(qapp: QObject, in_private: bool) -> None:
    state = replace(TYPING, in_private=in_private)
    async with at(state, ROOM if in_private else CHOSEN, "field-name") as bench:
        assert await bench.go_to("key-h") == ["H，按钮。"]
        assert any(phrase.startswith("二单元") for phrase in await bench.press(Qt.Key.Key_Return))
        assert any(phrase.startswith("二单元") for phrase in await bench.go_to("candidate-0"))


async def test_what_is_looked_for_is_said_to_whoever_stands_there(qapp: QObject) -> None:
    """Who has no headphones could look for nothing: not a letter of what they typed was said."""
    async with at(SessionState(screen=Search(), online=True), ROOM) as bench:
        assert await bench.go_to("key-h") == ["H，按钮。"]
        assert any(phrase.startswith("二单元") for phrase in await bench.press(Qt.Key.Key_Return))


async def test_the_key_to_the_digits_is_no_number(qapp: QObject) -> None:
    """一百二十三，数字键."""
    async with at(replace(TYPING, in_private=True), ROOM, "field-name") as bench:
        assert await bench.go_to("key-digits") == ["一二三，数字键，按钮，没选。"]


async def test_the_keyboards_tabs_say_which_of_them_is_chosen(qapp: QObject) -> None:
    """拼音，按钮: nobody heard which keys lay under the hand."""
    async with at(replace(TYPING, in_private=True), ROOM, "field-name") as bench:
        assert await bench.go_to("key-pinyin") == ["拼音，按钮，已选。"]
        await bench.go_to("key-digits")
        bench.stage.rest()
        assert await bench.select() == ["一二三，数字键，按钮，已选。"]


async def test_digits_and_signs_are_heard_one_by_one(qapp: QObject) -> None:
    async with at(replace(TYPING, in_private=True), ROOM, "field-name", "key-digits") as bench:
        heard = []
        for name in ("key-1", "key-2", "key-3", "key-#"):
            await bench.go_to(name)
            bench.stage.rest()
            heard += await bench.press(Qt.Key.Key_Return)

        assert heard == ["一", "二", "三", "井号"]
