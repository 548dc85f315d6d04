"""One state of every screen, reached by walking there: for rules that hold wherever the resident is."""

from collections.abc import Callable

from devices.contracts.page import Page, PageVerdict
from devices.contracts.printer import Printed
from kiosk.cases import CaseState, ResidentAct
from kiosk.core.ids import CaseId, MessageId
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.screens import Screen
from kiosk.session.states import Mode
from tests.helpers.served import CORRECTION, case
from tests.helpers.session_world import YOUNG_CARD, Journey, supplement_filed

OTHER_CASE_ID = "1" * 32
HALF = {"residence_address": "槐树里社区3号楼2单元201"}
MESSAGE_ID = MessageId("5" * 32)


def case_list() -> Journey:
    journey = Journey().at_cases()
    found = (case(), case(case_id=OTHER_CASE_ID))
    return journey.hand(ev.CasesFound(journey.state.session_serial, found))


def case_detail() -> Journey:
    journey = Journey().at_cases()
    return journey.hand(ev.CasesFound(journey.state.session_serial, (case(correction=CORRECTION),)))


REPORT = {
    "purpose": "report", "report_kind": "tip", "area": "safety", "safety_matter": "hazard", "hazard": "energy",
    "where": "3号楼楼道", "story": "楼道里有很浓的燃气味，已经半小时了",
}  # fmt: skip


def recording() -> Journey:
    """A request, about to be told instead of written."""
    journey = Journey().at_notice(item_id="request").hand(ev.NoticeUnderstood()).put_card().take_card()
    given = {name: value for name, value in REPORT.items() if name != "story"}
    return journey.answer(given).hand(ev.RecordOpened("story"))


def attaching(mode: Mode = Mode.STANDARD) -> Journey:
    """Everything of a request answered, what goes with it is asked for."""
    journey = Journey().at_notice(mode, "request").hand(ev.NoticeUnderstood()).put_card().take_card().answer(REPORT)
    while type(journey.screen).__name__ == "Form":
        journey.hand(ev.NextPressed())
    return journey


def supply() -> Journey:
    return case_detail().hand(ev.SupplyPressed())


def picture(
    journey: Journey, jpeg: bytes = b"jpeg", verdict: PageVerdict = PageVerdict.OK, is_seen: bool = True
) -> Journey:
    """Take a picture; it turns out well, unless told otherwise."""
    page = Page(jpeg, 100, 141, verdict, is_seen)
    return journey.hand(ev.CapturePressed(), ev.PageCaptured(journey.state.session_serial, page))


def supplied() -> Journey:
    journey = supply()
    journey.answers[do.FileSupplement] = supplement_filed
    for jpeg in (b"one", b"two"):
        picture(journey, jpeg).hand(ev.PageKept())
    return journey


def acts() -> Journey:
    """All that can be done about one's only case."""
    journey = Journey().at_cases()
    told = case(CaseState.RECEIVED, may=tuple(ResidentAct))
    return journey.hand(ev.CasesFound(journey.state.session_serial, (told,)), ev.ActsOpened())


def saying(act: ResidentAct = ResidentAct.REPLY) -> Journey:
    return acts().hand(ev.ActChosen(act))


def said() -> Journey:
    journey = saying().hand(ev.WordTyped("钱还没到"), ev.SubmitPressed())
    return journey.hand(ev.WordFiled(journey.state.session_serial, MESSAGE_ID))


def not_saved() -> Journey:
    journey = Journey().at_saving()
    return journey.hand(ev.CaseNotFiled(journey.filed().case_id, "disk_full"))


def printed() -> Journey:
    journey = Journey().at_done().acknowledged()
    return journey.hand(ev.PrintEnded(journey.done.case_id, Printed("mark")))


def copying() -> Journey:
    """One's only case, its slip being printed again."""
    return case_detail().hand(ev.ReprintPressed())


def reprinted() -> Journey:
    return copying().hand(ev.PrintEnded(CaseId(case().case_id), Printed("mark")))


def called_away() -> Journey:
    """Half a form filled in, then nobody answers."""
    journey = Journey().at_form().answer(HALF)
    return journey.tick(121)


def called_back() -> Journey:
    """The same card again, for the same thing."""
    return called_away().forget_effects().at_identify().put_card().take_card()


EVERY_SCREEN: dict[str, Callable[[], Journey]] = {
    "Idle": Journey,
    "Home": lambda: Journey().hand(ev.Started()),
    "Category": lambda: Journey().hand(ev.Started(), ev.CategoryChosen("elder-care")),
    "Search": lambda: Journey().hand(ev.Started(), ev.SearchOpened()),
    "Information": lambda: Journey().hand(ev.Started(), ev.EntryChosen("hotline-12345")),
    "Danger": lambda: Journey().hand(ev.Started(), ev.EntryChosen("request"), ev.ApplyPressed("request")),
    "Notice": lambda: Journey().at_notice(),
    "Identify": lambda: Journey().at_identify(),
    "TypeIdentity": lambda: Journey().at_identify().hand(ev.TypeInsteadPressed()),
    "NotEligible": lambda: Journey().at_identify().put_card(YOUNG_CARD),
    "Resume": called_back,
    "ActFor": lambda: Journey().both_cards(),
    "OwnWish": lambda: Journey().acting(),
    "NotToday": lambda: Journey().acting().hand(ev.WishSaid(ev.Wish.NO)),
    "Form": lambda: Journey().at_form(),
    "PickPlace": lambda: Journey().at_form().hand(ev.PlacesOpened("residence_address")),
    "Attach": lambda: attaching(),
    "Photograph": lambda: attaching().hand(ev.MaterialChosen("photo")),
    "Record": lambda: recording(),
    "Review": lambda: Journey().at_review(),
    "Saving": lambda: Journey().at_saving(),
    "NotSaved": not_saved,
    "Done": printed,
    "Rate": lambda: Journey().at_rating(),
    "CaseList": case_list,
    "CaseDetail": case_detail,
    "Supply": supply,
    "Supplied": supplied,
    "Reprint": reprinted,
    "CaseActs": acts,
    "CaseWord": saying,
    "WordKept": said,
    "Maintenance": lambda: Journey().hand(ev.MaintenanceAsked()),
}


def names_of_screens() -> set[str]:
    """Every screen there is."""
    return {kind.__name__ for kind in Screen.__args__}
