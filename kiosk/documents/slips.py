"""Slips other than the receipt: the list of what is missing (打单子带回家). Pure."""

from devices.contracts.printer import Block, Picture, PrintDocument
from kiosk.cases import CaseProgress, Correction
from kiosk.documents.paper import BRIDGE_DOTS, ELDER, STANDARD, Scale, line, number_line, ruled, slip
from kiosk.documents.receipt import ELDER_MODE
from kiosk.texts import Texts
from kiosk.texts.format import show_date


def correction_slip(
    case: CaseProgress, correction: Correction, texts: Texts, mode: str, short_place_name: str
) -> PrintDocument:
    """Everything asked for, told once, with its reason, the day and where to bring it."""
    scale = ELDER if mode == ELDER_MODE else STANDARD
    return slip(
        Picture("bridge", BRIDGE_DOTS),
        line(short_place_name, scale.heading, bold=True, centre=True),
        line(texts("slip.correction.title"), scale.heading, bold=True, centre=True),
        *ruled(scale),
        line(case.item_name, scale.body),
        number_line(case.number, scale.number, centre=False),
        *ruled(scale),
        *(block for n in range(len(correction.materials)) for block in _material(correction, n, texts, scale)),
        *ruled(scale),
        line(texts("slip.correction.due", date=show_date(correction.due_on, texts)), scale.heading, bold=True),
        line(texts("slip.correction.how"), scale.body),
        line(case.contact_phone, scale.phone, bold=True),
    )


def _material(correction: Correction, index: int, texts: Texts, scale: Scale) -> tuple[Block, ...]:
    wanted = correction.materials[index]
    said = texts("correction.said", department=correction.department, reason=wanted.reason)
    return line(wanted.name, scale.heading, bold=True, mark=str(index + 1)), line(said, scale.body)
