"""From an envelope to its body, strictly: everything that can be judged without the database. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from kiosk.catalogue import Catalogue, Item, Kind
from kiosk.core.person import IDENTITY_LEVEL_NAMES, IdentityLevel
from kiosk.platform.case_events import Plan, PlannedStep
from kiosk.platform.divisions import covers
from kiosk.platform.doers import doers_hold, moments_of_others
from kiosk.platform.keyring import open_body
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.route import Route
from kiosk.platform.settings import LOCALE
from kiosk.wire import (
    CASE_SCHEMA,
    CORRECTION_SCHEMA,
    MAX_BODY_BYTES,
    RATING_SCHEMA,
    WORD_SCHEMA,
    CaseBody,
    CorrectionBody,
    Envelope,
    OpeningKeys,
    RatingBody,
    SuppliedMaterial,
    WordBody,
    body_digest,
    decode,
    is_plausible_moment,
)

Body = CaseBody | CorrectionBody | RatingBody | WordBody
_KINDS: dict[str, tuple[str, type[Body]]] = {
    "case": (CASE_SCHEMA, CaseBody),
    "correction": (CORRECTION_SCHEMA, CorrectionBody),
    "rating": (RATING_SCHEMA, RatingBody),
    "word": (WORD_SCHEMA, WordBody),
}


def open_envelope(message_id: str, envelope: Envelope, area: str, keys: OpeningKeys) -> Body | Refusal:
    """The body, or why this envelope can never be taken from a terminal of this area."""
    if len(envelope.body.encode()) > MAX_BODY_BYTES or body_digest(envelope.body) != envelope.digest:
        return refusal(422, "digest-mismatch", "The body is not the one its digest names.")
    schema, body_type = _KINDS.get(envelope.kind, ("", None))
    if body_type is None or envelope.schema != schema:
        return refusal(422, "unknown-schema", "This platform does not know this kind or schema.")
    if not covers(area, envelope.division_code):
        return refusal(422, "wrong-area", "This terminal does not serve that division.")
    text = open_body(keys, envelope)
    return text if isinstance(text, Refusal) else _read(message_id, envelope, text, body_type)


def _read(message_id: str, envelope: Envelope, text: bytes, body_type: type[Body]) -> Body | Refusal:
    try:
        body = decode(text, body_type)
    except (msgspec.MsgspecError, UnicodeError):
        return _invalid()
    if body.case_id != envelope.case_id or not all(is_plausible_moment(moment) for moment in _moments(body)):
        return _invalid()
    if isinstance(body, CaseBody) and message_id != body.case_id:
        return refusal(422, "key-is-not-the-case", "A case's Idempotency-Key is its case_id.")
    return body


def check_case(body: CaseBody, catalogue: Catalogue) -> Item | Refusal:
    """The item applied for, if it can be applied for, by somebody known that well."""
    item = catalogue.item(body.item_id) if catalogue.has(body.item_id) else None
    if item is None or item.kind is not Kind.APPLY or item.identity is None:
        return refusal(422, "unknown-item", "This platform does not know this item.")
    level = _level(body.identity.level)
    if level < item.identity.file:
        return refusal(422, "identity-too-low", "This item needs a surer identity.")
    if (level is IdentityLevel.NONE) != (body.applicant is None):
        return _invalid()
    if body.others is not None and not doers_hold(body):
        return _invalid()
    paid = {field.id for field in item.fields if field.payout}
    if level < item.identity.payout and paid & set(body.answers):
        return refusal(422, "identity-too-low", "A payout account needs a surer identity.")
    return item if _have_pages(body.materials) else _invalid()


def check_correction(body: CorrectionBody, item: Item | None) -> Refusal | None:
    """None, or why these materials cannot be taken for a case of this item (None: one that is offered no more)."""
    if _level(body.identity.level) < level_to_change(item):
        return refusal(422, "identity-too-low", "These materials need a surer identity.")
    return None if body.materials and _have_pages(body.materials) else _invalid()


def check_word(body: WordBody, item: Item | None) -> Refusal | None:
    """None, or why this cannot be taken from somebody known no better."""
    if _level(body.identity.level) < level_to_change(item):
        return refusal(422, "identity-too-low", "This needs a surer identity.")
    return None


def level_to_change(item: Item | None) -> IdentityLevel:
    """How surely somebody must be known to do something about their case of this item."""
    return item.identity.change if item is not None and item.identity is not None else IdentityLevel.CARD_READ


def _have_pages(materials: Sequence[SuppliedMaterial]) -> bool:
    return all(material.blobs for material in materials)


def plan_of(item: Item, route: Route | None = None) -> Plan:
    """What the catalogue promises today, to be kept with the case."""
    assert item.identity is not None
    level = next(name for name, known in IDENTITY_LEVEL_NAMES.items() if known is item.identity.see)
    return Plan(
        item_id=item.id,
        item_name=item.title.text(LOCALE),
        department=item.department.text(LOCALE),
        steps=tuple(
            PlannedStep(
                name=step.name.text(LOCALE), department=step.department.text(LOCALE), working_days=step.working_days
            )
            for step in item.steps
        ),
        committed_working_days=item.duration.committed_working_days if item.duration else 0,
        contact_phone=item.places[0].phone,
        see_level=level,
        route=route,
    )


def _level(name: str) -> IdentityLevel:
    return IDENTITY_LEVEL_NAMES.get(name, IdentityLevel.NONE)


def _moments(body: Body) -> Iterator[datetime]:
    match body:
        case CaseBody():
            yield from (body.filed_at, body.understood.at, *(consent.at for consent in body.consents))
            yield from moments_of_others(body)
        case CorrectionBody():
            yield body.supplied_at
        case RatingBody():
            yield body.rated_at
        case WordBody():
            yield body.said_at


def _invalid() -> Refusal:
    return refusal(422, "invalid-body", "The body does not fit its schema.")
