"""Coming back: the person's cases, one case's bridge, and supplying what was asked for."""

from dataclasses import replace

from devices.contracts.page import Page, PageVerdict
from kiosk.cases import CaseProgress
from kiosk.core.case_pages import page_token
from kiosk.core.ids import CaseId
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session import moves, on_done, on_word
from kiosk.session.events import Event
from kiosk.session.moves import Step
from kiosk.session.screens import (
    KEPT_AFTER_REFUSALS,
    CaseActs,
    CaseDetail,
    CaseList,
    CaseWord,
    Delivery,
    Rate,
    ScannedPage,
    ScanState,
    Supplied,
    Supply,
)
from kiosk.session.states import SessionState
from kiosk.session.world import World

READS_WELL = frozenset({PageVerdict.OK, PageVerdict.UNJUDGED})


def machine(state: SessionState, event: Event, world: World) -> Step:
    """The platform, the camera or the store speaks; what belongs to an earlier session is dropped."""
    if getattr(event, "session_serial", None) != state.session_serial:
        return moves.stay(state)
    screen = state.screen
    if isinstance(screen, CaseWord):
        return on_word.machine(state, screen, event)
    match event:
        case ev.CasesFound(cases=cases) if isinstance(screen, CaseList):
            return _found(state, cases)
        case ev.CodeScanned(number=number) if isinstance(screen, CaseList) and screen.cases:
            return _scanned(replace(state, touched_s=world.now_s), screen.cases, number)
        case ev.CasesUnavailable(cause=cause) if isinstance(screen, CaseList):
            return moves.follow(state, CaseList(unavailable=cause))
        case ev.PageCaptured(page=page) if isinstance(screen, Supply) and screen.scan is ScanState.CAPTURING:
            touched = replace(state, touched_s=world.now_s)
            return _captured(touched, screen, page) if page.verdict in READS_WELL else _refused(touched, screen, page)
        case ev.CaptureFailed() if isinstance(screen, Supply) and screen.scan is ScanState.CAPTURING:
            failed = replace(state, screen=replace(screen, scan=ScanState.FAILED), touched_s=world.now_s)
            return failed, (do.Speak("scan_failed"),)
        case ev.SupplementFiled(message_id=message_id) if isinstance(screen, Supply) and screen.saving:
            return moves.show(state, Supplied(screen.case, message_id), do.Speak("take_page"))
        case ev.SupplementNotFiled(reason=reason) if isinstance(screen, Supply) and screen.saving:
            return moves.stay(replace(state, screen=screen.refused(reason)))
        case _:
            return moves.stay(state)


def _found(state: SessionState, cases: tuple[CaseProgress, ...]) -> Step:
    """One case is opened, of several a slip held to the scanner chooses as well as a hand."""
    if len(cases) == 1:
        return moves.follow(state, CaseDetail(cases[0]))
    listed, effects = moves.follow(state, CaseList(cases))
    return listed, (*effects, do.ReadCode(state.session_serial)) if cases else effects


def _scanned(state: SessionState, cases: tuple[CaseProgress, ...], number: str) -> Step:
    """Open the case of a slip. A slip is no identity: only among this person's own cases is it looked for."""
    found = next((case for case in cases if number in (case.number, page_token(case.case_id))), None)
    if found is None:
        return state, (do.at_once("code_of_no_case"), do.ReadCode(state.session_serial))
    return moves.show(state, CaseDetail(found, other_count=len(cases) - 1))


def hand(state: SessionState, screen: CaseList | CaseDetail | Supply | Supplied, event: Event, world: World) -> Step:
    """A hand on one of the screens about cases that were filed before."""
    match screen:
        case CaseList():
            return _list(state, screen, event)
        case CaseDetail():
            return _detail(state, screen, event, world)
        case Supply():
            return _supply(state, screen, event)
        case Supplied():
            return _supplied(state, event, world)


def _list(state: SessionState, screen: CaseList, event: Event) -> Step:
    match event:
        case ev.CaseOpened(case_id=case_id):
            found = next((case for case in screen.cases or () if case.case_id == case_id), None)
            if found is not None:
                return moves.show(state, CaseDetail(found, other_count=len(screen.cases or ()) - 1))
            return moves.stay(state)
        case ev.RetryPressed() if screen.cases is None and screen.unavailable:
            return moves.find_cases(state)
        case ev.BackPressed() | ev.FinishPressed():
            return moves.go_home(state)
        case _:
            return moves.stay(state)


