"""From a draft to the bytes that are committed: only what was asked, from this person, at this level."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from kiosk.core.person import UNNAMED, IdentityLevel, Person
from kiosk.session.drafts import Confirmation, Draft
from kiosk.session.effects import FileCase
from kiosk.session.screens import ScannedPage
from kiosk.session.states import Mode
from kiosk.session.submit import Origin, case_envelope, correction_envelope, rating_envelope, sealed_pages
from kiosk.wire import (
    CaseBody,
    CorrectionBody,
    Envelope,
    OpeningKeys,
    RatingBody,
    SealingKey,
    decode,
    encode,
    new_sealing_key,
    sealing_public_key,
)
from tests.helpers.served import ANSWERS, CASE_ID, GUILAN, NUMBER, TYPED_GUILAN, UNDERSTOOD_AT, filled_draft
from tests.helpers.session_world import ITEM_ID, STROKES
from tests.helpers.view_context import real_catalogue

AT = datetime(2026, 4, 21, 1, 42, tzinfo=UTC)
DIVISION = "130102003004"
PRIVATE_KEY = new_sealing_key()
ORIGIN = Origin("HSL-3", DIVISION, SealingKey(sealing_public_key(PRIVATE_KEY)))
PLATFORM = OpeningKeys((PRIVATE_KEY,))


def case_of(draft: Draft, person: Person = GUILAN, mode: Mode = Mode.STANDARD) -> Envelope:
    item = real_catalogue().item(ITEM_ID)
    return case_envelope(FileCase(draft, person, mode), item, NUMBER, AT, ORIGIN)


B = TypeVar("B", CaseBody, CorrectionBody, RatingBody)


def body_of(envelope: Envelope, kind: type[B]) -> B:
    """What the platform reads."""
    return decode(PLATFORM.open_body(envelope), kind)


def test_nothing_of_a_resident_can_be_read_in_what_is_queued() -> None:
    envelope = case_of(filled_draft())
    queued = encode(envelope).decode()

    applicant = body_of(envelope, CaseBody).applicant
    assert applicant is not None
    assert GUILAN.name in applicant.name
    for secret in (GUILAN.name, GUILAN.id_number, "residence_address", *ANSWERS.values()):
        assert secret not in queued


def test_a_case_travels_under_its_own_id() -> None:
    envelope = case_of(filled_draft())

    assert (envelope.case_id, envelope.kind, envelope.division_code, envelope.alg) == (
        CASE_ID,
        "case",
        DIVISION,
        "hpke-x25519-aes256gcm",
    )
    body = body_of(envelope, CaseBody)
    assert (body.case_id, body.number, body.item_id, body.terminal_id) == (CASE_ID, NUMBER, ITEM_ID, "HSL-3")
    assert (body.filed_at, body.identity.level, body.mode) == (AT, "card_read", "standard")


def test_a_case_says_which_notice_was_understood_and_when() -> None:
    understood = body_of(case_of(filled_draft()), CaseBody).understood

    assert (understood.notice_version, understood.at) == ("2026-04-01", UNDERSTOOD_AT)


def test_a_case_carries_the_answers_and_nothing_typed_twice() -> None:
    answers = body_of(case_of(filled_draft(phone="138 1234 5678")), CaseBody).answers

    assert answers == {name: value for name, value in ANSWERS.items() if "." not in name}


def test_an_answer_that_is_asked_no_more_stays_behind() -> None:
    draft = filled_draft(payout_way="family", collector_name="李小燕", collector_relation="child")

    assert "payout_account" not in body_of(case_of(draft), CaseBody).answers


def test_a_typed_identity_sends_nothing_only_a_card_knows_and_no_account() -> None:
    person = replace(GUILAN, level=IdentityLevel.TYPED)

    body = body_of(case_of(filled_draft(), person), CaseBody)

    assert body.applicant is not None
    assert (body.identity.level, body.applicant.nation_code, body.applicant.household_address) == ("typed", None, None)
    assert not any(name.startswith("payout") for name in body.answers)
    assert body_of(case_of(filled_draft(), TYPED_GUILAN), CaseBody).applicant == body.applicant


def test_an_extra_that_was_not_decided_is_refused() -> None:
    undecided = body_of(case_of(filled_draft()), CaseBody).consents
    given = body_of(case_of(replace(filled_draft(), consents={"sms": True})), CaseBody).consents

    assert [(extra.consent_id, extra.given) for extra in undecided] == [("sms", False)]
    assert [(extra.consent_id, extra.given) for extra in given] == [("sms", True)]


def test_an_extra_nobody_could_be_asked_is_not_mentioned() -> None:
    draft = replace(filled_draft(phone=""), consents={"sms": True})

    assert body_of(case_of(draft), CaseBody).consents == []


def test_a_key_that_stands_for_a_signature_is_sent_with_its_words_and_moment_and_no_sound() -> None:
    confirmed = Confirmation("姓名：张桂兰。", AT)

    signed = body_of(case_of(replace(filled_draft(), confirmation=confirmed)), CaseBody).signature

    assert signed is not None
    assert msgspec.to_builtins(signed) == {
        "strokes": [],
        "witnessed": False,
        "confirmed": {"text": "姓名：张桂兰。", "key": "select", "at": msgspec.to_builtins(AT)},
    }


def test_a_signature_is_sent_as_it_was_drawn() -> None:
    unsigned = body_of(case_of(filled_draft()), CaseBody).signature
    signed = body_of(case_of(replace(filled_draft(), strokes=STROKES)), CaseBody).signature

    assert unsigned is None
    assert signed is not None
    assert signed.strokes == [[(100, 100), (500, 400)]]


def test_a_correction_names_its_pictures_by_digest() -> None:
    blobs = {"household_register": ["a" * 64, "b" * 64]}

    envelope = correction_envelope(CASE_ID, "c1", GUILAN, blobs, AT, ORIGIN)

    assert envelope.kind == "correction"
    body = body_of(envelope, CorrectionBody)
    assert (body.case_id, body.correction_id, body.identity.level) == (CASE_ID, "c1", "card_read")
    assert [(material.material_id, material.blobs) for material in body.materials] == list(blobs.items())


def test_a_rating_names_nobody() -> None:
    envelope = rating_envelope(CASE_ID, 4, ("slow",), AT, ORIGIN)

    assert envelope.kind == "rating"
    assert body_of(envelope, RatingBody) == RatingBody(case_id=CASE_ID, level=4, reasons=["slow"], rated_at=AT)


def test_pages_are_sealed_by_material_in_the_order_they_were_taken() -> None:
    pages = (ScannedPage("a", b"1"), ScannedPage("b", b"2"), ScannedPage("a", b"3"))

    sealed = sealed_pages(pages, ORIGIN.key)

    opened = {material: [PLATFORM.open_page(page) for page in each] for material, each in sealed.items()}
    assert opened == {"a": [b"1", b"3"], "b": [b"2"]}
    assert all(page.startswith(b"BMB1") for each in sealed.values() for page in each)


def test_of_somebody_unnamed_no_person_is_sent() -> None:
    body = body_of(case_of(filled_draft(), UNNAMED), CaseBody)
    assert (body.applicant, body.identity.level) == (None, "none")
