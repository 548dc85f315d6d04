"""What staff see while they sign in, as plain values. No Qt."""

from dataclasses import dataclass

from kiosk.maintenance.access import Level, SignedIn, Way
from kiosk.maintenance.visit import PIN_DIGITS, AtMenu, Problem, SigningIn
from kiosk.session.screens import Maintenance
from kiosk.session.snapshot import Snapshot
from kiosk.texts import Texts
from ui.viewmodels.context import FirstContext

CODE_GROUP = 4


@dataclass(frozen=True, slots=True)
class SignInFace:
    """Exactly what the screen shows. `way` is empty until one is chosen, or card, answer, pin."""

    way: str = ""
    title: str = ""
    text: str = ""
    card_title: str = ""
    """Empty until a card is known."""
    card_line: str = ""
    card_may: str = ""
    code: str = ""
    """Spaced, to be read aloud over a telephone."""
    code_url: str = ""
    """For a telephone's camera; empty where telephones do not reach the console."""
    digit_count: int = 0
    typed_count: int = 0
    problem: str = ""
    note: str = ""
    waits: bool = False
    is_second: bool = False
    checking: bool = False


@dataclass(frozen=True, slots=True)
class MenuFace:
    """The bar of the menu: who is here, and which page."""

    page: str = ""
    who: str = ""


def sign_in_face(snapshot: Snapshot, context: FirstContext) -> SignInFace:
    """The sign-in at one moment; on any other screen, nothing."""
    screen, texts = snapshot.state.screen, context.texts
    if not isinstance(screen, Maintenance):
        return SignInFace()
    visit = screen.visit if isinstance(screen.visit, SigningIn) else SigningIn()
    kind = visit.way or ("second" if visit.first is not None else "sign_in")
    card = visit.card
    return SignInFace(
        way=visit.way or "",
        title=texts(f"maintenance.{kind}.title"),
        text=texts(f"maintenance.{kind}.text"),
        card_title=texts("maintenance.card.known") if card else "",
        card_line=_card_line(card.staff.shown_name, card.staff.level, card.tail, texts) if card else "",
        card_may=texts(f"maintenance.may.{card.staff.level.name.lower()}") if card else "",
        code=_spaced(visit.code),
        code_url=_code_url(visit, context.place.console_url),
        digit_count=PIN_DIGITS[visit.way] if visit.way else 0,
        typed_count=len(visit.typed),
        problem=texts(f"maintenance.problem.{visit.problem}") if visit.problem else "",
        note=_note(visit, texts),
        waits=visit.problem is Problem.LOCKED,
        is_second=visit.first is not None,
        checking=visit.checking,
    )


def menu_face(snapshot: Snapshot, context: FirstContext) -> MenuFace:
    """Who is signed in, and where they are in the menu."""
    screen = snapshot.state.screen
    if not isinstance(screen, Maintenance) or not isinstance(screen.visit, AtMenu):
        return MenuFace()
    return MenuFace(screen.visit.page, _who(screen.visit.who, context.texts))


def level_name(level: Level, texts: Texts) -> str:
    """维护员."""
    return texts(f"maintenance.level.{level.name.lower()}")


def _who(who: SignedIn, texts: Texts) -> str:
    level, name = level_name(who.level, texts), who.first.shown_name
    return texts("maintenance.who", what=level, who=name) if name else level


def _card_line(name: str, level: Level, tail: str, texts: Texts) -> str:
    return texts("maintenance.card.line", level=level_name(level, texts), name=name, tail=tail)


def _note(visit: SigningIn, texts: Texts) -> str:
    """How many tries there are, or how long to wait."""
    if visit.problem is Problem.LOCKED:
        return texts("maintenance.note.wait", seconds=str(visit.wait_s))
    if visit.tries_left is not None:
        return texts("maintenance.note.left", count=visit.tries_left)
    return texts("maintenance.note.tries") if visit.way in (Way.CARD, Way.PIN, Way.ANSWER) else ""


def _spaced(code: str) -> str:
    return " ".join(code[start : start + CODE_GROUP] for start in range(0, len(code), CODE_GROUP))


def _code_url(visit: SigningIn, console_url: str) -> str:
    if not visit.code or not console_url:
        return ""
    return f"{console_url}/console/access?terminal={visit.terminal_id}&code={visit.code}"
