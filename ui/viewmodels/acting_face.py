"""Acting for another, and being asked oneself, as plain values: two cards, relation, ground; one question. No Qt.

Of whom it is for the agent sees a masked name and number, and nothing else of the card.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.contracts.card_reader import CardMedia
from kiosk import forms
from kiosk.catalogue.kinds import Ground
from kiosk.core.person import Person, mask_id_number, mask_name
from kiosk.session.acting_words import WISHES, ground_text, matter_text, relation_text
from kiosk.session.availability import reader_gone
from kiosk.session.on_acting import asks_one_by_one
from kiosk.session.screens import ActFor, OwnWish, WishAbout
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode
from kiosk.session.troubles import ReadTrouble
from kiosk.texts import Texts
from ui.viewmodels.context import ViewContext


@dataclass(frozen=True, slots=True)
class CardRow:
    """One of the two cards: `standing` is read, now or later."""

    card: str
    title: str
    standing: str
    name: str
    line: str


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A relation, a ground or an answer."""

    value: str
    label: str
    help: str
    icon: str
    number: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ActForFace:
    """Exactly what the page shows."""

    step: str = "cards"
    """The one question, where they come one by one: cards, relation or ground."""
    one_by_one: bool = False
    help: str = ""
    cards: tuple[CardRow, ...] = ()
    trouble: str = ""
    can_retry: bool = False
    relations: tuple[ChoiceRow, ...] = ()
    grounds: tuple[ChoiceRow, ...] = ()
    basis: str = ""
    off_reason: str = ""


@dataclass(frozen=True, slots=True)
class OwnWishFace:
    """What a person is asked."""

    matter: str = ""
    facts: str = ""
    """What was filled in of it, masked."""
    answers: tuple[ChoiceRow, ...] = ()


def act_for_face(snapshot: Snapshot, context: ViewContext) -> ActForFace:
    """The page at one moment; empty when another screen is shown."""
    state, texts = snapshot.state, context.texts
    screen = state.screen
    if not isinstance(screen, ActFor):
        return ActForFace()
    proxy = context.catalogue.item(screen.item_id).proxy
    basis = proxy.basis.text(texts.locale) if proxy is not None else ""
    return ActForFace(
        step="cards" if screen.absent is None else "relation" if screen.relation is None else "ground",
        one_by_one=asks_one_by_one(state),
        help=texts("acting.help"),
        cards=_cards(screen, snapshot, texts),
        trouble=_trouble(screen, snapshot, texts),
        can_retry=screen.absent is None and not screen.reading and screen.trouble is not ReadTrouble.LEFT_LYING,
        relations=tuple(
            _row(one.value, relation_text(one, texts), n, snapshot, texts, chosen=one is screen.relation)
            for n, one in enumerate(screen.relations)
        ),
        grounds=tuple(
            _row(
                one.value, ground_text(one, texts), n, snapshot, texts, f"acting.ground.{one.value}.help", _ICONS[one],
                chosen=one is screen.ground,
            )
            for n, one in enumerate(screen.grounds)
        ),
        basis=texts("notice.example", text=basis) if proxy is not None and proxy.is_example else basis,
        off_reason=_off(screen, texts),
    )  # fmt: skip


def _row(
    value: str, label: str, index: int, snapshot: Snapshot, texts: Texts, help_key: str = "", icon: str = "",
    *, chosen: bool = False,
) -> ChoiceRow:  # fmt: skip
    number = _number(index, snapshot.state.mode, texts)
    return ChoiceRow(value, label, texts(help_key) if help_key else "", icon, number, chosen)


def _number(index: int, mode: Mode, texts: Texts) -> str:
    """By which it can be called where one thing is asked at a time."""
    key = f"number.{index + 1}"
    return texts(key) if mode is Mode.ELDER and key in texts else ""


_ICONS = {
    Ground.PRESENT: "two-people", Ground.TELEPHONE: "phone", Ground.LETTER: "document", Ground.GUARDIAN: "family",
}  # fmt: skip


