"""What a form holds: every name once or many times, as text, its ends trimmed but for passwords."""

from collections import defaultdict
from typing import Any

from litestar import Request

_AS_TYPED = frozenset({"password", "again", "old"})
MAX_FORM_BYTES = 64 * 1024


class Form(defaultdict[str, str]):
    """The first value of each name, empty for one that is not there; `many` has all of them."""

    def __init__(self, many: dict[str, list[str]]) -> None:
        super().__init__(str, {name: values[0] for name, values in many.items() if values})
        self.many = many


async def read_form(request: Request[Any, Any, Any]) -> Form:
    """The form of a request; what is no text is left out."""
    sent = await request.form()
    many: dict[str, list[str]] = {}
    for name, value in sent.multi_items():
        if isinstance(value, str):
            many.setdefault(name, []).append(value if name in _AS_TYPED else value.strip())
    return Form(many)
