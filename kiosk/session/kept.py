"""Forms whose resident was called away: kept for half an hour, for the card that began them and for no one else.

time is up ─► KeepDraft ─► DraftSafe.seal ─► DraftKept ─► state.kept          (a name, sealed bytes, an end; no more)
the card again ─► LookForKept ─► DraftSafe.find ─► KeptLooked ─► Resume ─► Form, or a new draft

The list is state like any other; the key is `DraftSafe`'s and dies with the process (decisions/0026).
"""

from dataclasses import dataclass, field, replace

import msgspec

from kiosk.core.person import Person
from kiosk.session.drafts import Draft, FoundDraft, KeptDraft
from kiosk.wire import ProcessKey

KEPT_S = 1800.0
"""How long, on the monotonic clock (DESIGN 8: 填好的加密存 30 分钟)."""
MOST_KEPT_COUNT = 16
"""No session times out sooner than after two minutes, so half an hour sees fifteen: the bound breaks no promise."""

Kept = tuple[KeptDraft, ...]


def with_one(kept: Kept, one: KeptDraft) -> Kept:
    """Keep one more; of the same person it is the only one, and beyond the bound the oldest goes."""
    return (*without(kept, one.name), one)[-MOST_KEPT_COUNT:]


def without(kept: Kept, name: bytes) -> Kept:
    """The others."""
    return tuple(one for one in kept if one.name != name)


def living(kept: Kept, now_s: float) -> Kept:
    """Those whose time is not over; the very same tuple if all are."""
    left = tuple(one for one in kept if now_s < one.until_s)
    return kept if len(left) == len(kept) else left


@dataclass(frozen=True, slots=True)
class DraftSafe:
    """Seals drafts and finds them again, with a key that nobody else has."""

    key: ProcessKey = field(default_factory=ProcessKey, repr=False)

    def seal(self, draft: Draft, person: Person, until_s: float) -> KeptDraft:
        """The draft as it is kept. A signature and decisions about extras are given by who stands here, each time."""
        name = self.name_of(person)
        unsigned = replace(draft.unsigned(), consents={})
        return KeptDraft(name, self.key.seal(msgspec.json.encode(unsigned), name), until_s)

    def find(self, kept: Kept, person: Person) -> FoundDraft | None:
        """This person's draft, if one is kept."""
        name = self.name_of(person)
        for one in kept:
            if one.name == name:
                return FoundDraft(name, msgspec.json.decode(self.key.open(one.sealed, name), type=Draft))
        return None

    def name_of(self, person: Person) -> bytes:
        """The name under which this person's draft is, or would be."""
        return self.key.name_of(person.id_number)
