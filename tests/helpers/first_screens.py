"""The moments of the first screens, as states: what the pictures show, and what they do not."""

from dataclasses import replace
from datetime import UTC, date, datetime

from devices.contracts.card_reader import CardMedia
from kiosk.core.ids import CaseId
from kiosk.core.person import IdentityLevel, Person
from kiosk.session.drafts import Draft, FoundDraft
from kiosk.session.overlays import (
    Alert,
    AlertShown,
    HelpCalled,
    Interruption,
    LeaveQuestion,
    Listening,
    ModeChooser,
    TimeIsUp,
)
from kiosk.session.screens import (
    Category,
    Danger,
    Form,
    Home,
    Identify,
    Information,
    NotEligible,
    Notice,
    PrintState,
    Purpose,
    Resume,
    Search,
    TypeIdentity,
)
from kiosk.session.snapshot import Bulletin
from kiosk.session.states import HelpCall, HelpState, SessionState
from kiosk.session.troubles import FilingOff, ReadTrouble, SocialTrouble
from tests.helpers.served import ITEM_VERSION

ITEM = "old-age-allowance"
OTHER_ITEM = "minimum-allowance"
PERSON = Person("张桂兰", "130102193512120045", date(1935, 12, 12), "2", IdentityLevel.CARD_READ)
DRAFT = Draft(CaseId("case"), ITEM, ITEM_VERSION, datetime(2026, 4, 21, 1, 40, tzinfo=UTC))
BULLETINS = (
    Bulletin("停水", "4月25日 8:00—17:00　3号楼到9号楼", "water"),
    Bulletin("义诊", "本周四上午，活动室免费量血压、测血糖", "medical"),
)
WAITING = Identify(Purpose.APPLY, ITEM, reading=True)
UNREADABLE = Identify(Purpose.APPLY, ITEM, trouble=ReadTrouble.UNREADABLE, trouble_count=2)
LEFT_LYING = Identify(Purpose.APPLY, ITEM, trouble=ReadTrouble.LEFT_LYING)
TYPING = TypeIdentity(Purpose.APPLY, ITEM, name="张桂兰", id_number="1301")
TYPED_WRONG = replace(TYPING, problems=("name", "id_number"), social_trouble=SocialTrouble.OTHER_CARD)

IN_SESSION = {
    "home": SessionState(screen=Home(), online=True),
    "category": SessionState(screen=Category("elder-care"), online=True),
    "category-read": SessionState(screen=Category("bills"), online=False),
    "search": SessionState(screen=Search(), online=True),
    "search-letters": SessionState(screen=Search("gljt"), online=True),
    "search-nothing": SessionState(screen=Search("飞机"), online=True),
    "information": SessionState(screen=Information(ITEM), online=True),
    "information-printing": SessionState(screen=Information(ITEM, printing=PrintState.PRINTING), online=True),
    "information-printed": SessionState(screen=Information(ITEM, printing=PrintState.PRINTED), online=True),
    "information-not-printed": SessionState(screen=Information(ITEM, printing=PrintState.NOT_STARTED), online=True),
    "information-urgent": SessionState(screen=Information("child-help"), online=True),
    "category-off": SessionState(screen=Category("elder-care"), online=True, filing_off=FilingOff.NO_NUMBERS),
    "information-off": SessionState(screen=Information(ITEM), online=True, filing_off=FilingOff.NO_ROOM),
    "danger": SessionState(screen=Danger("request"), online=True),
    "notice": SessionState(screen=Notice(Purpose.APPLY, ITEM), online=True),
    "notice-progress": SessionState(screen=Notice(Purpose.PROGRESS), online=True),
    "identify": SessionState(screen=WAITING, online=True),
    "identify-unnamed": SessionState(screen=Identify(Purpose.APPLY, "request", reading=True), online=True),
    "identify-progress": SessionState(screen=Identify(Purpose.PROGRESS, reading=True), online=True),
    "identify-reading": SessionState(screen=WAITING, card=CardMedia.PRESENT, online=True),
    "identify-trouble": SessionState(screen=UNREADABLE, online=True),
    "identify-left": SessionState(screen=LEFT_LYING, card=CardMedia.PRESENT, card_must_be_lifted=True, online=True),
    "type-identity": SessionState(screen=TYPING, online=True),
    "type-identity-wrong": SessionState(screen=TYPED_WRONG, online=True),
    "not-eligible": SessionState(screen=NotEligible(ITEM, "too_young"), person=PERSON, online=True),
    "resume": SessionState(screen=Resume(ITEM, FoundDraft(b"name", DRAFT)), person=PERSON, online=True),
    "resume-other": SessionState(screen=Resume(OTHER_ITEM, FoundDraft(b"name", DRAFT)), person=PERSON, online=True),
    "overlay-time-kept": SessionState(screen=Form(), person=PERSON, draft=DRAFT, overlay=TimeIsUp(), online=True),
    "overlay-time": SessionState(screen=WAITING, overlay=TimeIsUp(), online=True),
    "overlay-modes": SessionState(screen=Home(), overlay=ModeChooser(), online=True),
    "overlay-leave": SessionState(screen=Information(ITEM), overlay=LeaveQuestion(to_home=True), online=True),
    "home-spoken": SessionState(screen=Home(), can_listen=True, online=True),
    "category-spoken": SessionState(screen=Category("elder-care"), can_listen=True, online=True),
    "overlay-listening": SessionState(screen=Home(), overlay=Listening(1, is_open=True), can_listen=True, online=True),
    "overlay-listening-soon": SessionState(screen=Search(), overlay=Listening(1), can_listen=True, online=True),
    "overlay-interruption": SessionState(screen=Information(ITEM), overlay=Interruption("alert"), online=True),
}
CALLED_AT = datetime(2026, 4, 21, 1, 41, tzinfo=UTC)


def helped(state: HelpState, waited_s: int, who: str = "", online: bool = True) -> SessionState:
    """Somebody called from the middle of a form."""
    call = HelpCall(1, CALLED_AT, 0.0, state, who, waited_s)
    form = SessionState(screen=Form(), person=PERSON, draft=DRAFT, online=online, network_known=True)
    return replace(form, overlay=HelpCalled(), help_call=call)


IN_SESSION["help-calling"] = replace(helped(HelpState.CALLING, 0), screen=Home(), person=None, draft=None)
IN_SESSION["help-waiting"] = helped(HelpState.WAITING, 107)
IN_SESSION["help-coming"] = helped(HelpState.COMING, 48, "周*")
IN_SESSION["help-nobody"] = helped(HelpState.NOBODY, 205)
IN_SESSION["help-cannot"] = helped(HelpState.CANNOT, 5, online=False)
RAINSTORM = Alert(
    "rain-1",
    1,
    "暴雨红色预警",
    "未来 3 小时，本地雨量将超过 100 毫米",
    "rainstorm",
    datetime(2026, 4, 21, 1, 20, tzinfo=UTC),
)
IN_SESSION["overlay-alert"] = SessionState(screen=Home(), overlay=AlertShown(), alert=RAINSTORM, online=True)
IDLE = {
    "idle-alert": SessionState(overlay=AlertShown(), alert=RAINSTORM, online=True),
    "idle": SessionState(online=True),
    "idle-resting": SessionState(online=True, filing_off=FilingOff.OUT_OF_SERVICE),
    "idle-stopped": SessionState(online=True, lost_until_s=1.0),
    "idle-card-left": SessionState(card=CardMedia.PRESENT, card_must_be_lifted=True, online=True),
}
