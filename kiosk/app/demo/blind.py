"""A journey by keypad and ear: a resident who sees nothing, and chooses by what was said and by nothing else.

Their hands know where things of the machine are (the card's place was told, the keys can be felt); of the screen they
know what the voice says. Nothing here looks at the session or the window.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kiosk.app.demo.player import Player, PromiseBrokenError
from kiosk.app.demo.summary import Outcome

HEARD_S = 6.0
"""A key is answered within this, on a slow machine too."""
JUST_NOW = 8
"""So many things to the left are remembered."""
MOST_STEPS = 150
"""Once round the screen with most controls, the keyboard's, and a little more."""
QUIET_S = 0.08
"""Whoever hears no new sentence for so long knows that this is the one."""
BETWEEN_S = 0.55
"""The same button counts again after half a second, a key of the keyboard after an eighth."""
BETWEEN_KEYS_S = 0.15


@dataclass(slots=True)
class BlindResident:
    """One resident with headphones and the keypad."""

    player: Player
    heard: list[str] = field(default_factory=list)
    """Every phrase that began, in order."""
    pressed_count: int = 0
    _passed: list[str] = field(default_factory=list)
    """What lies to the left, as far as it was heard."""

    @property
    def _words(self) -> Mapping[str, str]:
        words: Mapping[str, str] = self.player.stage.script["by_ear"]
        return words

    def __post_init__(self) -> None:
        before = self.player.program.hooks.heard

        def hear(phrase: str) -> None:
            self.heard.append(phrase)
            before(phrase)

        self.player.program.hooks.heard = hear

    async def begin(self) -> None:
        """Put the headphones on, and ask for help."""
        words, before = self._words, len(self.heard)
        await self.player.control.do("headphones.plug_in", on=True)
        await self.hears(words["headphones"], since=before)
        before = len(self.heard)
        await self.press("help")
        await self.hears(words["by_ear"], since=before)

    async def press(self, key: str) -> None:
        """One key of the keypad."""
        await self.player.control.do("keypad.press", key=key)
        self.pressed_count += 1

    async def hears(self, words: str, since: int, patience_s: float = 240.0) -> None:
        """Wait until something with these words is said."""
        loop = asyncio.get_running_loop()
        end_s = loop.time() + patience_s
        while not any(words in phrase for phrase in self.heard[since:]):
            if loop.time() > end_s:
                said = " / ".join(self.heard[-8:])
                raise PromiseBrokenError(f"waited {patience_s:.0f} s to hear {words!r}; heard {said!r}")
            await asyncio.sleep(0.02)

    async def go_to(self, words: str) -> None:
        """From one thing to the next until one says these words first; back, where they were passed a moment ago."""
        passed: list[str] = []
        key = "left" if any(said.startswith(words) for said in self._passed[-JUST_NOW:]) else "right"
        for _ in range(MOST_STEPS):
            before = len(self.heard)
            await self.press(key)
            said = await self._answer(before)
            self._passed = [*self._passed, said] if key == "right" else self._passed[:-1]
            if said.startswith(words):
                return
            passed.append(said)
        raise PromiseBrokenError(f"nothing on this screen says {words!r}: {' / '.join(passed[:60])}")

    async def choose(self, words: str, then: str = "") -> None:
        """Go there and select it; `then` is what is to be heard afterwards."""
        await self.go_to(words)
        before = len(self.heard)
        await asyncio.sleep(BETWEEN_S)
        await self.press("select")
        self._passed = []
        if then:
            await self.hears(then, since=before)

    async def type(self, names: Sequence[str]) -> None:
        """Keys of the keyboard on the screen, each by its name."""
        last = ""
        for name in names:
            if name != last:
                await self.go_to(name)
            await asyncio.sleep(BETWEEN_KEYS_S)
            await self.press("select")
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


async def apply_by_ear(player: Player, person: str, account: str) -> None:
    """The item of the script from headphones in to headphones out, without a look at the screen."""
    script, resident = player.stage.script["by_ear"], BlindResident(player)
    await resident.begin()
    await _walk(resident, script["to_the_card"])
    await player.put_card(person)
    await resident.hears(script["card_read"], since=0)
    await player.take_card()
    await _walk(resident, script["form"])
    for field_name in script["account"]:
        await resident.choose(field_name)
        await resident.type([script["digits"][int(digit)] for digit in account])
    await _walk(resident, script["to_the_review"])
    if not any(account[-4:] in _digits(phrase, script) for phrase in resident.heard[-20:]):
        raise PromiseBrokenError("the account was not among what was read out")
    await _walk(resident, script["hand_in"])
    await resident.hears(script["acknowledged"], since=0)
    await player.slip_settled()
    await player.keep_slip()
    await _walk(resident, script["goodbye"])
    await player.control.do("headphones.plug_in", on=False)
    await player.idle_again()
    player.summary.platform_status = await player.case_state()
    player.summary.figures["keys_pressed_count"] = resident.pressed_count
    player.ended(Outcome.COMPLETED)


async def _walk(resident: BlindResident, steps: Sequence[Sequence[str]]) -> None:
    """Each step: what to choose, and what is to be heard then, if anything."""
    for words, *then in steps:
        await resident.choose(words, then=then[0] if then else "")


def _digits(phrase: str, script: Mapping[str, Any]) -> str:
    """The digits that a phrase spelled."""
    names: str = script["digits"]
    spelled = phrase.replace(script["one_in_numbers"], names[1])
    return "".join(str(names.index(character)) for character in spelled if character in names)
