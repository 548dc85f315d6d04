"""Whether a card lies on a SAM_V reader, pure: what to ask next, and what an answer means.

"Find card" (20 01) cannot tell it once a card was read: the module does not find that card again until it was lifted,
so 80 then means "gone" and "still there" alike. What does tell is any command to the card that was selected: it
answers while the card lies there (90, or 91 for an item it has not) and fails (41) once it was lifted, even if it was
put back. The cheapest that carries nothing personal is the chip's number (30 05); a module that does not know it is
asked for the newest address, then for the text; what comes back is dropped unread.

                    20 01 → 9F                          read ok
      ┌─ no card ───────────────► card, unread ───────────────► card, spent ─┐
      │      ▲    ◄───────────────        │                         │        │ 30 05 → 90/91
      │      │      20 01 → 80            │                         │ 41 ×2  └──► stays spent
      └──────┘◄───────────────────────────┴─────────────────────────┘

After the reader itself was away its module may have forgotten the selection: then 30 05 fails while the card lies
there, and 20 01 finds it once more. Until 20 01 has said "no card" once, such a card stays spent.

Not tried on hardware: whether every module keeps a card selected for minutes. One that does not shows 41 and then 80,
which reads as lifted; nobody can be taken for its owner then either, because 20 01 does not find that card.
"""

from dataclasses import dataclass, replace

from devices.contracts.card_reader import CardMedia
from devices.idcards.frames import Command, Status

LIFTED_AFTER_FAILURES = 2
"""One failure may be a disturbed field."""

PROBES = (Command.READ_CHIP_NUMBER, Command.READ_NEWEST_ADDRESS, Command.READ_TEXT_PHOTO)
NOT_KNOWN = frozenset({Status.COMMAND, Status.NOT_PERMITTED, Status.UNKNOWN_COMMAND})
"""What a module answers to a command of other makes."""


@dataclass(frozen=True, slots=True)
class Presence:
    """What is known of the card."""

    media: CardMedia = CardMedia.UNKNOWN
    spent: bool = False
    """The card was read and has not been seen to leave."""
    reader_was_away: bool = False
    by_find: bool = False
    """Spent, but the selection is lost: only 20 01 can tell."""
    failures: int = 0
    probe: int = 0

    @property
    def question(self) -> Command:
        """What to ask next."""
        return PROBES[self.probe] if self.spent and not self.by_find else Command.FIND_CARD


def card_was_read(presence: Presence) -> Presence:
    """The card was read and still lies there."""
    return Presence(CardMedia.PRESENT, spent=True, probe=presence.probe)


def reader_lost(presence: Presence) -> Presence:
    """Nothing can be asked; a spent card stays spent."""
    return Presence(CardMedia.UNKNOWN, spent=presence.spent, reader_was_away=True, probe=presence.probe)


def after_answer(presence: Presence, question: Command, code: int) -> Presence:
    """What is known after the reader answered a question."""
    if question is Command.FIND_CARD:
        return _after_find(presence, code)
    return _after_probe(presence, code)


def _after_find(presence: Presence, code: int) -> Presence:
    match code:
        case Status.FOUND:
            return replace(presence, media=CardMedia.PRESENT)
        case Status.NOT_FOUND if presence.spent and not presence.by_find:
            return presence
        case Status.NOT_FOUND:
            return Presence(CardMedia.NOT_PRESENT, probe=presence.probe)
        case _:
            return presence


def _after_probe(presence: Presence, code: int) -> Presence:
    if code in (Status.OK, Status.NO_SUCH_ITEM):
        return replace(presence, media=CardMedia.PRESENT, failures=0)
    if code in NOT_KNOWN and presence.probe + 1 < len(PROBES):
        return replace(presence, probe=presence.probe + 1)
    if presence.failures + 1 < LIFTED_AFTER_FAILURES:
        return replace(presence, failures=presence.failures + 1)
    if presence.reader_was_away:
        return replace(presence, by_find=True, failures=0)
    return Presence(CardMedia.NOT_PRESENT, probe=presence.probe)
