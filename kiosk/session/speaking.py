"""What belongs to the moment, said: the phrases of the screen shown, one after the other, with their captions.

`phrases_of_screen` is pure. `SpeakingDesk` queues phrases for the voice, shows the caption of the one that sounds,
and tells the session when it speaks; only public phrases pass (`speech.audible`), since they go to a loudspeaker.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import assert_never

from devices.contracts.statuses import Statuses
from devices.contracts.voice import Utterance, Voice
from kiosk import forms, speech
from kiosk.catalogue import Catalogue, Item
from kiosk.core.tasks import Supervisor
from kiosk.forms import again_id, base_id
from kiosk.session.availability import is_filed_here, reason_off, slip_off, social_card_ready
from kiosk.session.events import Event, SpeechChanged
from kiosk.session.on_answers import pages_of, review_page_count
from kiosk.session.snapshot import Caption
from kiosk.session.states import (
    NOT_PRINTED,
    SPEAKS_BY_ITSELF,
    AlertShown,
    CaseDetail,
    CaseList,
    Category,
    Delivery,
    Done,
    FilingOff,
    Form,
    Home,
    Identify,
    Idle,
    Information,
    Mode,
    NotEligible,
    Notice,
    NotSaved,
    Rate,
    Reprint,
    Resume,
    Review,
    Saving,
    ScanState,
    Search,
    SessionState,
    Supplied,
    Supply,
    TypeIdentity,
)
from kiosk.speech import Phrase, utterances_for
from kiosk.texts import Texts

MISSED = Utterance("♪", volume_percent=50, tones_hz=(660, 440))
"""Falls, as everywhere for what did not work; soft, for it may come often."""
RATE_PERCENT = {Mode.STANDARD: 100, Mode.ELDER: 85, Mode.HIGH_CONTRAST: 100}
"""DESIGN §6: elders hear it slower."""

Said = tuple[Phrase, ...]


def phrases_of_screen(
    state: SessionState, machines: Statuses, catalogue: Catalogue, texts: Texts, reader_place: str, requested: bool
) -> Said:
    """The title, then the one thing to do. `reader_place` is a name under `say.identify_where.*`."""
    elder = state.mode is Mode.ELDER
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
            return utterances_for("search", {}, texts)
        case Information(entry_id=entry_id):
            return _guide(catalogue.item(entry_id), state, machines, texts)
        case Notice(item_id=item_id):
            notice = None if item_id is None else catalogue.item(item_id).notice
            return speech.say_notice(notice, texts, in_full=elder or requested)
        case Identify(trouble=trouble):
            if trouble is None:
                return speech.say_identify(reader_place, texts)
            return utterances_for(f"read_{trouble.value}", {}, texts)
        case TypeIdentity():
            by_card = utterances_for("type_social", {}, texts) if social_card_ready(machines) else ()
            return (*utterances_for("type", {}, texts), *by_card)
        case NotEligible(item_id=item_id):
            eligibility = catalogue.item(item_id).eligibility
            return speech.say_not_eligible(eligibility.otherwise.text(texts.locale) if eligibility else "", texts)
        case Resume(found=found):
            return utterances_for("resume", {"item": _short_title(found.draft.item_id, catalogue, texts)}, texts)
        case Form():
            return _form(state, screen, catalogue, texts)
        case Review(page=page):
            return _review(state, page, catalogue, texts)
        case Saving():
            return ()
        case NotSaved():
            return utterances_for("not_saved", {}, texts)
        case Done():
            return _done(state, screen, texts, requested)
        case Reprint():
            return speech.say_slip(screen.number, screen.printing.value, requested, texts)
        case Rate():
            return utterances_for("rate", {}, texts)
        case CaseList(cases=cases, unavailable=unavailable):
            return speech.say_cases(None if cases is None else len(cases), bool(unavailable), texts)
        case CaseDetail(case=case):
            title = catalogue.item(case.item_id).short_title if catalogue.has(case.item_id) else None
            return speech.say_case(case, title.text(texts.locale) if title else case.item_name, texts)
        case Supply(scan=ScanState.REFUSED, wrong=wrong) if wrong is not None:
            return utterances_for(f"scan_{wrong.value}", {}, texts)
        case Supply(scan=scan):
            return utterances_for("scan_look" if scan is ScanState.LOOK else "supply", {}, texts)
        case Supplied(delivery=delivery):
            said = utterances_for(f"supplied_{_delivery_word(state, delivery)}", {}, texts)
            return said + utterances_for("take_page", {}, texts) if requested else said
        case _:
            assert_never(screen)


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
    if item is None or state.mode is not Mode.ELDER:
        return speech.say_form(texts)
    pages = pages_of(state, item)
    if not pages:
        return speech.say_form(texts)
    field_id = pages[min(screen.page, len(pages) - 1)][0]
    return speech.say_question(item.field(base_id(field_id)), field_id == again_id(base_id(field_id)), texts)


def _review(state: SessionState, page: int, catalogue: Catalogue, texts: Texts) -> Said:
    item = _item(state, catalogue)
    if item is None or state.draft is None or state.person is None:
        return ()
    extras = forms.due_consents(item, state.draft.answers, state.person.level)
    titles = [extra.title.text(texts.locale) for extra in extras]
    return speech.say_review(page, review_page_count(state.mode), titles, texts)


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


@dataclass(frozen=True, slots=True)
class _Line:
    """A phrase in the queue, and whether it only repeats what the screen shows."""

    phrase: Phrase | None
    """None: the tones of a missed touch."""
    of_screen: bool


class SpeakingDesk:
    """Implements the performer's `Speaker`. Main thread.

    Announcements are said to their end unless somebody wants silence. What the screen says is true only while it is
    shown: a newer screen takes the place of what an older one had left to say.
    """

    def __init__(
        self,
        voice: Voice | None,
        supervisor: Supervisor,
        state: Callable[[], SessionState],
        phrases: Callable[[bool], Said],
        texts: Texts,
        send: Callable[[Event], None],
        show_caption: Callable[[Caption | None], None],
        heard: Callable[[str], None] = lambda text: None,
    ) -> None:
        self._voice = voice
        self._supervisor = supervisor
        self._state = state
        self._phrases = phrases
        self._texts = texts
        self._send = send
        self._show_caption = show_caption
        self._heard = heard
        self._waiting: deque[_Line] = deque()
        self._sounding: _Line | None = None
        self._screen_begun: Said = ()
        """What has begun to sound of the screen's text, up to now."""
        self._at_work = False

    def say(self, key: str, params: dict[str, str]) -> None:
        """Say what belongs to a key, behind what is being said; what waits to be said anyway is not said twice."""
        waiting = {line.phrase for line in self._waiting}
        phrases = speech.audible(utterances_for(key, params, self._texts))
        self._queue(_Line(phrase, of_screen=False) for phrase in phrases if phrase not in waiting)

    def say_screen(self, requested: bool) -> None:
        """Say the screen shown, if this mode does so by itself, somebody asked for it, or is listening to the last one.

        A beginning that was heard already is not repeated, unless somebody asks.
        """
        by_itself = self._state().mode in SPEAKS_BY_ITSELF
        if not (requested or by_itself or self._reads_screen()):
            return
        fresh = speech.audible(self._phrases(requested or not by_itself))
        heard = () if requested else self._screen_begun
        same_count = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(heard, fresh, strict=False)))
        self._waiting = deque(line for line in self._waiting if not line.of_screen)
        outdated = same_count < len(self._screen_begun)
        self._screen_begun = fresh[:same_count]
        if outdated and self._sounding is not None and self._sounding.of_screen and self._voice is not None:
            self._voice.stop()
        self._queue(_Line(phrase, of_screen=True) for phrase in fresh[same_count:])

    def sound_missed(self) -> None:
        """Let a missed touch be heard at once. What it cuts into is said again: nobody wished for silence."""
        if self._voice is None:
            return
        if self._sounding is None:
            self._supervisor.start("tone", self._voice.say(MISSED))
        elif self._sounding.phrase is not None:
            if self._sounding.of_screen:
                self._screen_begun = self._screen_begun[:-1]
            self._waiting.extendleft((self._sounding, _Line(None, of_screen=False)))
            self._voice.stop()

    def stop(self) -> None:
        """Silence at once; what waits is dropped."""
        self._waiting.clear()
        self._screen_begun = ()
        if self._voice is not None:
            self._voice.stop()

    def _reads_screen(self) -> bool:
        sounding = () if self._sounding is None else (self._sounding,)
        return any(line.of_screen for line in (*sounding, *self._waiting))

    def _queue(self, lines: Iterable[_Line]) -> None:
        self._waiting.extend(lines)
        if self._waiting and not self._at_work:
            self._at_work = True
            self._supervisor.start("speak", self._speak())

    async def _speak(self) -> None:
        self._send(SpeechChanged(speaking=True))
        try:
            while self._waiting:
                self._sounding = self._waiting.popleft()
                await self._say_one(self._sounding)
        finally:
            self._at_work = False
            self._sounding = None
            self._show_caption(None)
            self._send(SpeechChanged(speaking=False))

    async def _say_one(self, line: _Line) -> None:
        phrase = line.phrase
        if phrase is None:
            if self._voice is not None:
                await self._voice.say(MISSED)
            return
        if line.of_screen:
            self._screen_begun += (phrase,)
        self._show_caption(Caption(phrase.caption, phrase.lit_start, phrase.lit_length))
        self._heard(phrase.text)
        if self._voice is not None:
            rate_percent = RATE_PERCENT[self._state().mode]
            await self._voice.say(Utterance(phrase.text, rate_percent=rate_percent))
