"""The paper of a case, from what the session asks for and what this machine is called. Pure."""

from dataclasses import replace
from datetime import datetime

from devices.contracts.printer import PrintDocument
from kiosk.cases import CaseState
from kiosk.catalogue import Catalogue
from kiosk.config import Terminal
from kiosk.core.case_pages import code_of
from kiosk.documents import ReceiptFacts, correction_slip, guide_slip, receipt
from kiosk.session import effects as do
from kiosk.session.acting import doers_of
from kiosk.texts import Texts

PROMISED = frozenset({CaseState.RECEIVED, CaseState.ACCEPTED})
"""In these states the platform's day for the answer stands."""


def paper_for(
    slip: do.PrintReceipt, catalogue: Catalogue, texts: Texts, terminal: Terminal, now: datetime, public_url: str = ""
) -> PrintDocument:
    """The slip, or for a case that lacks something the list of it."""
    told, mode = slip.progress, slip.mode.value
    if told is not None and told.missing is not None:
        return correction_slip(told, told.missing, texts, mode, terminal.short_place_name)
    facts = _receipt_facts(slip, catalogue, texts.locale, terminal, now, public_url)
    doers = told.doers if told else doers_of(slip.acting, slip.helper, texts("acting.helper.unnamed"))
    facts = replace(facts, doers=doers)
    if catalogue.has(slip.item_id) and catalogue.item(slip.item_id).discreet:
        what = texts("receipt.what_discreet")
        facts = replace(facts, item_title=what, item_short_title=what, name="", id_number="", doers=None)
    return receipt(facts, texts, mode, slip.delivered, slip.copy_count)


def guide_for(effect: do.PrintGuide, catalogue: Catalogue, texts: Texts, terminal: Terminal) -> PrintDocument:
    """An entry's guide, to take home."""
    item = catalogue.item(effect.entry_id)
    return guide_slip(item, texts, effect.mode.value, terminal.place_name, terminal.help_phone)


def _receipt_facts(
    slip: do.PrintReceipt, catalogue: Catalogue, locale: str, terminal: Terminal, now: datetime, public_url: str
) -> ReceiptFacts:
    """What stands on it. A copy carries the platform's word, also of an item this catalogue no longer has."""
    item = catalogue.item(slip.item_id) if catalogue.has(slip.item_id) else None
    told = slip.progress
    name = told.item_name if told else ""
    return ReceiptFacts(
        number=slip.number,
        code=code_of(slip.code, slip.case_id, slip.delivered, public_url),
        has_page=bool(public_url) and slip.delivered,
        item_title=item.title.text(locale) if item else name,
        item_short_title=item.short_title.text(locale) if item else name,
        name=slip.person.name,
        id_number=slip.person.id_number,
        filed_at=slip.filed_at,
        place_name=terminal.place_name,
        short_place_name=terminal.short_place_name,
        machine_name=terminal.machine_name,
        short_machine_name=terminal.short_machine_name,
        help_phone=terminal.help_phone,
        answer_due_on=told.answer_due_on if told and told.state in PROMISED else None,
        answer_is_example=bool(item and item.duration and item.duration.is_example),
        reprinted_at=now if told else None,
    )
