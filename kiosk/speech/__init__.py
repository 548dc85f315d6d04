"""What is said when, and how numbers, dates and money are spoken. Pure: words in, phrases out; no engine, no sound."""

from kiosk.speech.fixed import fixed_phrases, fixed_phrases_of
from kiosk.speech.lexicon import Lexicon, LexiconError
from kiosk.speech.numerals import say_code, say_digits, say_integer, say_money, say_phone
from kiosk.speech.phrases import Phrase, Value, one_phrase, phrases_of, utterances_for
from kiosk.speech.screens import (
    say_case,
    say_cases,
    say_category,
    say_chosen,
    say_done,
    say_form,
    say_found,
    say_guide,
    say_home,
    say_identify,
    say_identify_by_touch,
    say_not_eligible,
    say_notice,
    say_page,
    say_question,
    say_rating,
    say_review,
    say_slip,
    say_slot,
    say_written,
    say_wrong,
)
from kiosk.speech.spelling import Spelling
from kiosk.speech.spoken import spoken

__all__ = [
    "Lexicon", "LexiconError", "Phrase", "Spelling", "Value", "fixed_phrases", "fixed_phrases_of", "one_phrase",
    "phrases_of", "say_case", "say_cases", "say_category", "say_chosen", "say_code", "say_digits", "say_done",
    "say_form", "say_found", "say_guide", "say_home", "say_identify", "say_identify_by_touch", "say_integer",
    "say_money", "say_not_eligible", "say_notice", "say_page", "say_phone", "say_question", "say_rating",
    "say_review", "say_slip", "say_slot", "say_written", "say_wrong", "spoken", "utterances_for",
]  # fmt: skip
