"""What a screen says: its phrases, one after the other, with their captions. Pure.

The words are `kiosk.speech`; here stands which of them belong to which state of the session.
"""

from typing import assert_never

from devices.contracts.statuses import Statuses
from kiosk import forms, speech
from kiosk.cases import CaseProgress, CaseState
from kiosk.catalogue import Catalogue, Item, found
from kiosk.forms import again_id, base_id
from kiosk.session.acting_phrases import phrases_of_acting
from kiosk.session.availability import camera_ready, is_filed_here, reason_off, slip_off, social_card_ready
from kiosk.session.on_answers import pages_of, review_page_count
from kiosk.session.on_listening import MOST_FOUND_SAID
from kiosk.session.overlays import AlertShown
from kiosk.session.read_out import read_out
from kiosk.session.screens import (
    NOT_PRINTED,
    ActFor,
    Attach,
    CaseActs,
    CaseDetail,
    CaseList,
    CaseWord,
    Category,
    Danger,
    Delivery,
    Done,
    Form,
    Home,
    Identify,
    Idle,
    Information,
    Maintenance,
    NotEligible,
    Notice,
    NotSaved,
    NotToday,
    OwnWish,
    Photograph,
    PickPlace,
    PrintState,
    Rate,
    Record,
    RecordState,
    Reprint,
    Resume,
    Review,
    Saving,
    ScanState,
    Search,
    Supplied,
    Supply,
    TypeIdentity,
    WordKept,
)
from kiosk.session.states import Mode, SessionState
from kiosk.session.troubles import FilingOff
from kiosk.session.wrong_here import wrong_in_typed, wrong_in_word, wrong_on_page
from kiosk.speech import Phrase, phrases_of, utterances_for
from kiosk.texts import Privacy, Texts

Said = tuple[Phrase, ...]
SLIP_OVER = frozenset({PrintState.PRINTED, PrintState.DECLINED})
"""Nothing more comes out: now the resident may go on."""


