"""A visit of staff to the machine, as a frozen value and one rule. Pure; the shell is `kiosk.app.attendance`.

    Closed ─► (the resident's session is closed and wiped) ─► SigningIn ─► AtMenu ─► Closed
                                                                 ▲            │ a second person
                                                                 └────────────┘

What has to be waited for (a card, a check that is written down before it is made) is asked for with a `Wish` and
comes back as an event.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.maintenance.access import HelpBegins, Level, SignedIn, Staff, Way, can_be_of_two, can_help
from kiosk.maintenance.pages import may_open
from kiosk.maintenance.sight import Sight, place_in, said_of


class Problem(StrEnum):
    """Why somebody is not signed in; each has its words under `maintenance.problem.*`."""

    NO_STAFF_CARD = "no_staff_card"
    FOREIGN = "foreign"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    NOT_GENUINE = "not_genuine"
    """It has the certificate and not the key, or repeated an answer that was given before."""
    PULLED = "pulled"
    NO_ANSWER = "no_answer"
    """The card lies there and is silent."""
    READER_GONE = "reader_gone"
    CARD_BLOCKED = "card_blocked"
    """Its own counter says so; only its issuer can help."""
    WRONG = "wrong"
    WEAK = "weak"
    CODE_OVER = "code_over"
    """The code was shown too long ago, or was used."""
    LOCKED = "locked"
    """For some seconds; other ways go on working."""
    DEAD = "dead"
    """Until the platform or two technicians revive it."""
    SAME_PERSON = "same_person"
    NOT_OF_TWO = "not_of_two"
    """A clerk, or a PIN that names nobody, where two technicians are wanted."""
    NOT_WRITTEN = "not_written"
    """The try could not be written down, so it was not made."""
    NOT_SET_UP = "not_set_up"
    """This machine knows no operator, or was never enrolled."""


PIN_DIGITS = {Way.CARD: 6, Way.ANSWER: 8, Way.PIN: 8}
"""How much is typed: a card's PIN, an answer, this machine's PIN."""


@dataclass(frozen=True, slots=True)
class CardSeen:
    """A card that was found to be genuine, before its PIN."""

    staff: Staff
    tail: str
    """The end of its number, for the screen."""
    credential: str
    """Names its key in the lockouts."""


@dataclass(frozen=True, slots=True)
class Closed:
    """Nobody of the staff is here."""


@dataclass(frozen=True, slots=True)
class SigningIn:
    """Somebody shows who they are. `way` is None until a card lies there or another way is chosen."""

    way: Way | None = None
    level: Level = Level.TECHNICIAN
    """Which of this machine's PINs, or what the code asks for."""
    card: CardSeen | None = None
    code: str = ""
    """What the platform is asked with."""
    terminal_id: str = ""
    """Beside the code: whose it is."""
    typed: str = ""
    checking: bool = False
    problem: Problem | None = None
    tries_left: int | None = None
    wait_s: int = 0
    """While `problem` is LOCKED: as long as this, when it was asked."""
    first: SignedIn | None = None
    """Who is signed in already, where a second person is wanted."""

    @property
    def shown(self) -> str:
        return "SignIn" if self.way is None else f"SignIn/{self.way}"

    @property
    def is_signed_in(self) -> bool:
        return self.first is not None

    @property
    def said(self) -> str:
        if self.problem is not None:
            return f"maintenance.problem.{self.problem}"
        if self.way is None:
            return "maintenance.second.text" if self.first is not None else "maintenance.sign_in.text"
        return f"maintenance.{self.way}.text"


@dataclass(frozen=True, slots=True)
class AtMenu:
    """Somebody is signed in and looks at a page of the menu."""

    who: SignedIn
    page: str = ""
    """Of the menu; its front page is empty."""
    sight: Sight | None = None
    """What its pages show; None until the machine was looked at."""

    @property
    def shown(self) -> str:
        place = "" if self.sight is None else place_in(self.page, self.sight)
        return "/".join(part for part in ("Menu", self.page, place) if part)

    @property
    def is_signed_in(self) -> bool:
        return True

    @property
    def said(self) -> str:
        return said_of(self.page, self.sight)


Visit = Closed | SigningIn | AtMenu


# ── what happens ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Opened:
    """The resident's session is closed and wiped."""


@dataclass(frozen=True, slots=True)
class CardKnown:
    """A genuine card lies there."""

    card: CardSeen


