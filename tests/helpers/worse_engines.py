"""Engines with a fault put in on purpose, over a good one: what the campaign `typing` must notice."""

from dataclasses import replace

from ui.input.engine import Composition, InputEngine, Layout

COMMON = 12
"""An engine without rare characters offers no more."""


class OverAnother:
    """Hands everything on; `changed` alters what is offered."""

    def __init__(self, inner: InputEngine) -> None:
        self.inner = inner
        self._offered: tuple[str, ...] = ()
        self._letters = ""

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def problem(self) -> str:
        return self.inner.problem

    def changed(self, letters: str, candidates: tuple[str, ...]) -> tuple[str, ...]:
        """What is offered instead."""
        return candidates

    def select(self, layout: Layout) -> None:
        self.inner.select(layout)

    def type_key(self, key: str) -> Composition:
        self._letters += key
        return self._altered(self.inner.type_key(key))

    def choose(self, index: int) -> Composition:
        self._letters = ""
        return self.inner.choose(min(index, len(self._offered) - 1))

    def turn_page(self, forward: bool) -> Composition:
        return self._altered(self.inner.turn_page(forward))

    def reset(self) -> None:
        self._letters = ""
        self.inner.reset()

    def close(self) -> None:
        """The inner one is not its own."""

    def _altered(self, made: Composition) -> Composition:
        self._offered = self.changed(self._letters, made.candidates)
        return replace(made, candidates=self._offered)


class SecondBest(OverAnother):
    """The first and the second change places."""

    def changed(self, letters: str, candidates: tuple[str, ...]) -> tuple[str, ...]:
        return (*candidates[1:2], *candidates[:1], *candidates[2:])


class FewCandidates(OverAnother):
    """Only so many are offered."""

    def __init__(self, inner: InputEngine, count: int) -> None:
        super().__init__(inner)
        self._count = count

    def changed(self, letters: str, candidates: tuple[str, ...]) -> tuple[str, ...]:
        return candidates[: self._count]


def without_rare(inner: InputEngine) -> InputEngine:
    """Offers frequent characters only."""
    return FewCandidates(inner, COMMON)


class LearningEngine(OverAnother):
    """Puts first what was once chosen for the same letters, whoever chose it."""

    def __init__(self, inner: InputEngine) -> None:
        super().__init__(inner)
        self._memory: dict[str, str] = {}

    def changed(self, letters: str, candidates: tuple[str, ...]) -> tuple[str, ...]:
        remembered = self._memory.get(letters)
        return tuple(dict.fromkeys([remembered, *candidates])) if remembered else candidates

    def choose(self, index: int) -> Composition:
        self._memory[self._letters] = self._offered[min(index, len(self._offered) - 1)]
        return super().choose(index)
