"""Notice, card, typed identity and refusal as plain values: what is safe, what happened, what to do. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from devices.contracts.card_reader import CardMedia
from devices.contracts.readiness import Service
from kiosk.core.clock import china_date
from kiosk.core.person import IdentityLevel, mask_id_number, mask_name
from kiosk.forms import hides_payout, name_is_plausible
from kiosk.forms.validators import ID_CHARACTERS, check_id_number
from kiosk.session.availability import (
    is_out_of_order,
    may_be_typed,
    may_stay_unnamed,
    reader_gone,
    social_card_ready,
)
from kiosk.session.screens import Identify, NotEligible, Notice, Purpose, TypeIdentity
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode
from kiosk.session.troubles import CARD_REFUSED, NOT_READ, ReadTrouble
from kiosk.texts import Texts
from ui.viewmodels.context import ViewContext

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Item
    from kiosk.catalogue import Notice as NoticeText

TROUBLES_BEFORE_A_PERSON = 2
"""Two failures of the same device: offer a person (DESIGN 8)."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One thing to understand."""

    icon: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class NoticeFace:
    """Exactly what the notice shows."""

    subject: str = ""
    rows: tuple[NoticeRow, ...] = ()
    counts_steps: bool = True
    """The step header is shown: something is being filed, not only looked up."""


@dataclass(frozen=True, slots=True)
class IdentifyFace:
    """Exactly what the card screen shows. `state` is waiting, reading or trouble."""

    subject: str = ""
    state: str = "waiting"
    title: str = ""
    """In trouble: what is safe."""
    help: str = ""
    """In trouble: what happened."""
    act: str = ""
    """In trouble: what to do."""
    can_retry: bool = False
    can_type: bool = False
    type_off_reason: str = ""
    can_stay_unnamed: bool = False
    offers_person: bool = False
    many_text: str = ""
    must_lift: bool = False
    """The card that lies there is to be taken first: it counts for nobody, or was refused."""
    counts_steps: bool = True
    picture: str = "hand"
    """What the machine is drawn with: the `hand` that puts a card down, the `fault` of a reader that does not work, or
    `none` where this terminal has no reader."""


@dataclass(frozen=True, slots=True)
class TypeIdentityFace:
    """Exactly what the typing screen shows."""

    subject: str = ""
    name: str = ""
    id_number: str = ""
    name_masked: str = ""
    id_masked: str = ""
    """As they stand there while they are not being typed."""
    name_problem: str = ""
    id_problem: str = ""
    missing_count: int = 0
    limits: tuple[str, ...] = ()
    """What typing costs, before it is done."""
    social_hint: str = ""
    """A social-security card saves the typing, or why the last one did not, or that none can be read now; empty where
    there is no reader."""


@dataclass(frozen=True, slots=True)
class NotEligibleFace:
    """Exactly what the refusal shows: why, what else, whom to ask."""

    subject: str = ""
    title: str = ""
    what: str = ""
    otherwise: str = ""
    place: str = ""
    hours: str = ""
    phone: str = ""


def notice_face(snapshot: Snapshot, context: ViewContext) -> NoticeFace:
    """The notice on the screen; empty when another screen is shown."""
    screen, texts = snapshot.state.screen, context.texts
    if not isinstance(screen, Notice):
        return NoticeFace()
    subject = _subject(screen.purpose, screen.item_id, context)
    item = context.catalogue.item(screen.item_id) if screen.item_id else None
    if item is not None and item.notice is not None:
        return NoticeFace(subject, _item_notice(item.notice, texts))
    rows = tuple(_notice_row(part, texts(f"notice.progress.{part}"), texts) for part in _PARTS)
    return NoticeFace(subject, rows, counts_steps=False)


_PARTS = {"data": "id-card", "shared": "department", "kept": "clock", "basis": "stamp", "rights": "user"}


def _item_notice(notice: NoticeText, texts: Texts) -> tuple[NoticeRow, ...]:
    return tuple(_notice_row(part, notice.part(part, texts), texts) for part in _PARTS)


def _notice_row(part: str, text: str, texts: Texts) -> NoticeRow:
    return NoticeRow(_PARTS[part], texts(f"notice.{part}"), text)


def identify_face(snapshot: Snapshot, context: ViewContext) -> IdentifyFace:
    """The card screen; empty when another screen is shown."""
    screen = snapshot.state.screen
    if not isinstance(screen, Identify):
        return IdentifyFace()
    can_type = screen.item_id is not None and screen.purpose is Purpose.APPLY
    can_type = can_type and may_be_typed(context.catalogue.item(str(screen.item_id)))
    gone = reader_gone(snapshot.state, snapshot.machines)
    common = IdentifyFace(
        picture=_picture(gone, snapshot),
        subject=_subject(screen.purpose, screen.item_id, context),
        can_type=can_type,
        type_off_reason="" if can_type else context.texts("identify.type.off"),
        can_stay_unnamed=can_type and may_stay_unnamed(context.catalogue.item(str(screen.item_id))),
        offers_person=screen.trouble_count >= TROUBLES_BEFORE_A_PERSON,
        counts_steps=screen.purpose is Purpose.APPLY,
    )
    if gone:
        return _troubled(common, screen, ReadTrouble.READER_GONE, context.texts)
    if screen.reading and snapshot.state.card is CardMedia.PRESENT:
        return _reading(common, context.texts)
    if screen.trouble is None:
        return _waiting(common, snapshot.state.mode, context.texts)
    lies_refused = screen.trouble in CARD_REFUSED and snapshot.state.card is CardMedia.PRESENT
    must_lift = lies_refused or screen.trouble is ReadTrouble.LEFT_LYING
    return replace(_troubled(common, screen, screen.trouble, context.texts), must_lift=must_lift)


