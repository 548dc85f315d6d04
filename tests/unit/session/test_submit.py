"""From a draft to the bytes that are committed: only what was asked, from this person, at this level."""

from dataclasses import replace
from datetime import UTC, datetime

from kiosk.core.person import IdentityLevel, Person
from kiosk.session.states import Draft, Mode, ScannedPage
from kiosk.session.submit import case_envelope, correction_envelope, pages_by_material, rating_envelope
from kiosk.wire import CaseBody, CorrectionBody, Envelope, RatingBody, decode
from tests.helpers.served import ANSWERS, CASE_ID, GUILAN, NUMBER, TYPED_GUILAN, UNDERSTOOD_AT, filled_draft
from tests.helpers.session_world import ITEM_ID, STROKES
from tests.helpers.view_context import real_catalogue

AT = datetime(2026, 4, 21, 1, 42, tzinfo=UTC)
DIVISION = "130102003004"


def case_of(draft: Draft, person: Person = GUILAN, mode: Mode = Mode.STANDARD) -> Envelope:
    item = real_catalogue().item(ITEM_ID)
    return case_envelope(draft, person, item, NUMBER, mode, AT, "HSL-3", DIVISION)


def test_a_case_travels_under_its_own_id() -> None:
    envelope = case_of(filled_draft())

    assert (envelope.case_id, envelope.kind, envelope.division_code, envelope.alg) == (
        CASE_ID,
        "case",
        DIVISION,
        "none",
    )
    body = decode(envelope.body, CaseBody)
    assert (body.case_id, body.number, body.item_id, body.terminal_id) == (CASE_ID, NUMBER, ITEM_ID, "HSL-3")
    assert (body.filed_at, body.identity.level, body.mode) == (AT, "card_read", "standard")


def test_a_case_says_which_notice_was_understood_and_when() -> None:
    understood = decode(case_of(filled_draft()).body, CaseBody).understood

    assert (understood.notice_version, understood.at) == ("2026-04-01", UNDERSTOOD_AT)


def test_a_case_carries_the_answers_and_nothing_typed_twice() -> None:
    answers = decode(case_of(filled_draft(phone="138 1234 5678")).body, CaseBody).answers

    assert answers == {name: value for name, value in ANSWERS.items() if "." not in name}


def test_an_answer_that_is_asked_no_more_stays_behind() -> None:
    draft = filled_draft(payout_way="family", collector_name="李小燕", collector_relation="child")

    assert "payout_account" not in decode(case_of(draft).body, CaseBody).answers


def test_a_typed_identity_sends_nothing_only_a_card_knows_and_no_account() -> None:
    person = replace(GUILAN, level=IdentityLevel.TYPED)

    body = decode(case_of(filled_draft(), person).body, CaseBody)

    assert (body.identity.level, body.applicant.nation_code, body.applicant.household_address) == ("typed", None, None)
    assert not any(name.startswith("payout") for name in body.answers)
    assert decode(case_of(filled_draft(), TYPED_GUILAN).body, CaseBody).applicant == body.applicant


def test_an_extra_that_was_not_decided_is_refused() -> None:
    undecided = decode(case_of(filled_draft()).body, CaseBody).consents
    given = decode(case_of(replace(filled_draft(), consents={"sms": True})).body, CaseBody).consents

    assert [(extra.consent_id, extra.given) for extra in undecided] == [("sms", False)]
    assert [(extra.consent_id, extra.given) for extra in given] == [("sms", True)]


def test_an_extra_nobody_could_be_asked_is_not_mentioned() -> None:
    draft = replace(filled_draft(phone=""), consents={"sms": True})

    assert decode(case_of(draft).body, CaseBody).consents == []


def test_a_signature_is_sent_as_it_was_drawn() -> None:
    unsigned = decode(case_of(filled_draft()).body, CaseBody).signature
    signed = decode(case_of(replace(filled_draft(), strokes=STROKES)).body, CaseBody).signature

    assert unsigned is None
    assert signed is not None
    assert signed.strokes == [[(100, 100), (500, 400)]]


def test_a_correction_names_its_pictures_by_digest() -> None:
    blobs = {"household_register": ["a" * 64, "b" * 64]}

    envelope = correction_envelope(CASE_ID, "c1", GUILAN, blobs, AT, DIVISION)

    assert envelope.kind == "correction"
    body = decode(envelope.body, CorrectionBody)
    assert (body.case_id, body.correction_id, body.identity.level) == (CASE_ID, "c1", "card_read")
    assert [(material.material_id, material.blobs) for material in body.materials] == list(blobs.items())


def test_a_rating_names_nobody() -> None:
    envelope = rating_envelope(CASE_ID, 4, ("slow",), AT, DIVISION)

    assert envelope.kind == "rating"
    assert decode(envelope.body, RatingBody) == RatingBody(case_id=CASE_ID, level=4, reasons=["slow"], rated_at=AT)


def test_pictures_are_grouped_by_material_in_the_order_they_were_taken() -> None:
    pages = (ScannedPage("a", b"1"), ScannedPage("b", b"2"), ScannedPage("a", b"3"))

    assert pages_by_material(pages) == {"a": [b"1", b"3"], "b": [b"2"]}
