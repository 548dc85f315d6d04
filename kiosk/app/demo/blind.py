"""Hands and ears of a resident who sees nothing, and chooses by what was said and by nothing else.

Their hands know where things of the machine are (the card's place was told, the keys can be felt); of the screen they
know what the voice says. Nothing here looks at the window, or at the session but for whether it still has something to
say. What they came for: `blind_journeys`.
"""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kiosk.app.demo.player import Player, PromiseBrokenError
from kiosk.speech import spoken

HEARD_S = 20.0
"""A key is answered within this, on a slow machine too."""
JUST_NOW = 20
"""So many things to the left are remembered."""
MOST_STEPS = 150
"""Once round the screen with most controls, the keyboard's, and a little more."""
MOST_OFFERS = 5
"""Of the down key."""
QUIET_S = 0.08
"""Whoever hears no new sentence for so long knows that this is the one."""
BETWEEN_S = 0.55
"""The same button counts again after half a second, a key of the keyboard after an eighth."""
BETWEEN_KEYS_S = 0.15
SILENCE_S, STEP_S = 0.4, 0.05
"""Longer than between two sentences."""
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(slots=True)
class BlindResident:
    """One resident with the keypad, and with headphones or without."""

    player: Player
    has_headphones: bool = True
    heard: list[str] = field(default_factory=list)
    """Every phrase that began, in order."""
    pressed_count: int = 0
    _passed: list[str] = field(default_factory=list)
    """What lies to the left, as far as it was heard."""

    @property
    def words(self) -> Mapping[str, Any]:
        """What is listened for."""
        words: Mapping[str, Any] = self.player.stage.script["by_ear"]
        return words

    def __post_init__(self) -> None:
        before = self.player.program.hooks.heard

        def hear(phrase: str) -> None:
            self.heard.append(phrase)
            before(phrase)

        self.player.program.hooks.heard = hear

    def as_said(self, words: str) -> str:
        """A written line as it is said."""
        return spoken(words, self.player.program.texts)

    async def begin(self) -> None:
        """Put the headphones on, and ask for help; without them, choose that others hear it too."""
        words, before = self.words, len(self.heard)
        if self.has_headphones:
            await self.player.control.do("headphones.plug_in", on=True)
            await self.hears(words["headphones"], since=before)
        before = len(self.heard)
        await self.press("help")
        await self.hears(words["by_ear"], since=before)
        if not self.has_headphones:
            await self.take_offer("aloud", then=words["aloud_chosen"])

    async def press(self, key: str) -> None:
        """One key of the keypad."""
        await self.player.control.do("keypad.press", key=key)
        self.pressed_count += 1

    async def hears(self, words: str, since: int, patience_s: float = 240.0) -> None:
        """Wait until these words are said, with whatever pauses between them."""
        loop = asyncio.get_running_loop()
        end_s = loop.time() + patience_s
        while not self.has_heard(words, since):
            if loop.time() > end_s:
                said = " / ".join(self.heard[-8:])
                raise PromiseBrokenError(f"waited {patience_s:.0f} s to hear {words!r}; heard {said!r}")
            await asyncio.sleep(0.02)

    def has_heard(self, words: str, since: int) -> bool:
        """These words were among what was said since."""
        return plain(words) in plain("".join(self.heard[since:]))

    async def silence(self) -> None:
        """Listen until nothing is said any more. On a slow machine a pause between two sentences is as long as a
        silence: that nothing more is to come is the program's own word, as a beat in the ear would be."""
        quiet_s = 0.0
        while quiet_s < SILENCE_S:
            await asyncio.sleep(STEP_S)
            told = await self.player.control.do("voice.speaking")
            quiet_s = 0.0 if told["speaking"] or self.player.state.speaking else quiet_s + STEP_S

    async def step(self, key: str = "right") -> str:
        """To the next thing, or the one before; what it says of itself."""
        before = len(self.heard)
        await self.press(key)
        said = await self._answer(before)
        self._passed = [*self._passed, said] if key == "right" else self._passed[:-1]
        return said

    async def go_to(self, *words: str) -> str:
        """From one thing to the next until one says some of these words first; back, where they were just passed."""
        passed: list[str] = []
        key = "left" if any(starts(said, words) for said in self._passed[-JUST_NOW:]) else "right"
        for _ in range(MOST_STEPS):
            said = await self.step(key)
            if starts(said, words):
                return said
            passed.append(said)
        raise PromiseBrokenError(f"nothing on this screen says {words!r}: {' / '.join(passed[:60])}")

    async def choose(self, *words: str, then: str = "") -> str:
        """Go there and select it; `then` is what is to be heard afterwards."""
        said = await self.go_to(*words)
        before = len(self.heard)
        await self.select()
        if then:
            await self.hears(then, since=before)
        return said

    async def select(self) -> None:
        """Take what was reached."""
        await asyncio.sleep(BETWEEN_S)
        await self.press("select")
        self._passed = []

    async def step_back(self, then: str = "") -> None:
        """One step, by the down key."""
        await self.take_offer("back", then)

    async def take_offer(self, what: str, then: str = "") -> None:
        """What the down key offers after where one is and what is chosen."""
        for _ in range(MOST_OFFERS):
            before = len(self.heard)
            await self.press("down")
            await self._answer(before)
            if self.has_heard(self.words[what], since=before):  # it may be said in several breaths
                await self.select()
                await self.hears(then, since=before)
                return
        raise PromiseBrokenError(f"the down key did not offer {what}: {' / '.join(self.heard[-MOST_OFFERS:])}")

    async def type(self, names: Sequence[str]) -> None:
        """Keys of the keyboard on the screen, each by its name."""
        last = ""
        for name in names:
            if name != last:
                await self.go_to(name)
            await asyncio.sleep(BETWEEN_KEYS_S)
            before = len(self.heard)
            await self.press("select")
            await self._answer(before)
            last = name

    async def _answer(self, before: int) -> str:
        """What is being said once nothing new begins: the key cut whatever was said before it."""
        loop = asyncio.get_running_loop()
        end_s = loop.time() + HEARD_S
        while len(self.heard) <= before:
            if loop.time() > end_s:
                raise PromiseBrokenError(f"a key was answered by nothing; heard last {self.heard[-3:]}")
            await asyncio.sleep(0.01)
        count = 0
        while count < len(self.heard):
            count = len(self.heard)
            await asyncio.sleep(QUIET_S)
        return self.heard[-1]


def plain(words: str) -> str:
    """Without pauses: nobody hears a comma."""
    return _NO_WORD.sub("", words)


def starts(said: str, words: Sequence[str]) -> bool:
    """It begins with some of these words; where they end in a pause, no longer word begins like that."""
    return any(_begins(said, word) for word in words)


def _begins(said: str, word: str) -> bool:
    is_whole = _NO_WORD.fullmatch(word[-1:])
    return said.startswith(word) if is_whole else plain(said).startswith(plain(word))
