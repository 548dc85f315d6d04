"""The form engine: what is asked of whom, what is wrong with an answer, what goes into the case. Pure."""

from kiosk.forms.display import shown_answer, shown_case_answer, shown_label, shown_member, shown_name, shown_section
from kiosk.forms.engine import (
    case_answers,
    due_consents,
    filled_in,
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
from kiosk.forms.members import field_of, is_question, member_count, member_number, repeat_of, section_of
from kiosk.forms.places import pointed_at, pointing
from kiosk.forms.problem import AGAIN, FROM_CARD, Problem, again_id, base_id, from_card_id
from kiosk.forms.steps import DayPart, answered_day, stepped_amount, stepped_day, typed_day
from kiosk.forms.validators import check_phone, name_is_plausible, normalise

__all__ = [
    "AGAIN", "FROM_CARD", "DayPart", "Problem", "again_id", "answered_day", "base_id", "case_answers", "check_phone",
    "due_consents", "field_of", "filled_in", "from_card_id", "hides_payout", "is_complete", "is_question",
    "is_settled", "known",
    "member_count", "member_number", "name_is_plausible", "normalise", "not_eligible",
    "pages", "pointed_at", "pointing",
    "prefill",
    "prefilled_fields", "problems", "repeat_of", "section_of", "shown_answer", "shown_case_answer", "shown_label",
    "shown_member", "shown_name", "shown_section", "stepped_amount", "stepped_day", "typed_day", "visible_fields",
]  # fmt: skip
