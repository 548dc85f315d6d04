"""The receipt (办事回执): what a resident takes home. It says 收件, never 受理, and shows no full
name and no full number.

    bridge · place · state · number · what, who, when, where · next date · QR with three ways to ask · check code

The QR code is the number as this machine signs it (`kiosk.wire.slips`): it names nobody, and anybody can check it.
Its 41 modules take 5 dots beside text and 8 in elder mode.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from devices.contracts.printer import Block, Feed, PairLine, Picture, PrintDocument, QrBlock, RuleStyle, TextLine
from kiosk.cases import Doers
from kiosk.core.clock import CHINA
from kiosk.core.person import mask_id_number, mask_name
from kiosk.documents.paper import (
    BRIDGE_DOTS,
    ELDER,
    LABEL_DOTS,
    STANDARD,
    STANDARD_SAVED_NUMBER,
    bar,
    framed_code,
    line,
    number_line,
    ruled,
    slip,
)
from kiosk.texts import Texts
from kiosk.texts.format import show_date, show_moment, show_stamp

ELDER_MODE = "elder"
QR_DOTS = 200
QR_ELDER_DOTS = 320
STEP_GAP_DOTS = 6


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What the slip is made from; masked here and nowhere before."""

    number: str
    code: str
    """The QR's text: the number, signed; or the address of the case's page."""
    item_title: str
    item_short_title: str
    name: str
    id_number: str
    """Both empty of somebody unnamed, and where the slip is to say nothing of anybody."""
    filed_at: datetime
    place_name: str
    """槐树里社区便民服务."""
    short_place_name: str
    """槐树里社区."""
    machine_name: str
    """槐树里 3 号自助机."""
    short_machine_name: str
    """3 号机."""
    help_phone: str
    has_page: bool = False
    """The code leads a telephone to the case's page."""
    answer_by: str = ""
    """Who answers: 街道."""
    answer_due_on: date | None = None
    """Printed only on a slip of a case that was handed in."""
    answer_is_example: bool = False
    """The limit is not confirmed by the authority."""
    doers: Doers | None = None
    """Who did it besides the person it is for, masked."""
    reprinted_at: datetime | None = None
    """Set on a copy of a case filed before: it says when and where it was printed, not where the case was filed."""


def check_code(number: str, filed_at: datetime) -> str:
    """Four hex digits that catch a misread number: SHA-256 over `number|YYYY-MM-DD HH:MM`, China's time, as printed.

    Anybody can compute it, so it proves nothing about who printed the slip.
    """
    stamp = f"{filed_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    return hashlib.sha256(f"{number}|{stamp}".encode()).hexdigest()[:4].upper()


def receipt(facts: ReceiptFacts, texts: Texts, mode: str, delivered: bool, copy: int) -> PrintDocument:
    """Lay out the slip that is true now; `delivered` only after the platform's acknowledgement."""
    if mode == ELDER_MODE:
        return slip(*_elder(facts, texts, delivered, copy))
    return slip(*(_delivered(facts, texts, copy) if delivered else _saved(facts, texts, copy)))


def _delivered(facts: ReceiptFacts, texts: Texts, copy: int) -> tuple[Block, ...]:
    return (
        *_head(facts),
        line(texts("receipt.title_copy" if facts.reprinted_at else "receipt.title"), STANDARD.body, centre=True),
        *ruled(STANDARD, RuleStyle.SOLID),
        line(texts("receipt.number"), STANDARD.body, centre=True),
        number_line(facts.number, STANDARD.number, centre=True),
        *ruled(STANDARD),
        *_pairs(facts, texts, with_id=True),
        *ruled(STANDARD),
        *_answer(facts, texts),
        line(texts("receipt.received_only"), STANDARD.body),
        *framed_code(STANDARD, QrBlock(facts.code, QR_DOTS, _ways_to_ask(facts, texts)), rule_below=True),
        line(texts("receipt.safe_paper"), STANDARD.body, centre=True),
        *_reprinted(facts, texts),
        line(_check(facts, texts, copy), STANDARD.body, centre=True),
    )


