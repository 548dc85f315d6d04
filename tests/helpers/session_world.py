"""A pure session on a clock the test owns: the real catalogue, no device, no loop. `Journey` walks it event by event.

journey.hand(event) ─► advance ─► journey.state, journey.effects
                          ▲            │
                          └── answers[type of effect] (canned events, where a test wants them)
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from devices.contracts.card_reader import CardMedia, CardRead, IdCard, ReadResult
from devices.contracts.printer import Printed
from kiosk.catalogue import Catalogue
from kiosk.catalogue.kinds import Ground, Relation
from kiosk.core.ids import CaseId, MessageId
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.advance import advance
from kiosk.session.effects import Effect
from kiosk.session.events import Event
from kiosk.session.kept import DraftSafe
from kiosk.session.on_time import countdown
from kiosk.session.screens import Danger, Delivery, Done, Screen, Supplied
from kiosk.session.states import Mode, SessionState
from kiosk.session.world import Countdown, World
from kiosk.wire import slip_code
from tests.helpers.fake_session import MORNING
from tests.helpers.served import SIGNER
from tests.helpers.view_context import real_catalogue

ITEM_ID = "old-age-allowance"
TODAY = date(2026, 4, 21)
NUMBER = "HSL3-260421-00373"
ACCOUNT = "6217001234567006620"
STROKES = (((100, 100), (500, 400)),)

GUILAN_CARD = IdCard(
    card_type="resident", name="张桂兰", sex_code="2", nation_code="01", birth_date=date(1941, 3, 15),
    address="河北省石家庄市长安区槐树里社区3号楼2单元201", id_number="13010219410315122X", issuer="长安分局",
    valid_from=date(2014, 5, 1), valid_until=None,
)  # fmt: skip
"""85 years old, with a card that never expires."""

YOUNG_CARD = replace(GUILAN_CARD, name="李小燕", birth_date=date(1960, 6, 15), id_number="130102196006151243")
"""65 years old."""

ANSWERS = {
    "residence_address": "槐树里社区3号楼2单元201",
    "payout_way": "social_card",
    "payout_account": ACCOUNT,
    "payout_account.again": ACCOUNT,
}
"""What is left to answer once the card was read."""

E = TypeVar("E", bound=Effect)
Answers = dict[type[Effect], Callable[[Effect], Event | None]]


def slip_signed(effect: Effect) -> Event:
    """The signature, as this machine gives it."""
    assert isinstance(effect, do.SignSlip)
    return ev.SlipSigned(effect.case_id, slip_code(effect.number, effect.filed_at, SIGNER))


@dataclass
class Journey:
    """One terminal. Every event takes effect at once; canned answers follow in order."""

    state: SessionState = field(default_factory=lambda: SessionState(card=CardMedia.NOT_PRESENT, online=True))
    catalogue: Catalogue = field(default_factory=real_catalogue)
    camera_ready: bool = True
    microphone_ready: bool = True
    safe: DraftSafe = field(default_factory=DraftSafe)
    answers: Answers = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)
    """All effects since the test last cleared them."""
    now: datetime = MORNING
    now_s: float = 1000.0
    _drafts: int = 0

    def __post_init__(self) -> None:
        kept: Answers = {
            do.SignSlip: slip_signed, do.KeepDraft: self._kept, do.LookForKept: self._looked,
            do.DropKept: self._dropped,
        }  # fmt: skip
        self.answers = {**kept, **self.answers}

    def _kept(self, effect: Effect) -> Event:
        assert isinstance(effect, do.KeepDraft)
        return ev.DraftKept(self.safe.seal(effect.draft, effect.person, effect.until_s))

    def _looked(self, effect: Effect) -> Event:
        assert isinstance(effect, do.LookForKept)
        return ev.KeptLooked(effect.read_serial, effect.person, self.safe.find(effect.kept, effect.person))

    def _dropped(self, effect: Effect) -> Event:
        assert isinstance(effect, do.DropKept)
        return ev.KeptDropped(self.safe.name_of(effect.person))

    @property
    def screen(self) -> Screen:
        return self.state.screen

    @property
    def done(self) -> Done:
        """The screen after the commit."""
        assert isinstance(self.screen, Done)
        return self.screen

    @property
    def world(self) -> World:
        self._drafts += 1
        case_id = CaseId(f"{self._drafts:032x}")
        return World(
            self.catalogue,
            self.now,
            self.now_s,
            case_id,
            camera_ready=self.camera_ready,
            microphone_ready=self.microphone_ready,
        )

    @property
    def countdown(self) -> Countdown:
        return countdown(self.state, self.world)

    def hand(self, *events: Event) -> "Journey":
        """Let things happen now, one after the other; also for what is no hand."""
        waiting = deque(events)
        while waiting:
            self.state, effects = advance(self.state, waiting.popleft(), self.world)
            for effect in effects:
                self.effects.append(effect)
                answer = self.answers.get(type(effect))
                event = answer(effect) if answer is not None else None
                if event is not None:
                    waiting.append(event)
        return self

    def tick(self, seconds_s: float) -> "Journey":
        """Let time pass with a tick every second, and one at its end."""
        while seconds_s > 0:
            step_s = min(1.0, seconds_s)
            seconds_s -= step_s
            self.wait(step_s)
            self.hand(ev.Tick())
        return self

    def wait(self, seconds_s: float) -> "Journey":
        """Let time pass before the next tick."""
        self.now_s += seconds_s
        self.now += timedelta(seconds=seconds_s)
        return self

    def done_for(self, kind: type[E]) -> list[E]:
        """The effects of one kind, in order."""
        return [effect for effect in self.effects if isinstance(effect, kind)]

    @property
    def said(self) -> list[str]:
        """The keys of what was said."""
        return [effect.key for effect in self.done_for(do.Speak)]

    def forget_effects(self) -> "Journey":
        """Look only at what follows."""
        self.effects.clear()
        return self

    # ── the way in, as far as a test wants it ──────────────────────────────────────────────────────────────────────

    def at_notice(self, mode: Mode = Mode.STANDARD, item_id: str = ITEM_ID) -> "Journey":
        """Begun, the item chosen, the notice shown."""
        self.hand(ev.Started(mode), ev.EntryChosen(item_id), ev.ApplyPressed(item_id))
        return self.hand(ev.NextPressed()) if isinstance(self.screen, Danger) else self

    def at_identify(self, mode: Mode = Mode.STANDARD) -> "Journey":
        """The reader waits for a card."""
        return self.at_notice(mode).hand(ev.NoticeUnderstood())

    def put_card(self, card: IdCard = GUILAN_CARD) -> "Journey":
        """Place a card and have it read."""
        return self.hand(ev.CardSeen(CardMedia.PRESENT)).read_ends(CardRead(card))

    def take_card(self) -> "Journey":
        return self.hand(ev.CardSeen(CardMedia.NOT_PRESENT))

    def read_ends(self, result: ReadResult) -> "Journey":
        """The newest read comes to an end."""
        return self.hand(ev.CardReadEnded(self.state.read_serial, result))

    def at_form(self, mode: Mode = Mode.STANDARD) -> "Journey":
        """Known by card, the card back in the pocket, the form begun."""
        return self.at_identify(mode).put_card().take_card()

    def answer(self, answers: Mapping[str, str] = ANSWERS) -> "Journey":
        return self.hand(*(ev.AnswerGiven(name, value) for name, value in answers.items()))

    def at_act_for(self, mode: Mode = Mode.STANDARD, item_id: str = ITEM_ID) -> "Journey":
        """Somebody wants to act for another; the reader waits for their own card."""
        self.hand(ev.Started(mode), ev.EntryChosen(item_id), ev.ActForPressed(item_id))
        return self.hand(ev.NoticeUnderstood())

    def both_cards(self, mode: Mode = Mode.STANDARD, item_id: str = ITEM_ID, absent: IdCard = GUILAN_CARD) -> "Journey":
        """Their own card, taken away, then the other's."""
        self.at_act_for(mode, item_id).put_card(YOUNG_CARD).take_card()
        return self.put_card(absent).take_card()

    def acting(
        self, ground: Ground = Ground.PRESENT, mode: Mode = Mode.STANDARD, item_id: str = ITEM_ID,
        relation: Relation = Relation.CHILD, absent: IdCard = GUILAN_CARD,
    ) -> "Journey":  # fmt: skip
        """Everything said; what comes after is the other's form, or the question to them."""
        self.both_cards(mode, item_id, absent)
        return self.hand(ev.RelationChosen(relation), ev.GroundChosen(ground), ev.NextPressed())

    def at_review(self, mode: Mode = Mode.STANDARD) -> "Journey":
        """Everything answered, looking it over."""
        self.at_form(mode).answer()
        for _ in range(20):
            if type(self.screen).__name__ == "Review":
                return self
            self.hand(ev.NextPressed())
        raise AssertionError(f"the form does not end: {self.screen}")

    def at_saving(self) -> "Journey":
        """Signed and handed in; the disk has not answered."""
        return self.at_review().hand(ev.Signed(STROKES), ev.SubmitPressed())

    def filed(self) -> ev.CaseFiled:
        """The disk's answer to what was handed in last."""
        filed_at = datetime(2026, 4, 21, 1, 42, tzinfo=UTC)
        case_id = self.done_for(do.FileCase)[-1].draft.case_id
        return ev.CaseFiled(case_id, NUMBER, filed_at, slip_code(NUMBER, filed_at, SIGNER))

    def at_done(self) -> "Journey":
        """Committed; the slip is held if there is a network, else it prints."""
        self.at_saving()
        return self.hand(self.filed())

    def acknowledged(self) -> "Journey":
        """The platform has the case, or the supplement."""
        return self.delivery(Delivery.ACKNOWLEDGED)

    def delivery(self, delivery: Delivery) -> "Journey":
        """The outbox tells of the message this screen is about."""
        screen = self.screen
        message_id = screen.message_id if isinstance(screen, Supplied) else self.done_for(do.FileCase)[-1].draft.case_id
        return self.hand(ev.DeliveryChanged(message_id, delivery))

    def at_rating(self) -> "Journey":
        """Delivered, printed, asked how it was."""
        self.at_done().acknowledged()
        return self.hand(ev.PrintEnded(self.done.case_id, Printed("mark")), ev.FinishPressed())

    def at_cases(self) -> "Journey":
        """Known by card for the progress; the platform has not answered."""
        self.hand(ev.Started(), ev.ProgressPressed(), ev.NoticeUnderstood())
        return self.put_card().take_card()


def supplement_filed(effect: Effect) -> Event:
    """A canned answer: the supplement is on disk."""
    assert isinstance(effect, do.FileSupplement)
    return ev.SupplementFiled(effect.session_serial, MessageId("5" * 32))
