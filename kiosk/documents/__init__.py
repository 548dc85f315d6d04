"""Paper: receipt, list of what is missing, an entry's guide, laid out as device blocks; and as plain text. Pure."""

from kiosk.documents.guide import guide_slip
from kiosk.documents.plain import as_text
from kiosk.documents.receipt import ReceiptFacts, check_code, receipt
from kiosk.documents.slips import correction_slip

__all__ = ["ReceiptFacts", "as_text", "check_code", "correction_slip", "guide_slip", "receipt"]