def phrases_of_screen(
    state: SessionState, machines: Statuses, catalogue: Catalogue, texts: Texts, reader_place: str, requested: bool,
    slot_place: str = "",
) -> Said:  # fmt: skip
    """The title, then the one thing to do. The places, of the reader and of the slot of slips if it is known, are names
    under `say.identify_where.*` and `say.by_touch.*`: a light is for the eye, an edge for the hand.
    """
    elder = state.mode is Mode.ELDER
    texts = texts.by_ear if state.hearing.by_ear else texts
    screen = state.screen
    if isinstance(state.overlay, AlertShown) and state.alert is not None:
        alert = state.alert
        return utterances_for(f"alert_{alert.hazard}", {"title": alert.title, "text": alert.text}, texts)
    match screen:
        case Idle():
            resting = state.filing_off is FilingOff.OUT_OF_SERVICE
            return utterances_for("rest" if resting else "idle", {}, texts)
        case Home():
            leads = [lead.title.text(texts.locale) for lead in catalogue.elder_home] if elder else []
            return speech.say_home(leads, texts)
        case Category(category_id=category_id):
            entries = [entry.short_title.text(texts.locale) for entry in catalogue.entries(category_id)]
            return speech.say_category(catalogue.category(category_id).title.text(texts.locale), entries, texts)
        case Search():
            return _search(screen.query, catalogue, texts, elder)
        case Information(entry_id=entry_id):
            return _guide(catalogue.item(entry_id), state, machines, texts)
        case Danger(item_id=item_id):
            return speech.say_danger(catalogue.item(item_id), texts)
        case Notice(item_id=item_id):
            notice = None if item_id is None else catalogue.item(item_id).notice
            return speech.say_notice(notice, texts, in_full=elder or requested)
        case Identify(trouble=trouble):
            if trouble is None:
                say = speech.say_identify_by_touch if state.hearing.by_ear else speech.say_identify
                return say(reader_place, texts)
            return utterances_for(f"read_{trouble.value}", {}, texts)
        case TypeIdentity():
            by_card = utterances_for("type_social", {}, texts) if social_card_ready(machines) else ()
            wrong = speech.say_wrong(wrong_in_typed(screen, texts), texts)
            return (*wrong, *utterances_for("type", {}, texts), *by_card)
        case NotEligible(item_id=item_id):
            eligibility = catalogue.item(item_id).eligibility
            return speech.say_not_eligible(eligibility.otherwise.text(texts.locale) if eligibility else "", texts)
        case ActFor() | OwnWish() | NotToday():
            return phrases_of_acting(state, screen, catalogue, texts, reader_place, requested)
        case Resume(found=found):
            return utterances_for("resume", {"item": _short_title(found.draft.item_id, catalogue, texts)}, texts)
        case Form():
            return _form(state, screen, catalogue, texts)
        case PickPlace(within=within):
            return utterances_for("places", {"question": texts(f"places.title.{len(within)}")}, texts)
        case Review(page=page):
            return _own_facts(state, page, catalogue, texts) + _review(state, page, catalogue, texts, requested)
        case Saving():
            return ()
        case NotSaved():
            return utterances_for("not_saved", {}, texts)
        case Done():
            at_hand = slot_place and state.hearing.by_ear and screen.printing is PrintState.PRINTED
            is_over = elder and screen.printing in SLIP_OVER
            said = _done(state, screen, texts, requested) + (speech.say_slot(slot_place, texts) if at_hand else ())
            return said + (speech.say_either("done.finish", "done.another", texts) if is_over else ())
        case Reprint():
            return speech.say_slip(screen.number, screen.printing.value, requested, texts)
        case Rate(asks_why=True, level=int(level)):
            return speech.say_reasons(level, texts)
        case Rate():
            levels = [texts(f"rate.level.{level}") for level in speech.RATING_LEVELS] if elder else []
            return speech.say_rating(levels, texts)
        case CaseList(cases=cases, unavailable=unavailable):
            return speech.say_cases(None if cases is None else len(cases), bool(unavailable), texts)
        case CaseDetail(case=case):
            title = catalogue.item(case.item_id).short_title if catalogue.has(case.item_id) else None
            written = _written(state, case, texts, requested)
            said = speech.say_case(case, title.text(texts.locale) if title else case.item_name, texts, written)
            return said + (_how_to_supply(case, machines, texts) if elder else ())
        case CaseActs():
            return utterances_for("acts", {}, texts)
        case CaseWord(act=act, not_saved=not_saved):
            wrong = speech.say_wrong(wrong_in_word(screen, texts), texts)
            return wrong + utterances_for("not_saved" if not_saved else f"word.{act}", {}, texts)
        case WordKept(delivery=delivery):
            return utterances_for(f"word_kept.{_delivery_word(state, delivery)}", {}, texts)
        case Record(state=recording):
            return () if recording is RecordState.RECORDING else utterances_for(f"record_{recording.value}", {}, texts)
        case Attach():
            return utterances_for("attach", {"button": texts("form.to_review")}, texts)
        case Photograph(scan=ScanState.REFUSED, wrong=wrong) if wrong is not None:
            return utterances_for(f"scan_{wrong.value}", {}, texts)
        case Photograph(scan=ScanState.LOOK):
            return utterances_for("scan_look", {}, texts) + speech.say_either("scan.keep", "scan.again", texts)
        case Photograph():
            return utterances_for("supply", {}, texts)
        case Supply(scan=ScanState.REFUSED, wrong=wrong) if wrong is not None:
            return utterances_for(f"scan_{wrong.value}", {}, texts)
        case Supply(not_saved=why) if why:
            return utterances_for("not_saved", {}, texts)
        case Supply(scan=ScanState.LOOK):
            return utterances_for("scan_look", {}, texts) + speech.say_either("scan.keep", "scan.again", texts)
        case Supply():
            return utterances_for("supply", {}, texts)
        case Maintenance(visit=visit):
            return phrases_of(texts(visit.said), texts, texts.privacy(visit.said))
        case Supplied(delivery=delivery):
            said = utterances_for(f"supplied_{_delivery_word(state, delivery)}", {}, texts)
            return said + utterances_for("take_page", {}, texts) if requested else said
        case _:
            assert_never(screen)


def _written(state: SessionState, case: CaseProgress, texts: Texts, requested: bool) -> Said:
    """The words of whoever handles the case, to who may hear them; else that there are some, and how to hear them."""
    written = speech.say_written(case, texts)
    if state.hears_own or not written:
        return written
    if state.hearing.by_ear:
        return utterances_for("case_written_in_private", {}, texts)
    return speech.say_unread(texts) if requested else ()


