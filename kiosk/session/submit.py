"""From a draft to the bytes that are committed, sealed to the platform: the case, the supplement, the rating, a word.

Nothing of a resident is written down that this machine could read again (decisions/0013).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from kiosk import forms, wire
from kiosk.cases import ResidentAct
from kiosk.catalogue import Item
from kiosk.core.person import IDENTITY_LEVEL_NAMES, IdentityLevel, Person
from kiosk.session.drafts import VOICE_NOTE, Draft
from kiosk.session.effects import FileCase
from kiosk.session.screens import ScannedPage
from kiosk.wire import (
    CASE_SCHEMA,
    CORRECTION_SCHEMA,
    RATING_SCHEMA,
    WORD_SCHEMA,
    Applicant,
    ByOthers,
    CaseBody,
    Consent,
    CorrectionBody,
    CorrectPhone,
    Envelope,
    Identity,
    KeyConfirmation,
    ProgressQuery,
    RatingBody,
    Reopen,
    Reply,
    SealingKey,
    Signature,
    SuppliedMaterial,
    Understood,
    Withdraw,
    Word,
    WordBody,
)

_LEVEL_NAMES = {level: name for name, level in IDENTITY_LEVEL_NAMES.items()}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an envelope comes from, and whom it is sealed to."""

    terminal_id: str
    division_code: str
    key: SealingKey


def identity_of(person: Person) -> Identity:
    """How the person was known, spelled for the wire."""
    return Identity(level=_LEVEL_NAMES[person.level])


def query_of(person: Person) -> ProgressQuery:
    """Whose cases are asked for."""
    return ProgressQuery(identity=identity_of(person), id_number=person.id_number, name=person.name)


SIGNING_KEY = "select"
"""Of the assistive keypad."""


def case_envelope(
    filed: FileCase,
    item: Item,
    number: str,
    at: datetime,
    origin: Origin,
    blobs: Mapping[str, list[str]] = MappingProxyType({}),
) -> Envelope:
    """The case as it will be sent for ever: only what the item asks for, from this person, at this level.

    `blobs`: the digests of the sealed pages by material.
    """
    draft, person = filed.draft, filed.person
    body = CaseBody(
        case_id=draft.case_id,
        number=number,
        item_id=item.id,
        item_version=draft.item_version,
        terminal_id=origin.terminal_id,
        filed_at=at,
        identity=identity_of(person),
        applicant=_applicant(person),
        answers=forms.case_answers(item, draft.answers, person.level),
        understood=Understood(notice_version=item.notice.version if item.notice else "", at=draft.understood_at),
        consents=[
            Consent(consent_id=extra.id, given=draft.consents.get(extra.id, False), at=at)
            for extra in forms.due_consents(item, draft.answers, person.level)
        ],
        signature=_signature(draft),
        mode=filed.mode.value,
        materials=[SuppliedMaterial(material_id=material, blobs=digests) for material, digests in blobs.items()],
        others=_others(filed),
    )
    return origin.key.seal(draft.case_id, "case", origin.division_code, CASE_SCHEMA, body)


def _others(filed: FileCase) -> ByOthers | None:
    """Who did it besides the person it is for: of an agent what a card proves, and not where they live."""
    acting, helper = filed.acting, filed.helper
    if acting is None and helper is None:
        return None
    agent = None if acting is None else _applicant(replace(acting.agent, nation_code=None, household_address=None))
    told = None
    if acting is not None and agent is not None:
        told = wire.Acting(
            agent=agent, identity=identity_of(acting.agent), relation=acting.relation.value,
            ground=acting.ground.value, agreed_at=acting.agreed_at,
        )  # fmt: skip
    signed_in = None
    if helper is not None:
        signed_in = wire.Helper(person_id=helper.person_id, name_masked=helper.name_masked, way=helper.way)
    return ByOthers(acting=told, helper=signed_in, own_wish_at=filed.draft.own_wish_at)


def _applicant(person: Person) -> Applicant | None:
    if person.birth_date is None:
        return None
    typed = person.level <= IdentityLevel.TYPED
    return Applicant(
        name=person.name,
        id_number=person.id_number,
        birth_date=person.birth_date,
        sex_code=person.sex_code,
        nation_code=None if typed else person.nation_code,
        household_address=None if typed else person.household_address,
    )


def _signature(draft: Draft) -> Signature | None:
    confirmed = draft.confirmation
    key = None if confirmed is None else KeyConfirmation(text=confirmed.text, key=SIGNING_KEY, at=confirmed.at)
    strokes = [list(stroke) for stroke in draft.strokes]
    return Signature(strokes=strokes, confirmed=key) if draft.is_signed else None


def correction_envelope(
    case_id: str, correction_id: str, person: Person, blobs: dict[str, list[str]], at: datetime, origin: Origin
) -> Envelope:
    """What was supplied: the digests of the sealed pages by material."""
    body = CorrectionBody(
        case_id=case_id,
        correction_id=correction_id,
        supplied_at=at,
        identity=identity_of(person),
        materials=[SuppliedMaterial(material_id=material, blobs=digests) for material, digests in blobs.items()],
    )
    return origin.key.seal(case_id, "correction", origin.division_code, CORRECTION_SCHEMA, body)


def rating_envelope(case_id: str, level: int, reasons: tuple[str, ...], at: datetime, origin: Origin) -> Envelope:
    """One rating."""
    body = RatingBody(case_id=case_id, level=level, reasons=list(reasons), rated_at=at)
    return origin.key.seal(case_id, "rating", origin.division_code, RATING_SCHEMA, body)


def word_envelope(case_id: str, act: ResidentAct, text: str, person: Person, at: datetime, origin: Origin) -> Envelope:
    """What its owner says of a case."""
    body = WordBody(
        case_id=case_id, said_at=at, identity=identity_of(person), id_number=person.id_number, name=person.name,
        word=_word(act, text),
    )  # fmt: skip
    return origin.key.seal(case_id, "word", origin.division_code, WORD_SCHEMA, body)


def _word(act: ResidentAct, text: str) -> Word:
    match act:
        case ResidentAct.REPLY:
            return Reply(text=text)
        case ResidentAct.REOPEN:
            return Reopen(text=text)
        case ResidentAct.WITHDRAW:
            return Withdraw()
        case ResidentAct.CORRECT_PHONE:
            return CorrectPhone(phone=text)


def goes_with(draft: Draft) -> tuple[ScannedPage, ...]:
    """All that goes with the case: its pages, and what was said."""
    said = (ScannedPage(VOICE_NOTE, draft.voice_note),) if draft.voice_note else ()
    return (*draft.pages, *said)


def sealed_pages(pages: tuple[ScannedPage, ...], key: SealingKey) -> dict[str, list[bytes]]:
    """The pages of each material as they will be sent, in the order they were taken."""
    found: dict[str, list[bytes]] = {}
    for page in pages:
        found.setdefault(page.material_id, []).append(key.seal_page(page.jpeg))
    return found
