"""Which ways in were tried in vain, as plain values: how often, whether they wait, and who may revive them. No Qt."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.maintenance.access import Action, Level, SignedIn, can_be_of_two, may
from kiosk.maintenance.menu import Told
from kiosk.maintenance.sight import Sight
from kiosk.texts import Texts
from ui.viewmodels.maintenance_face import level_name

if TYPE_CHECKING:  # the first frame does without the queue
    from kiosk.maintenance.facts import Lockout

TAIL_LENGTH = 4


@dataclass(frozen=True, slots=True)
class LockoutRow:
    """One way in."""

    credential: str
    name: str
    line: str
    health: str
    """bad: void; waiting: for a while; ok: it can be tried as it is."""
    state_text: str
    off_reason: str
    """Why it cannot be revived now."""


@dataclass(frozen=True, slots=True)
class AccessFace:
    """The page."""

    line: str = ""
    rows: tuple[LockoutRow, ...] = ()
    can_ask_second: bool = False
    told: str = ""


def access_face(sight: Sight, who: SignedIn, texts: Texts) -> AccessFace:
    """The page at one moment, as whoever is there may use it."""
    may_revive = may(who, Action.REVIVE_CREDENTIAL)
    lockouts, told = sight.facts.lockouts, sight.menu.told
    return AccessFace(
        line=texts("access.line" if lockouts else "access.none"),
        rows=tuple(_row(each, may_revive, texts) for each in lockouts),
        can_ask_second=bool(lockouts) and who.second is None and can_be_of_two(who.first),
        told=texts(f"menu.told.{told}") if told in (Told.DONE, Told.FAILED) else "",
    )


def _row(lockout: "Lockout", may_revive: bool, texts: Texts) -> LockoutRow:
    health, state = ("ok", "counted") if lockout.wait_s <= 0 else ("waiting", "waits")
    if lockout.is_dead:
        health, state = "bad", "dead"
    return LockoutRow(
        lockout.credential, _name(lockout.credential, texts), texts("access.tries", count=lockout.try_count), health,
        texts(f"access.state.{state}"), "" if may_revive else texts("access.two"),
    )  # fmt: skip


def _name(credential: str, texts: Texts) -> str:
    """A card by the end of its key's name: of the card itself nothing is kept."""
    way, _, rest = credential.partition(":")
    if way == "card":
        return texts("access.card", tail=rest[-TAIL_LENGTH:].upper())
    return texts(f"access.{way}", level=level_name(Level[rest.upper()], texts))
