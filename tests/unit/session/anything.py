"""Strategies for every event there is, near enough to a real session to get somewhere and far enough to surprise it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from devices.contracts.card_reader import (
    CardMedia,
    CardPulled,
    CardRead,
    CardUnreadable,
    NoCardInTime,
    ReadResult,
)
from devices.contracts.page import Page, PageVerdict
from devices.contracts.printer import NotStarted, Partial, Printed, PrintResult, PrintTrouble, Unknown
from devices.contracts.results import Cancelled, DeviceGone
from devices.contracts.social_card import NotASocialCard, SocialCard, SocialCardRead
from kiosk.cases import CaseProgress, ResidentAct
from kiosk.catalogue.kinds import Ground, Relation
from kiosk.core.ids import CaseId, MessageId
from kiosk.maintenance.access import SignedIn
from kiosk.maintenance.visit import AtMenu, PageChosen, SigningIn
from kiosk.session import events as ev
from kiosk.session.effects import FileCase
from kiosk.session.meant import Command, Meant
from kiosk.session.on_answers import review_page_count
from kiosk.session.overlays import Alert
from kiosk.session.screens import (
    PRINT_UNDER_WAY,
    CaseActs,
    CaseDetail,
    CaseList,
    CaseWord,
    Delivery,
    Done,
    Form,
    Home,
    Identify,
    Idle,
    Information,
    Maintenance,
    Notice,
    PrintState,
    Rate,
    Reprint,
    Resume,
    Review,
    Saving,
    ScanState,
    Supplied,
    Supply,
    WordKept,
)
from kiosk.session.states import HelpState, Mode
from kiosk.session.troubles import FilingOff
from tests.helpers.served import CORRECTION, case
from tests.helpers.session_world import ANSWERS, GUILAN_CARD, ITEM_ID, NUMBER, STROKES, YOUNG_CARD, Journey
from tests.helpers.staff_states import WANG

EXPIRED_CARD = replace(GUILAN_CARD, valid_until=date(2020, 1, 1))
NO_MATERIAL = replace(CORRECTION, materials=())

entries = st.sampled_from((ITEM_ID, "hotline-12345", "request", "nothing"))
answer_names = st.sampled_from((*ANSWERS, "phone", "household_address", "collector_name", "nothing", "phone.from_card"))
values = st.sampled_from((*ANSWERS.values(), "", "family", "13812345678", "李小燕", "x" * 200))
ids = st.sampled_from(("1" * 32, "0196f0f0a0b07c00800000000000abcd"))

ALERT = Alert("rain-1", 1, "暴雨红色预警", "雨大", "rainstorm", datetime(2026, 4, 21, tzinfo=UTC))

hands: st.SearchStrategy[ev.Event] = st.one_of(
    st.sampled_from(
        (
            ev.Touched(), ev.TouchMissed(), ev.ModeChooserOpened(), ev.HomePressed(), ev.BackPressed(),
            ev.ExitPressed(), ev.HelpPressed(), ev.HelpWithdrawn(), ev.ReadAloudPressed(),
            ev.OverlayDismissed(), ev.LeaveConfirmed(),
            ev.ProgressPressed(), ev.NoticeUnderstood(), ev.RetryPressed(), ev.TypeInsteadPressed(), ev.NextPressed(),
            ev.SubmitPressed(), ev.PrintPressed(), ev.ReceiptDeclined(), ev.ShowCodePressed(), ev.FinishPressed(),
            ev.AnotherPressed(), ev.RatingSent(), ev.RatingSkipped(), ev.SupplyPressed(), ev.CapturePressed(),
            ev.ActsOpened(), ev.PageKept(), ev.ReprintPressed(), ev.ResumePressed(), ev.BeginAnewPressed(),
            ev.ListenPressed(), ev.SpokenEnough(), ev.HelpPressed(quiet=True), ev.StayUnnamedPressed(),
            ev.PlacesOpened("residence_address"), ev.PlaceChosen(), ev.RecordOpened("story"),
            ev.MaterialChosen("photo"), ev.PagesDropped("photo"), ev.PlaceChosen(spot=1),
            ev.ActForPressed(ITEM_ID), *map(ev.RelationChosen, Relation), *map(ev.GroundChosen, Ground),
            *map(ev.WishSaid, ev.Wish),
            ev.PlaceChosen("130102001001"), ev.PlaceChosen("1301"), ev.InitialChosen("m"),
        )
    ),
    st.builds(ev.Started, st.sampled_from(Mode)),
    st.builds(ev.ModeChosen, st.sampled_from(Mode)),
    st.builds(ev.LowReachChosen, st.booleans()),
    st.builds(ev.ReducedMotionChosen, st.booleans()),
    st.builds(ev.OwnAloudChosen, st.booleans()),
    st.builds(ev.CategoryChosen, st.sampled_from(("elder-care", "nothing"))),
    st.builds(ev.EntryChosen, entries),
    st.just(ev.SearchOpened()),
    st.builds(ev.Searched, st.sampled_from(("", "gljt", "老人钱"))),
    st.builds(ev.ApplyPressed, entries),
    st.builds(ev.IdentityTyped, st.sampled_from(("张桂兰", "")), st.sampled_from((GUILAN_CARD.id_number, "1"))),
    st.builds(ev.AnswerGiven, answer_names, values),
    st.builds(ev.EditPressed, answer_names),
    st.builds(ev.ConsentDecided, st.sampled_from(("sms", "nothing")), st.booleans()),
    st.builds(ev.Signed, st.sampled_from((STROKES, ()))),
    st.builds(ev.LevelChosen, st.integers(-1, 7)),
    st.builds(ev.ReasonToggled, st.sampled_from(("a", "b"))),
    st.builds(ev.CaseOpened, ids),
    st.builds(ev.ActChosen, st.sampled_from(ResidentAct)),
    st.builds(ev.WordTyped, st.sampled_from(("", "钱还没到", "13812345678", "x" * 400))),
    st.builds(ev.Revealed, answer_names),
)  # fmt: skip

read_results: st.SearchStrategy[ReadResult] = st.one_of(
    st.sampled_from((GUILAN_CARD, GUILAN_CARD, GUILAN_CARD, YOUNG_CARD, EXPIRED_CARD)).map(CardRead),
    st.sampled_from((CardPulled(), CardUnreadable("x"), NoCardInTime(), DeviceGone("x"), Cancelled())),
)
SocialEnded = SocialCardRead | NotASocialCard | CardPulled | CardUnreadable
social_results: st.SearchStrategy[SocialEnded] = st.sampled_from(
    (SocialCardRead(SocialCard(GUILAN_CARD.id_number, GUILAN_CARD.name)), NotASocialCard(), CardPulled(),
     CardUnreadable("x"))
)  # fmt: skip
pages = st.builds(Page, st.just(b"jpeg"), st.just(1), st.just(1), st.sampled_from(PageVerdict), st.booleans())
troubles = st.sampled_from(PrintTrouble)
print_results: st.SearchStrategy[PrintResult] = st.one_of(
    st.just(Printed("mark")),
    st.builds(NotStarted, troubles),
    st.builds(Partial, troubles),
    st.builds(Unknown, troubles),
)
progress: st.SearchStrategy[tuple[CaseProgress, ...]] = st.sampled_from(
    (
        (), (case(correction=CORRECTION),), (case(),), (case(), case(case_id="1" * 32, correction=CORRECTION)),
        (case(correction=NO_MATERIAL),), (case(may=tuple(ResidentAct)),),
    )
)  # fmt: skip


Step = Callable[[Journey], ev.Event]
"""An event that may depend on how far the session has come."""


def _case_id(journey: Journey, whose: int) -> CaseId:
    """0: nobody's; else the one being printed again, the newest case handed in, or the one before."""
    if whose and isinstance(journey.screen, Reprint):
        return journey.screen.case_id
    drafts = [effect.draft.case_id for effect in journey.done_for(FileCase)]
    return drafts[-whose] if 0 < whose <= len(drafts) else CaseId("9" * 32)