def _detail(state: SessionState, screen: CaseDetail, event: Event, world: World) -> Step:
    match event:
        case ev.SupplyPressed() if _can_supply(screen, world):
            return moves.show(state, Supply(screen.case))
        case ev.ReprintPressed():
            return on_done.reprint(state, screen)
        case ev.ActsOpened() if screen.case.may:
            return moves.show(state, CaseActs(screen.case, screen.other_count))
        case ev.ActChosen(act=act):
            return on_word.chosen(state, screen.case, act, screen.other_count, from_acts=False)
        case ev.RetryPressed():
            return moves.find_cases(state)
        case ev.BackPressed():
            return moves.find_cases(state) if screen.other_count else moves.go_home(state)
        case ev.FinishPressed() if screen.may_be_rated:
            case = screen.case
            return moves.show(state, Rate(CaseId(case.case_id), case.item_id, delivery=Delivery.ACKNOWLEDGED))
        case ev.FinishPressed():
            return moves.end_session(state, "completed", world)
        case _:
            return moves.stay(state)


def _can_supply(screen: CaseDetail, world: World) -> bool:
    correction = screen.case.correction
    return correction is not None and bool(correction.materials) and world.camera_ready


def _supply(state: SessionState, screen: Supply, event: Event) -> Step:
    match event:
        case ev.CapturePressed() if screen.scan is not ScanState.CAPTURING:
            capturing = replace(screen, scan=ScanState.CAPTURING, wrong=None, doubtful=None, not_saved="")
            return replace(state, screen=capturing), (do.StopSpeaking(), do.CapturePage(state.session_serial))
        case ev.PageKept() if screen.scan is ScanState.LOOK:
            return _kept(state, screen)
        case ev.PageKept() if screen.scan is ScanState.REFUSED and screen.doubtful is not None:
            return _kept(state, _with_page(screen, screen.doubtful))
        case ev.RetryPressed() if screen.not_saved:
            return _file(state, screen)
        case ev.BackPressed() if screen.index > 0:
            return moves.show(state, Supply(screen.case, screen.index - 1, ScanState.LOOK, screen.pages))
        case ev.BackPressed():
            return moves.show(state, CaseDetail(screen.case))
        case _:
            return moves.stay(state)


def _captured(state: SessionState, screen: Supply, page: Page) -> Step:
    looked_at = _with_page(screen, ScannedPage(_wanted(screen), page.jpeg))
    return replace(state, screen=looked_at), (do.Speak("scan_look"),)


def _refused(state: SessionState, screen: Supply, page: Page) -> Step:
    """Say what is wrong and ask again; only a sheet that is there can be kept against the judge."""
    count = screen.refusal_count + page.is_seen
    may_keep = page.is_seen and count >= KEPT_AFTER_REFUSALS
    doubtful = ScannedPage(_wanted(screen), page.jpeg) if may_keep else None
    asked = replace(
        screen, scan=ScanState.REFUSED, wrong=page.verdict, refusal_count=count, doubtful=doubtful,
        pages=_others(screen),
    )  # fmt: skip
    also = (do.Speak("scan_keep_anyway"),) if may_keep else ()
    return replace(state, screen=asked), (do.Speak(f"scan_{page.verdict.value}"), *also)


def _with_page(screen: Supply, page: ScannedPage) -> Supply:
    return Supply(screen.case, screen.index, ScanState.LOOK, (*_others(screen), page))


def _wanted(screen: Supply) -> str:
    assert screen.case.correction is not None
    return screen.case.correction.materials[screen.index].material_id


def _others(screen: Supply) -> tuple[ScannedPage, ...]:
    return tuple(page for page in screen.pages if page.material_id != _wanted(screen))


def _kept(state: SessionState, screen: Supply) -> Step:
    assert screen.case.correction is not None
    wanted = screen.case.correction.materials
    if screen.index + 1 < len(wanted):
        following = screen.index + 1
        has_picture = any(page.material_id == wanted[following].material_id for page in screen.pages)
        scan = ScanState.LOOK if has_picture else ScanState.READY
        return moves.show(state, Supply(screen.case, following, scan, screen.pages))
    return _file(state, screen)


def _file(state: SessionState, screen: Supply) -> Step:
    assert screen.case.correction is not None
    assert state.person is not None
    supplement = do.FileSupplement(
        state.session_serial, screen.case.case_id, screen.case.correction.correction_id, state.person, screen.pages
    )
    return replace(state, screen=screen.begun()), (supplement,)


def _supplied(state: SessionState, event: Event, world: World) -> Step:
    match event:
        case ev.FinishPressed():
            return moves.end_session(state, moves.outcome_of(state.screen), world)
        case ev.BackPressed() | ev.AnotherPressed():
            return moves.go_home(state)
        case _:
            return moves.stay(state)