def _picture(gone: bool, snapshot: Snapshot) -> str:
    if not gone:
        return "hand"
    return "fault" if snapshot.machines.id_card is not None else "none"


def _reading(face: IdentifyFace, texts: Texts) -> IdentifyFace:
    return replace(face, state="reading", title=texts("identify.reading.title"), help=texts("identify.reading.help"))


def _waiting(face: IdentifyFace, mode: Mode, texts: Texts) -> IdentifyFace:
    title = texts("identify.title_elder" if mode is Mode.ELDER else "identify.title")
    if not face.counts_steps:
        return replace(face, title=title, help=texts("identify.subtitle_progress"))
    return replace(face, title=title, help=texts("identify.subtitle", item=face.subject))


def _troubled(face: IdentifyFace, screen: Identify, trouble: ReadTrouble, texts: Texts) -> IdentifyFace:
    key = f"identify.trouble.{trouble.value}"
    without_typing = trouble is ReadTrouble.READER_GONE and not face.can_type
    return replace(
        face,
        state="trouble",
        title=texts(f"{key}.safe"),
        help=texts(f"{key}.what"),
        act=texts(f"{key}.do_no_typing" if without_typing else f"{key}.do"),
        can_retry=trouble in (ReadTrouble.PULLED, ReadTrouble.UNREADABLE) and not screen.reading,
        many_text=texts("identify.many_troubles") if face.offers_person and trouble in NOT_READ else "",
    )


def type_identity_face(snapshot: Snapshot, context: ViewContext) -> TypeIdentityFace:
    """The typing screen; empty when another screen is shown."""
    screen = snapshot.state.screen
    if not isinstance(screen, TypeIdentity):
        return TypeIdentityFace()
    return TypeIdentityFace(
        subject=_subject(screen.purpose, screen.item_id, context),
        name=screen.name,
        id_number=screen.id_number,
        name_masked=mask_name(screen.name),
        id_masked=mask_id_number(screen.id_number),
        name_problem=_name_problem(screen, context.texts),
        id_problem=_id_problem(screen, snapshot, context.texts),
        missing_count=max(0, ID_CHARACTERS - len(screen.id_number)),
        limits=_limits(context.catalogue.item(screen.item_id), context.texts),
        social_hint=_social_hint(screen, snapshot, context.texts),
    )


def _social_hint(screen: TypeIdentity, snapshot: Snapshot, texts: Texts) -> str:
    if not social_card_ready(snapshot.machines):
        return texts("type.social.off") if is_out_of_order(Service.READ_SOCIAL_CARD, snapshot.machines) else ""
    return texts(f"type.social.{screen.social_trouble.value if screen.social_trouble else 'hint'}")


def _name_problem(screen: TypeIdentity, texts: Texts) -> str:
    wrong = "name" in screen.problems and not name_is_plausible(screen.name)
    return texts("form.problem.name") if wrong else ""


def _id_problem(screen: TypeIdentity, snapshot: Snapshot, texts: Texts) -> str:
    if "id_number" not in screen.problems:
        return ""
    problem = check_id_number("id_number", screen.id_number.strip().upper(), china_date(snapshot.now))
    return texts(problem.key, **problem.params) if problem else ""


def _limits(item: Item, texts: Texts) -> tuple[str, ...]:
    payout = (texts("type.limits_payout"),) if hides_payout(item, IdentityLevel.TYPED) else ()
    return (texts("type.limits"), *payout)


def not_eligible_face(snapshot: Snapshot, context: ViewContext) -> NotEligibleFace:
    """The refusal on the screen; empty when another screen is shown."""
    screen, texts = snapshot.state.screen, context.texts
    if not isinstance(screen, NotEligible):
        return NotEligibleFace()
    item = context.catalogue.item(screen.item_id)
    least = item.eligibility.least_age_years if item.eligibility else 0
    place = item.places[0]
    return NotEligibleFace(
        subject=item.title.text(texts.locale),
        title=texts(f"not_eligible.{screen.reason}.title", years=least),
        what=texts(f"not_eligible.{screen.reason}.what"),
        otherwise=item.eligibility.otherwise.text(texts.locale) if item.eligibility else "",
        place=place.name.text(texts.locale),
        hours=place.hours.text(texts.locale),
        phone=place.phone,
    )


def _subject(purpose: Purpose, item_id: str | None, context: ViewContext) -> str:
    if purpose is Purpose.PROGRESS or item_id is None:
        return context.texts("home.progress.title")
    return context.catalogue.item(item_id).title.text(context.texts.locale)