whose = st.sampled_from((1, 1, 1, 2, 0))
late = st.sampled_from((0, 0, 0, 1))
"""How many sessions, matters or reads ago it was asked for."""
FILED_AT = datetime(2026, 4, 21, 1, 42, tzinfo=UTC)
MESSAGE_ID = MessageId("5" * 32)


def _of_case(make: Callable[..., ev.Event], *parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.tuples(whose, *parts).map(lambda drawn: lambda journey: make(_case_id(journey, drawn[0]), *drawn[1:]))


def _of_matter(make: Callable[..., ev.Event], *parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.tuples(late, *parts).map(
        lambda drawn: lambda journey: make(journey.state.session_serial - drawn[0], *drawn[1:])
    )


def _plain(events: st.SearchStrategy[ev.Event]) -> st.SearchStrategy[Step]:
    return events.map(lambda event: lambda journey: event)


def _read_ended(drawn: tuple[int, ReadResult]) -> Step:
    return lambda journey: ev.CardReadEnded(journey.state.read_serial - drawn[0], drawn[1])


def _social_ended(drawn: tuple[int, SocialEnded]) -> Step:
    return lambda journey: ev.SocialCardReadEnded(journey.state.read_serial - drawn[0], drawn[1])


def _help_heard(drawn: tuple[int, HelpState]) -> Step:
    return lambda journey: ev.HelpHeard(journey.state.help_serial - drawn[0], drawn[1], "周*")


def _delivery(drawn: tuple[int, Delivery]) -> Step:
    def step(journey: Journey) -> ev.Event:
        supplied = isinstance(journey.screen, Supplied | WordKept)
        return ev.DeliveryChanged(MESSAGE_ID if supplied else _case_id(journey, drawn[0]), drawn[1])

    return step


understood: st.SearchStrategy[Meant | None] = st.one_of(
    st.none(),
    st.builds(Meant, st.sampled_from(Command)),
    st.builds(Meant, number=st.integers(0, 9), words=st.sampled_from(("", "一", "高龄津贴", "打到社保卡", "飞机"))),
)


def _speech_heard(drawn: tuple[int, Meant | None]) -> Step:
    return lambda journey: ev.SpeechHeard(journey.state.listen_serial - drawn[0], drawn[1])


machines: st.SearchStrategy[Step] = st.one_of(
    _plain(st.builds(ev.CardSeen, st.sampled_from(CardMedia))),
    st.tuples(late, read_results).map(_read_ended),
    st.tuples(late, social_results).map(_social_ended),
    _of_case(ev.PrintWaits, st.sampled_from(sorted(PRINT_UNDER_WAY - {PrintState.HELD}))),
    _of_case(ev.PrintEnded, print_results),
    _of_matter(ev.PageCaptured, pages),
    _of_matter(ev.CaptureFailed),
    _of_matter(ev.VoiceLevel, st.floats(0, 1)),
    _of_matter(ev.VoiceRecorded, st.sampled_from((b"RIFF", b"")), st.integers(0, 60)),
    _plain(st.builds(ev.SpeechChanged, st.booleans())),
    _plain(st.builds(ev.ListeningChanged, st.booleans())),
    st.tuples(late, understood).map(_speech_heard),
    _of_case(ev.CaseFiled, st.just(NUMBER), st.just(FILED_AT), st.just("code")),
    _of_case(ev.SlipSigned, st.just("code")),
    _of_case(ev.CaseNotFiled, st.just("disk_full")),
    _of_matter(ev.SupplementFiled, st.just(MESSAGE_ID)),
    _of_matter(ev.SupplementNotFiled, st.just("disk_full")),
    _of_matter(ev.WordFiled, st.just(MESSAGE_ID)),
    _of_matter(ev.WordNotFiled, st.just("disk_full")),
    _plain(st.builds(ev.RatingFiled, st.booleans())),
    st.tuples(whose, st.sampled_from(Delivery)).map(_delivery),
    _of_matter(ev.CasesFound, progress),
    _of_matter(ev.CasesUnavailable, st.just("network")),
    _of_matter(ev.CodeScanned, st.sampled_from((NUMBER, ""))),
    _plain(st.builds(ev.NetworkChanged, st.booleans())),
    st.tuples(late, st.sampled_from((HelpState.WAITING, HelpState.COMING, HelpState.CANNOT))).map(_help_heard),
    _plain(st.builds(ev.FilingChanged, st.sampled_from((None, None, *FilingOff)))),
    _plain(
        st.sampled_from((ev.Tick(), ev.Interrupted("alert"), ev.InterruptionOver(), ev.Crashed(), ev.Restarted(60.0)))
    ),
    _plain(st.sampled_from((ev.AlertChanged(ALERT), ev.AlertChanged(None)))),
    _plain(
        st.sampled_from(
            (
                ev.MaintenanceAsked(),
                ev.MaintenanceShown(AtMenu(SignedIn(WANG))),
                ev.MaintenanceShown(SigningIn()),
                ev.MaintenanceOver(),
                ev.StaffActed(PageChosen("queue")),
            )
        )
    ),
)


def onward(journey: Journey) -> ev.Event:
    """What a resident and willing machines would do next, so that a walk gets somewhere."""
    serial, screen = journey.state.session_serial, journey.screen
    match screen:
        case Form() if journey.state.draft is not None:
            missing = next((name for name in ANSWERS if name not in journey.state.draft.answers), None)
            return ev.NextPressed() if missing is None else ev.AnswerGiven(missing, ANSWERS[missing])
        case Review() if journey.state.draft is not None and not journey.state.draft.strokes:
            return ev.Signed(STROKES)
        case Review() if screen.page + 1 < review_page_count(journey.state.mode):
            return ev.NextPressed()
        case Saving():
            return ev.CaseFiled(_case_id(journey, 1), NUMBER, FILED_AT, "code")
        case Done(printing=PrintState.HELD):
            return ev.DeliveryChanged(screen.case_id, Delivery.ACKNOWLEDGED)
        case Done() | Reprint() if screen.printing in PRINT_UNDER_WAY:
            return ev.PrintEnded(screen.case_id, Printed("mark"))
        case Identify():
            return ev.CardReadEnded(journey.state.read_serial, CardRead(GUILAN_CARD))
        case CaseList(cases=None):
            return ev.CasesFound(serial, (case(correction=CORRECTION),))
        case Supply(saving=True):
            return ev.SupplementFiled(serial, MESSAGE_ID)
        case Supply(scan=ScanState.CAPTURING):
            return ev.PageCaptured(serial, Page(b"jpeg", 1, 1, PageVerdict.OK))
        case Supply(scan=ScanState.LOOK):
            return ev.PageKept()
        case CaseDetail() if screen.case.may:
            return ev.ActsOpened()
        case CaseWord(saving=True):
            return ev.WordFiled(serial, MESSAGE_ID)
        case CaseWord(text=""):
            return ev.WordTyped("13812345678")
        case Resume():
            return ev.ResumePressed()
        case _:
            return _ONWARD.get(type(screen), ev.BackPressed())


_ONWARD: dict[type, ev.Event] = {
    Idle: ev.Started(), Home: ev.EntryChosen(ITEM_ID), Information: ev.ApplyPressed(ITEM_ID),
    Notice: ev.NoticeUnderstood(), Review: ev.SubmitPressed(), Done: ev.FinishPressed(), Rate: ev.RatingSkipped(),
    CaseDetail: ev.SupplyPressed(), Supply: ev.CapturePressed(), Supplied: ev.FinishPressed(),
    Reprint: ev.FinishPressed(), CaseActs: ev.ActChosen(ResidentAct.REPLY), CaseWord: ev.SubmitPressed(),
    WordKept: ev.AnotherPressed(), Maintenance: ev.MaintenanceOver(),
}  # fmt: skip

steps: st.SearchStrategy[Step] = st.one_of(st.just(onward), _plain(hands), machines)
