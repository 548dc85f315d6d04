"""Paper: the receipt and the list of what is missing, laid out as device blocks; and the same as plain text. Pure."""

from kiosk.documents.plain import as_text
from kiosk.documents.receipt import ReceiptFacts, check_code, receipt
from kiosk.documents.slips import correction_slip

__all__ = ["ReceiptFacts", "as_text", "check_code", "correction_slip", "receipt"]
