"""A day and an amount that can be pressed together as well as typed (40), as plain values. No Qt."""

from kiosk import forms
from kiosk.catalogue.kinds import FieldKind
from kiosk.texts import Texts

STEPS = {FieldKind.DATE: "day", FieldKind.MONEY: "amount"}
"""Which keys stand above the digits."""


def day_parts(raw: str, texts: Texts) -> tuple[str, str, str]:
    """Year, month and day; while no day is answered, what each of them is called."""
    day = forms.answered_day(raw)
    if day is None:
        return texts("form.step.year"), texts("form.step.month"), texts("form.step.day")
    return (
        texts("form.step.of_year", year=day.year),
        texts("form.step.of_month", month=day.month),
        texts("form.step.of_day", day=day.day),
    )
