"""What a session held, as keyed hashes: enough to recognise a string of it afterwards, too little to have one.

a session goes on ─► its last state is looked at ─► it ends ─► hashes of its strings, the state is let go
a text that stands somewhere ─► the hash of each of its stretches of those lengths ─► is one of them known?
"""

import hmac
import os
from collections.abc import Iterator

from kiosk.core.person import Person
from kiosk.session.screens import (
    ActFor,
    CaseActs,
    CaseDetail,
    CaseList,
    CaseWord,
    Done,
    Reprint,
    TypeIdentity,
    WordKept,
)
from kiosk.session.states import SessionState

LEAST_WEIGHT = 6
"""A shorter string could stand there by chance: it must be a whole text. A character of Chinese weighs two."""
BEGIN = 2
"""Characters by which most places of a long text are passed over: else each costs a hash for every length known,
and a notice of a thousand characters 40 ms."""


class Traces:
    """The hashes since the last `forget`. Main thread."""

    def __init__(self) -> None:
        self._key = os.urandom(32)
        self._known: dict[int, set[bytes]] = {}
        self._begins: set[bytes] = set()
        self._whole: set[bytes] = set()
        self._last: SessionState | None = None

    @property
    def count(self) -> int:
        return len(self._whole)

    def look(self, state: SessionState) -> None:
        """A step of the session; what it lets go of is hashed, and let go of here too."""
        last = self._last
        if last is not None and _lets_go(last, state):
            for text in _personal(last):
                self._note(_compact(text))
        self._last = state if state.in_session else None

    def is_in(self, text: str) -> bool:
        """Something that a session held stands in this text."""
        compact = _compact(text)
        if self._hash(compact) in self._whole:
            return True
        begins = (at for at in range(len(compact)) if self._hash(compact[at : at + BEGIN]) in self._begins)
        return any(
            self._hash(compact[at : at + length]) in known for at in begins for length, known in self._known.items()
        )

    def forget(self) -> None:
        """All was looked for; the next session has another key."""
        self._key = os.urandom(32)
        self._known.clear()
        self._begins.clear()
        self._whole.clear()

    def _note(self, text: str) -> None:
        self._whole.add(self._hash(text))
        if sum(1 if char.isascii() else 2 for char in text) >= LEAST_WEIGHT:
            self._known.setdefault(len(text), set()).add(self._hash(text))
            self._begins.add(self._hash(text[:BEGIN]))

    def _hash(self, text: str) -> bytes:
        return hmac.digest(self._key, text.encode(), "sha256")[:16]


def _lets_go(last: SessionState, now: SessionState) -> bool:
    other_draft = last.draft is not None and (now.draft is None or now.draft.case_id != last.draft.case_id)
    typed_no_more = isinstance(last.screen, TypeIdentity) and not isinstance(now.screen, TypeIdentity)
    acts_no_more = isinstance(last.screen, ActFor) and not isinstance(now.screen, ActFor)
    acts_no_more = acts_no_more or (last.acting is not None and now.acting is None)
    said_no_more = isinstance(last.screen, CaseWord) and not isinstance(now.screen, CaseWord)
    return (
        other_draft
        or typed_no_more
        or said_no_more
        or acts_no_more
        or not now.in_session
        or (last.person is not None and now.person is None)
    )


def own_texts(state: SessionState) -> Iterator[str]:
    """What is somebody's own: words of ours, which every screen has, and what is too short for anybody's, left out."""
    if state.person is not None:
        yield from (text for text in (state.person.name, state.person.id_number) if text)
        if state.person.household_address:
            yield state.person.household_address
    for agent in _others(state):
        yield from (agent.name, agent.id_number, agent.household_address or "")
    if state.draft is not None:
        yield from (value for value in state.draft.answers.values() if _is_own(value))
    if isinstance(state.screen, TypeIdentity):
        yield from (text for text in (state.screen.name, state.screen.id_number) if _is_own(text))
    if isinstance(state.screen, CaseWord) and _is_own(state.screen.text):
        yield state.screen.text


def _others(state: SessionState) -> Iterator[Person]:
    """Who acts, and whom for, while neither is the session's person."""
    if state.acting is not None:
        yield state.acting.agent
    if isinstance(state.screen, ActFor):
        yield from (one for one in (state.screen.agent, state.screen.absent) if one is not None)


def _personal(state: SessionState) -> Iterator[str]:
    """That, and the numbers of somebody's cases."""
    yield from own_texts(state)
    match state.screen:
        case Done(number=number) | Reprint(number=number):
            yield number
        case CaseList(cases=cases) if cases:
            yield from (case.number for case in cases)
        case CaseDetail(case=case) | CaseActs(case=case) | CaseWord(case=case) | WordKept(case=case):
            yield case.number
        case _:
            pass


def _is_own(value: str) -> bool:
    """Not the id of a choice or the mark of a card, which are words of the catalogue."""
    return (not value.isascii() and len(value) > 1) or sum(char.isdigit() for char in value) >= LEAST_WEIGHT


def _compact(text: str) -> str:
    """Without the gaps between groups of digits."""
    return "".join(text.split())