def _own_facts(state: SessionState, page: int, catalogue: Catalogue, texts: Texts) -> Said:
    """What is to be looked over, as it is shown, to who may hear it; who goes by ear has it read out in full."""
    if page > 0 or state.hearing.by_ear or not state.hears_own:
        return ()
    return phrases_of(read_out(state, catalogue, texts, masked=True), texts, Privacy.PERSONAL)


def _item(state: SessionState, catalogue: Catalogue) -> Item | None:
    return catalogue.item(state.draft.item_id) if state.draft is not None else None


def _short_title(item_id: str, catalogue: Catalogue, texts: Texts) -> str:
    return catalogue.item(item_id).short_title.text(texts.locale)


def _guide(item: Item, state: SessionState, machines: Statuses, texts: Texts) -> Said:
    off = reason_off(item, state, machines) if is_filed_here(item) else ""
    no_slip = slip_off(machines) if is_filed_here(item) and not off else ""
    hint = texts(f"guide.slip.{no_slip}") if no_slip else ""
    return speech.say_guide(item, texts(f"guide.off.{off}") if off else "", hint, texts)


def _form(state: SessionState, screen: Form, catalogue: Catalogue, texts: Texts) -> Said:
    item = _item(state, catalogue)
    pages = pages_of(state, item) if item is not None else ()
    if item is None or not pages:
        return speech.say_form(texts)
    page = min(screen.page, len(pages) - 1)
    wrong = wrong_on_page(state, screen, item, pages[page], texts)
    if state.mode is Mode.ELDER:
        field_id = pages[page][0]
        who, again = forms.shown_member(item, field_id, texts), field_id == again_id(base_id(field_id))
        return speech.say_wrong(wrong, texts) + speech.say_question(forms.field_of(item, field_id), again, texts, who)
    if not state.hearing.by_ear:
        return speech.say_form(texts)
    return speech.say_page(forms.shown_section(item, pages[page], texts), page + 1, len(pages), wrong, texts)


def _search(query: str, catalogue: Catalogue, texts: Texts, elder: bool) -> Said:
    """What to type; once something is typed, what was found."""
    if not query:
        return utterances_for("search", {}, texts)
    hits = found(catalogue, query)
    titles = [hit.item.short_title.text(texts.locale) for hit in hits[:MOST_FOUND_SAID]] if elder else []
    return speech.say_found(len(hits), titles, texts)


def _review(state: SessionState, page: int, catalogue: Catalogue, texts: Texts, requested: bool) -> Said:
    item = _item(state, catalogue)
    if item is None or state.draft is None or state.person is None:
        return ()
    extras = forms.due_consents(item, state.draft.answers, state.person.level)
    said = speech.say_review(page, review_page_count(state.mode), extras, texts, state.hearing.by_ear)
    is_unread = requested and page == 0 and not (state.hears_own or state.hearing.by_ear)
    return said + speech.say_unread(texts) if is_unread else said


def _how_to_supply(case: CaseProgress, machines: Statuses, texts: Texts) -> Said:
    if case.correction is None or case.state is not CaseState.CORRECTION_REQUIRED:
        return ()
    if not camera_ready(machines):
        return phrases_of(texts("correction.off.no_camera"), texts)
    one = len(case.correction.materials) == 1
    return utterances_for(
        "case_supply", {"button": texts("correction.start_one" if one else "correction.start")}, texts
    )


def _done(state: SessionState, screen: Done, texts: Texts, requested: bool) -> Said:
    """Without a slip the number goes through the loudspeaker only for who asks; else it says what the screen shows."""
    if screen.printing in NOT_PRINTED:
        return speech.say_slip(screen.number, screen.printing.value, requested, texts)
    word = _delivery_word(state, screen.delivery)
    delivery = {"saved": "offline", "delivered": "acknowledged"}.get(word, word)
    told = requested or word in ("saved", "delivered")
    return speech.say_done(screen.number if told else "", delivery, screen.printing.value, texts)


def _delivery_word(state: SessionState, delivery: Delivery) -> str:
    match delivery:
        case Delivery.ACKNOWLEDGED:
            return "delivered"
        case Delivery.REFUSED:
            return "refused"
        case _:
            return "waiting" if state.online else "saved"
