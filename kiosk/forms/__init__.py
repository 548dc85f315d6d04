"""The form engine: what is asked of whom, what is wrong with an answer, what goes into the case. Pure."""

from kiosk.forms.display import shown_answer
from kiosk.forms.engine import (
    case_answers,
    due_consents,
    hides_payout,
    is_complete,
    not_eligible,
    pages,
    prefill,
    prefilled_fields,
    problems,
    visible_fields,
)
from kiosk.forms.problem import AGAIN, Problem, again_id, base_id
from kiosk.forms.validators import name_is_plausible, normalise

__all__ = [
    "AGAIN", "Problem", "again_id", "base_id", "case_answers", "due_consents", "hides_payout", "is_complete",
    "name_is_plausible", "normalise", "not_eligible", "pages", "prefill", "prefilled_fields", "problems",
    "shown_answer", "visible_fields",
]  # fmt: skip