def _saved(facts: ReceiptFacts, texts: Texts, copy: int) -> tuple[Block, ...]:
    beside = (
        line(texts("receipt.saved.dated", moment=show_moment(facts.filed_at, texts)), STANDARD.body),
        line(texts("receipt.safe_paper"), STANDARD.body),
        line(_check(facts, texts, copy), STANDARD.body),
    )
    steps = ("receipt.saved.step.1", "receipt.saved.step.2", "receipt.saved.step.3")
    return (
        *_head(facts),
        Feed(STANDARD.gap_dots),
        bar(texts("receipt.bar.saved"), STANDARD.bar),
        Feed(STANDARD.gap_dots),
        line(texts("receipt.saved.official"), STANDARD.body, centre=True),
        *ruled(STANDARD, RuleStyle.SOLID),
        line(texts("receipt.number"), STANDARD.body, centre=True),
        number_line(facts.number, STANDARD_SAVED_NUMBER, centre=True),
        *ruled(STANDARD),
        *_pairs(facts, texts, with_id=False),
        *ruled(STANDARD),
        line(texts("receipt.saved.next"), STANDARD.heading, bold=True),
        *(
            block
            for position, key in enumerate(steps, start=1)
            for block in (
                Feed(STEP_GAP_DOTS),
                line(texts(key, phone=facts.help_phone), STANDARD.body, mark=str(position)),
            )
        ),
        *framed_code(STANDARD, QrBlock(facts.code, QR_DOTS, beside), rule_below=False),
    )


def _elder(facts: ReceiptFacts, texts: Texts, delivered: bool, copy: int) -> tuple[Block, ...]:
    prefix, number = _split(facts.number)
    name = mask_name(facts.name)
    what = texts("receipt.what_elder", item=facts.item_short_title, name=name) if name else facts.item_short_title
    label = texts("receipt.number_elder_of", prefix=prefix) if prefix else texts("receipt.number_elder")
    return (
        line(facts.short_place_name, ELDER.heading, bold=True, centre=True),
        Feed(ELDER.gap_dots),
        bar(texts("receipt.bar.delivered" if delivered else "receipt.bar.saved"), ELDER.bar),
        Feed(ELDER.gap_dots),
        *(() if delivered else (line(texts("receipt.saved.official"), ELDER.body, centre=True),)),
        line(texts("receipt.what"), ELDER.body),
        line(what, ELDER.heading, bold=True),
        *_elder_doers(facts, texts),
        *ruled(ELDER),
        line(label, ELDER.body),
        number_line(number, ELDER.number, centre=False),
        *ruled(ELDER),
        *(_elder_answer(facts, texts) if delivered else _elder_saved(texts)),
        line(texts("receipt.elder.ask"), ELDER.body),
        number_line(facts.help_phone, ELDER.phone, centre=False),
        *(line(texts(f"receipt.elder.ask.{n}"), ELDER.body) for n in (1, 2, 3)),
        *framed_code(ELDER, QrBlock(facts.code, QR_ELDER_DOTS), rule_below=False),
        line(texts("receipt.elder.page" if facts.has_page else "receipt.elder.code"), ELDER.body, centre=True),
        *(line(text, ELDER.body, centre=True) for text in _elder_foot(facts, texts)),
        line(_check(facts, texts, copy), ELDER.body, centre=True),
    )  # fmt: skip


def _head(facts: ReceiptFacts) -> tuple[Block, ...]:
    return (
        Picture("bridge", BRIDGE_DOTS),
        Feed(STANDARD.gap_dots),
        line(facts.place_name, STANDARD.heading, bold=True, centre=True),
    )


def _pairs(facts: ReceiptFacts, texts: Texts, with_id: bool) -> tuple[Block, ...]:
    rows = [
        ("receipt.what", facts.item_title),
        ("receipt.who", mask_name(facts.name)),
        ("receipt.id", mask_id_number(facts.id_number) if with_id and facts.id_number else ""),
        *_doers(facts, texts),
        ("receipt.when", show_stamp(facts.filed_at)),
        ("receipt.where", "" if facts.reprinted_at else facts.machine_name),
    ]
    size, height = STANDARD.body
    return tuple(PairLine(texts(key), value, size, height, LABEL_DOTS) for key, value in rows if value)