@dataclass(frozen=True, slots=True)
class CardRefused:
    """What lies there is no card of ours, or cannot be asked."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Refused:
    """A code or what was typed was not taken."""

    problem: Problem
    tries_left: int | None = None
    wait_s: int = 0


@dataclass(frozen=True, slots=True)
class CardGone:
    """The card was taken away."""


@dataclass(frozen=True, slots=True)
class WayChosen:
    """Without a card."""

    way: Way
    level: Level


@dataclass(frozen=True, slots=True)
class CodeShown:
    """A fresh code for the platform."""

    code: str
    terminal_id: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """One digit."""

    digit: str


@dataclass(frozen=True, slots=True)
class Erased:
    """The last digit, or all of them."""

    all: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """It was right."""

    staff: Staff


@dataclass(frozen=True, slots=True)
class PageChosen:
    """A page of the menu."""

    page: str


@dataclass(frozen=True, slots=True)
class SecondWanted:
    """What two people may do is asked for."""


@dataclass(frozen=True, slots=True)
class Back:
    """One step back; from the front page that is out."""


@dataclass(frozen=True, slots=True)
class Left:
    """退出维护, or time is up."""


Event = (
    Opened | CardKnown | CardRefused | Refused | CardGone | WayChosen | CodeShown | Typed | Erased | Accepted
    | PageChosen | SecondWanted | HelpBegins | Back | Left
)  # fmt: skip


class Wish(StrEnum):
    """What the shell has to do."""

    LOOK_FOR_CARD = "look_for_card"
    """For as long as somebody signs in."""
    SHOW_CODE = "show_code"
    CHECK = "check"
    """What was typed, by the way that it was typed for."""
    TELL_SIGNED_IN = "tell_signed_in"
    TELL_LEFT = "tell_left"
    HELP = "help"
    LEAVE = "leave"
    """The machine is a resident's again."""


Step = tuple[Visit, tuple[Wish, ...]]


def advance(visit: Visit, event: Event) -> Step:
    """The next state and what has to be done for it; never raises."""
    match visit, event:
        case Closed(), Opened():
            return SigningIn(), (Wish.LOOK_FOR_CARD,)
        case Closed(), _:
            return visit, ()
        case _, Left():
            return _left(visit)
        case SigningIn(), _:
            return _signing_in(visit, event)
        case AtMenu(who=who), PageChosen(page=page):
            return (replace(visit, page=page) if may_open(who, page) else visit), ()
        case AtMenu(who=SignedIn(second=None) as who), SecondWanted():
            return SigningIn(first=who), (Wish.LOOK_FOR_CARD,)
        case AtMenu(who=who), HelpBegins() if can_help(who):
            return Closed(), (Wish.TELL_LEFT, Wish.HELP)
        case AtMenu(page=""), Back():
            return _left(visit)
        case AtMenu(), Back():
            return replace(visit, page=visit.page.rpartition("/")[0]), ()
        case _:
            return visit, ()


def _left(visit: Visit) -> Step:
    was_signed_in = isinstance(visit, AtMenu) or (isinstance(visit, SigningIn) and visit.first is not None)
    return Closed(), (Wish.TELL_LEFT, Wish.LEAVE) if was_signed_in else (Wish.LEAVE,)


def _signing_in(visit: SigningIn, event: Event) -> Step:
    match event:
        case CardKnown(card=card) if visit.way in (None, Way.CARD):
            return replace(_afresh(visit), way=Way.CARD, card=card), ()
        case CardGone() if visit.way is Way.CARD:
            return replace(_afresh(visit), problem=Problem.PULLED), ()
        case CardRefused(problem=problem) if visit.way in (None, Way.CARD):
            return replace(_afresh(visit), problem=problem), ()
        case Refused():
            return _refused(visit, event)
        case WayChosen(way=way, level=level) if not visit.checking:
            wishes = (Wish.SHOW_CODE,) if way is Way.ANSWER else ()
            return replace(_afresh(visit), way=way, level=level), wishes
        case CodeShown() if visit.way is Way.ANSWER:
            return replace(visit, code=event.code, terminal_id=event.terminal_id), ()
        case Typed(digit=digit) if visit.way is not None and not visit.checking:
            return _typed(visit, visit.way, digit)
        case Erased(all=everything) if not visit.checking:
            return replace(visit, typed="" if everything else visit.typed[:-1]), ()
        case Accepted(staff=staff) if visit.checking:
            return _accepted(visit, staff)
        case Back():
            return _back(visit)
        case _:
            return visit, ()


def _afresh(visit: SigningIn) -> SigningIn:
    """Nothing typed, nothing known of anybody but who is signed in already."""
    return SigningIn(first=visit.first)


def _refused(visit: SigningIn, refused: Refused) -> Step:
    told = replace(
        visit, typed="", checking=False, problem=refused.problem, tries_left=refused.tries_left, wait_s=refused.wait_s
    )
    if refused.problem is Problem.CODE_OVER:
        return replace(told, code=""), (Wish.SHOW_CODE,)
    return told, ()


def _typed(visit: SigningIn, way: Way, digit: str) -> Step:
    if way is Way.ANSWER and not visit.code:
        return visit, ()
    typed = visit.typed + digit
    if len(typed) < PIN_DIGITS[way]:
        return replace(visit, typed=typed, problem=None), ()
    return replace(visit, typed=typed, problem=None, checking=True), (Wish.CHECK,)


def _accepted(visit: SigningIn, staff: Staff) -> Step:
    if visit.first is None:
        return AtMenu(SignedIn(staff)), (Wish.TELL_SIGNED_IN,)
    if not (can_be_of_two(staff) and can_be_of_two(visit.first.first)):
        return _refused(visit, Refused(Problem.NOT_OF_TWO))
    if staff.person_id == visit.first.first.person_id:
        return _refused(visit, Refused(Problem.SAME_PERSON))
    return AtMenu(SignedIn(visit.first.first, staff)), (Wish.TELL_SIGNED_IN,)


def _back(visit: SigningIn) -> Step:
    if visit.way is not None:
        return _afresh(visit), ()
    if visit.first is not None:
        return AtMenu(visit.first), ()
    return _left(visit)
