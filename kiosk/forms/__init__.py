"""The form engine: what is asked of whom, what is wrong with an answer, what goes into the case. Pure."""

from kiosk.forms.display import shown_answer
from kiosk.forms.engine import (
    case_answers,
    due_consents,
    hides_payout,
    is_complete,
    is_settled,
    known,
    not_eligible,
    pages,
    prefill,
    prefilled_fields,
    problems,
    visible_fields,
)
from kiosk.forms.problem import AGAIN, FROM_CARD, Problem, again_id, base_id, from_card_id
from kiosk.forms.validators import name_is_plausible, normalise

__all__ = [
    "AGAIN", "FROM_CARD", "Problem", "again_id", "base_id", "case_answers", "due_consents", "from_card_id",
    "hides_payout", "is_complete", "is_settled", "known", "name_is_plausible", "normalise", "not_eligible", "pages",
    "prefill", "prefilled_fields", "problems", "shown_answer", "visible_fields",
]  # fmt: skip
