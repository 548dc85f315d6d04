"""Staff at the machine, as states: each step of signing in."""

from dataclasses import replace

from kiosk.maintenance.access import Level, SignedIn, Staff, Way
from kiosk.maintenance.visit import CardSeen, Problem, SigningIn
from kiosk.session.staffed import Maintenance, StaffVisit
from kiosk.session.states import SessionState

WANG = Staff("T0427", "王*", Level.TECHNICIAN, Way.CARD)
ZHAO = Staff("T0519", "赵*", Level.TECHNICIAN, Way.CARD)
LIU = Staff("C0033", "刘*", Level.CLERK, Way.CARD)
WANGS_CARD = CardSeen(WANG, "0427", "card:0123456789abcdef")
LIUS_CARD = CardSeen(LIU, "0033", "card:fedcba9876543210")
CODE = "4K7MQX9T2H0B"


def attended(visit: StaffVisit) -> SessionState:
    """Staff has the machine."""
    return SessionState(screen=Maintenance(visit), online=True)


BY_CARD = SigningIn(Way.CARD, card=WANGS_CARD, typed="1234")
BY_ANSWER = SigningIn(Way.ANSWER, code=CODE, terminal_id="hsl-03", typed="12")
BY_PIN = SigningIn(Way.PIN, Level.CLERK)

SIGNING_IN: dict[str, SessionState] = {
    "staff-door": attended(SigningIn()),
    "staff-door-second": attended(SigningIn(first=SignedIn(WANG))),
    "staff-card": attended(BY_CARD),
    "staff-card-clerk": attended(SigningIn(Way.CARD, card=LIUS_CARD)),
    "staff-card-wrong": attended(replace(BY_CARD, typed="", problem=Problem.WRONG, tries_left=3)),
    "staff-card-locked": attended(replace(BY_CARD, typed="", problem=Problem.LOCKED, wait_s=120)),
    "staff-code": attended(BY_ANSWER),
    "staff-code-over": attended(replace(BY_ANSWER, typed="", problem=Problem.CODE_OVER)),
    "staff-pin": attended(BY_PIN),
    "staff-pin-dead": attended(replace(BY_PIN, problem=Problem.DEAD)),
    "staff-foreign-card": attended(SigningIn(problem=Problem.FOREIGN)),
}