def _doers(facts: ReceiptFacts, texts: Texts) -> tuple[tuple[str, str], ...]:
    """Who acted, on what, and who helped."""
    doers = facts.doers
    if doers is None:
        return ()
    agent = _agent(doers, texts, "receipt.agent_value") if doers.agent_masked else ""
    ground = texts(f"acting.ground.{doers.ground}.told") if doers.ground else ""
    return ("receipt.agent", agent), ("receipt.ground", ground), ("receipt.helper", doers.helper_masked)


def _agent(doers: Doers, texts: Texts, key: str) -> str:
    return texts(key, name=doers.agent_masked, relation=texts(f"acting.relation.{doers.relation}"))


def _elder_doers(facts: ReceiptFacts, texts: Texts) -> tuple[TextLine, ...]:
    doers = facts.doers
    if doers is None:
        return ()
    agent = _agent(doers, texts, "receipt.elder.agent") if doers.agent_masked else ""
    helper = texts("receipt.elder.helper", name=doers.helper_masked) if doers.helper_masked else ""
    return tuple(line(text, ELDER.body) for text in (agent, helper) if text)


def _answer(facts: ReceiptFacts, texts: Texts) -> tuple[Block, ...]:
    if facts.answer_due_on is None:
        return ()
    said = texts("receipt.answer", department=facts.answer_by, date=show_date(facts.answer_due_on, texts))
    example = (line(texts("receipt.answer_example"), STANDARD.body),) if facts.answer_is_example else ()
    return line(said, STANDARD.heading, bold=True), *example


def _elder_answer(facts: ReceiptFacts, texts: Texts) -> tuple[Block, ...]:
    if facts.answer_due_on is None:
        return ()
    return (
        line(texts("receipt.elder.answer"), ELDER.body),
        number_line(show_date(facts.answer_due_on, texts), ELDER.date, centre=False),
        *((line(texts("receipt.answer_example"), ELDER.body),) if facts.answer_is_example else ()),
        *ruled(ELDER),
    )


def _elder_saved(texts: Texts) -> tuple[Block, ...]:
    return (*(line(texts(f"receipt.elder.saved.{n}"), ELDER.body) for n in (1, 2)), *ruled(ELDER))


def _ways_to_ask(facts: ReceiptFacts, texts: Texts) -> tuple[TextLine, ...]:
    by_code = "receipt.ask.page" if facts.has_page else "receipt.ask.code"
    keys = (by_code, "receipt.ask.machine", "receipt.ask.phone")
    lines = (line(texts(key, phone=facts.help_phone), STANDARD.body) for key in keys)
    return (line(texts("receipt.ask.title"), STANDARD.body, bold=True), *lines)


def _reprinted(facts: ReceiptFacts, texts: Texts) -> tuple[TextLine, ...]:
    if facts.reprinted_at is None:
        return ()
    said = texts("receipt.copied", moment=show_stamp(facts.reprinted_at), machine=facts.short_machine_name)
    return (line(said, STANDARD.body, centre=True),)


def _elder_foot(facts: ReceiptFacts, texts: Texts) -> tuple[str, ...]:
    """When the case was filed, which the check code is made from; and where, or when and where the copy was made."""
    filed, machine = show_moment(facts.filed_at, texts), facts.short_machine_name
    if facts.reprinted_at is None:
        return (texts("receipt.elder.foot", moment=filed, machine=machine),)
    copied = show_moment(facts.reprinted_at, texts)
    return texts("receipt.saved.dated", moment=filed), texts("receipt.elder.copied", moment=copied, machine=machine)


def _check(facts: ReceiptFacts, texts: Texts, copy: int) -> str:
    key = "receipt.check_copy" if facts.reprinted_at else "receipt.check"
    return texts(key, code=check_code(facts.number, facts.filed_at), copy=copy)


def _split(number: str) -> tuple[str, str]:
    """What stands before a number's digits and names the machine, and the digits."""
    prefix, dash, rest = number.partition("-")
    return (prefix, rest) if dash else ("", number)
