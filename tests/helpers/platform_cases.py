"""Cases, corrections and ratings as a terminal would send them, of synthetic persons."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from kiosk.core.ids import new_id
from kiosk.wire import (
    CASE_SCHEMA,
    CORRECTION_SCHEMA,
    RATING_SCHEMA,
    WORD_SCHEMA,
    Acting,
    Applicant,
    ByOthers,
    CaseBody,
    CorrectionBody,
    Envelope,
    Helper,
    Identity,
    ProgressQuery,
    RatingBody,
    Signature,
    SuppliedMaterial,
    Understood,
    Word,
    WordBody,
)
from tests.helpers.in_process_platform import DIVISION_CODE
from tests.helpers.plain import plain

FILED_AT = datetime(2026, 4, 21, 1, 43, tzinfo=UTC)
"""Tuesday, 9:43 in China."""
NAME = "张桂兰"
ID_NUMBER = "130102194503120025"
PAGE = b"\xff\xd8 one scanned page \xff\xd9"
PAGE_SHA256 = hashlib.sha256(PAGE).hexdigest()

AGENT_NAME = "李建国"
AGENT_NUMBER = "130102197003125566"
AGENT = Applicant(name=AGENT_NAME, id_number=AGENT_NUMBER, birth_date=date(1970, 3, 12), sex_code="1")
ACTING = Acting(
    agent=AGENT, identity=Identity(level="card_read"), relation="child", ground="present", agreed_at=FILED_AT
)
HELPER = Helper(person_id="7710042", name_masked="陈*", way="card")


def others(**changes: Any) -> ByOthers:
    """A child acts, the elder is there and was asked themselves; somebody of the staff helps."""
    return ByOthers(**{"acting": ACTING, "helper": HELPER, "own_wish_at": FILED_AT, **changes})


def acted(**changes: Any) -> ByOthers:
    return others(acting=msgspec.structs.replace(ACTING, **changes))


def case_body(case_id: str, name: str = NAME, id_number: str = ID_NUMBER, **changes: object) -> CaseBody:
    """An old-age allowance, filled in."""
    values: dict[str, object] = {
        "case_id": case_id,
        "number": "HSL-0421-0037",
        "item_id": "old-age-allowance",
        "item_version": "1.0",
        "terminal_id": "hsl-3",
        "filed_at": FILED_AT,
        "identity": Identity(level="card_read"),
        "applicant": Applicant(name=name, id_number=id_number, birth_date=date(1945, 3, 12), sex_code="2"),
        "answers": {"residence_address": "槐树里3号楼2单元201", "payout_way": "bank_card"},
        "understood": Understood(notice_version="2026-04-01", at=FILED_AT),
        "consents": [],
        "signature": Signature(strokes=[[(1, 2), (3, 4)]]),
        "mode": "standard",
        **changes,
    }
    return CaseBody(**values)  # type: ignore[arg-type]  # the values are checked by the wire format itself


def case_envelope(case_id: str | None = None, division_code: str = DIVISION_CODE, **changes: object) -> Envelope:
    """A case on its way; its case_id is its Idempotency-Key."""
    body = case_body(case_id or new_id(FILED_AT), **changes)  # type: ignore[arg-type]  # as above
    return plain(body.case_id, "case", division_code, CASE_SCHEMA, body)


def correction_envelope(
    case_id: str,
    correction_id: str,
    materials: dict[str, list[str]],
    level: str = "card_read",
    division_code: str = DIVISION_CODE,
) -> Envelope:
    """What was asked for, supplied: digests of pages by material."""
    body = CorrectionBody(
        case_id=case_id,
        correction_id=correction_id,
        supplied_at=FILED_AT,
        identity=Identity(level=level),
        materials=[SuppliedMaterial(material_id=name, blobs=blobs) for name, blobs in materials.items()],
    )
    return plain(case_id, "correction", division_code, CORRECTION_SCHEMA, body)


def rating_envelope(case_id: str, level: int = 4, channel: int = 5) -> Envelope:
    """One rating."""
    body = RatingBody(case_id=case_id, level=level, reasons=[], rated_at=FILED_AT, channel=channel)
    return plain(case_id, "rating", DIVISION_CODE, RATING_SCHEMA, body)


def word_envelope(
    case_id: str, word: Word, name: str = NAME, id_number: str = ID_NUMBER, level: str = "card_read"
) -> Envelope:
    """What the owner of a case says of it."""
    body = WordBody(
        case_id=case_id, said_at=FILED_AT, identity=Identity(level=level), id_number=id_number, name=name, word=word
    )
    return plain(case_id, "word", DIVISION_CODE, WORD_SCHEMA, body)


def progress_query(name: str = NAME, id_number: str = ID_NUMBER, level: str = "card_read") -> ProgressQuery:
    """A person asking for their cases."""
    return ProgressQuery(identity=Identity(level=level), id_number=id_number, name=name)