def _cards(screen: ActFor, snapshot: Snapshot, texts: Texts) -> tuple[CardRow, ...]:
    own = _card("own_card", screen.agent, is_now=screen.agent is None, screen=screen, snapshot=snapshot, texts=texts)
    is_now = screen.agent is not None and screen.absent is None
    theirs = _card("their_card", screen.absent, is_now=is_now, screen=screen, snapshot=snapshot, texts=texts)
    return own, theirs


def _card(
    card: str, person: Person | None, *, is_now: bool, screen: ActFor, snapshot: Snapshot, texts: Texts
) -> CardRow:
    title = texts(f"acting.{card}")
    if person is not None:
        return CardRow(card, title, "read", mask_name(person.name), mask_id_number(person.id_number))
    if not is_now:
        return CardRow(card, title, "later", texts("acting.later"), "")
    if screen.trouble is ReadTrouble.LEFT_LYING:
        return CardRow(card, title, "now", texts("acting.lift"), texts(f"acting.{card}.help"))
    if screen.reading and snapshot.state.card is CardMedia.PRESENT:
        return CardRow(card, title, "now", texts("acting.reading"), "")
    return CardRow(card, title, "now", texts("acting.now"), texts(f"acting.{card}.help"))


def _trouble(screen: ActFor, snapshot: Snapshot, texts: Texts) -> str:
    if screen.absent is None and reader_gone(snapshot.state, snapshot.machines):
        return texts("identify.trouble.reader_gone.what")
    if screen.wrong is not None:
        return texts(f"acting.trouble.{screen.wrong.value}")
    if screen.trouble is None or screen.trouble is ReadTrouble.LEFT_LYING:
        return ""
    return texts(f"identify.trouble.{screen.trouble.value}.what")


def _off(screen: ActFor, texts: Texts) -> str:
    """What is still to be done; empty when nothing is."""
    if screen.is_whole:
        return ""
    if screen.absent is None:
        return texts("acting.off.own_card" if screen.agent is None else "acting.off.their_card")
    return texts("acting.off.relation" if screen.relation is None else "acting.off.ground")


def own_wish_face(snapshot: Snapshot, context: ViewContext) -> OwnWishFace:
    """The question at one moment; empty when another screen is shown."""
    state, texts = snapshot.state, context.texts
    screen = state.screen
    if not isinstance(screen, OwnWish):
        return OwnWishFace()
    icons = ("check-circle", "clock", "help-person")
    answers = tuple(
        _row(wish, texts(f"wish.{wish}"), n, snapshot, texts, f"wish.{wish}.help", icon)
        for n, (wish, icon) in enumerate(zip(WISHES, icons, strict=True))
    )
    return OwnWishFace(_matter(screen, snapshot, context), _facts(screen, snapshot, context), answers)


def _matter(screen: OwnWish, snapshot: Snapshot, context: ViewContext) -> str:
    acting, texts = snapshot.state.acting, context.texts
    if screen.about is WishAbout.MATTER or acting is None:
        return matter_text(screen, context.catalogue, texts)
    item = context.catalogue.item(screen.item_id).short_title.text(texts.locale)
    return texts("wish.acting_by", name=mask_name(acting.agent.name), item=item)


def _facts(screen: OwnWish, snapshot: Snapshot, context: ViewContext) -> str:
    """Where the money is to go, as it was filled in."""
    draft, person, texts = snapshot.state.draft, snapshot.state.person, context.texts
    if screen.about is not WishAbout.MATTER or draft is None or person is None:
        return ""
    item = context.catalogue.item(screen.item_id)
    paid = [field for field in forms.visible_fields(item, draft.answers, person.level) if field.payout]
    shown = ((field, forms.shown_answer(field, draft.answers.get(field.id, ""), texts)) for field in paid)
    return "\n".join(
        texts("wish.fact", label=field.label.text(texts.locale), value=value) for field, value in shown if value
    )
