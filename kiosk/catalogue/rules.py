"""Conditions and checks of an item in CEL, compiled and type-checked once. The one home of `cel_expr_python`.

    payout_way in ["social_card", "bank_card"]      a condition: true, or the question is not asked
    income_fen <= 500000 || age_years >= 80         a check: false is a problem
    income_fen / member_count                       a computed value

A rule sees the answers given so far under the fields' ids, and `KNOWN`. What is not answered has no value, and a rule
that cannot be decided without it says nothing: neither true nor false. cel-cpp's own limits bound depth and iterations.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from cel_expr_python import cel

from kiosk.catalogue.kinds import FieldKind

Value = str | int


class ValueType(StrEnum):
    """What a rule can say, and what an answer is to it."""

    BOOL = "bool"
    INT = "int"
    STRING = "string"


KNOWN: Mapping[str, ValueType] = {
    "age_years": ValueType.INT, "today": ValueType.STRING, "identity_level": ValueType.STRING,
}  # fmt: skip
"""What a rule may use besides answers: the applicant's age, the day (2026-04-21) on which the form was begun, and how
surely they are known (`none`, `typed`, `card_read` …)."""

RESERVED = frozenset(
    [
        "as",
        "bool",
        "break",
        "bytes",
        "const",
        "continue",
        "double",
        "dyn",
        "else",
        "false",
        "for",
        "function",
        "if",
        "import",
        "in",
        "int",
        "let",
        "list",
        "loop",
        "map",
        "namespace",
        "null",
        "null_type",
        "package",
        "return",
        "string",
        "true",
        "type",
        "uint",
        "var",
        "void",
        "while",
    ]
)
"""Words that CEL keeps for itself (tried one by one): no answer can go by them."""

_CEL = {ValueType.BOOL: cel.Type.BOOL, ValueType.INT: cel.Type.INT, ValueType.STRING: cel.Type.STRING}
_STRING = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_NAME = re.compile(r"(?<![\w.])[a-z_][a-z0-9_]*(?!\w)(?!\s*\()")
_WORDS = frozenset({"in", "true", "false", "null", "has"})
_COMPARED = re.compile(r"(?P<name>[a-z][a-z0-9_]*)\s*(?:[=!]=\s*(?P<one>[\"'][^\"']*[\"'])|in\s*\[(?P<many>[^\]]*)\])")
_PLACE = re.compile(r"<input>:\d+:(?P<column>\d+): (?P<what>[^\n]*)")


def value_type(kind: FieldKind) -> ValueType:
    """What an answer of this kind is to a rule: fen and counts are numbers, dates and all else are text."""
    return ValueType.INT if kind in (FieldKind.MONEY, FieldKind.COUNT) else ValueType.STRING


@dataclass(frozen=True, slots=True)
class RuleFault:
    """Why a rule cannot be used."""

    what: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled expression. Immutable; safe to share between threads."""

    text: str
    names: tuple[str, ...]
    """The answers it looks at, in the order in which it names them."""
    _program: Any

    def holds(self, values: Mapping[str, Value]) -> bool | None:
        """Whether it is true; None when an answer is missing that would decide it."""
        found = self._value(values)
        return found if isinstance(found, bool) else None

    def value(self, values: Mapping[str, Value]) -> Value | None:
        """What it comes to; None when it cannot be worked out (an answer is missing, a division by zero)."""
        found = self._value(values)
        return found if isinstance(found, str | int) and not isinstance(found, bool) else None

    def _value(self, values: Mapping[str, Value]) -> Any:
        """None for an error: its plain value would be its text, which is as good as true."""
        try:
            found = self._program.eval(data=dict(values))
        except RuntimeError:  # the iteration budget is raised, all other errors are values
            return None
        return None if found.type() == cel.Type.ERROR else found.plain_value()


class Language:
    """The names that the rules of one item may use."""

    def __init__(self, types: Mapping[str, ValueType]) -> None:
        self._types = {**KNOWN, **types}

    @cached_property
    def _environment(self) -> Any:
        """Made with the first rule: half of all items have none, and it costs a good part of loading one."""
        return cel.NewEnv(variables={name: _CEL[kind] for name, kind in self._types.items()})

    def compile(self, text: str, wanted: ValueType) -> Rule | RuleFault:
        """The rule, or what is wrong with it and from which character on."""
        try:
            program = self._environment.compile(text)
        except RuntimeError as error:  # the library's only error, whatever is wrong
            return RuleFault(_told(str(error), self._types))
        if program.return_type() != _CEL[wanted]:
            return RuleFault(f"must come to {wanted.value}, comes to {program.return_type().name().lower()}")
        return Rule(text, tuple(names_in(text)), program)


def names_in(text: str) -> Iterator[str]:
    """The variables of a rule, each once, without knowing whether they exist."""
    found = _NAME.findall(_STRING.sub('""', text))
    return iter(dict.fromkeys(name for name in found if name not in _WORDS))


def compared(text: str) -> Iterator[tuple[str, str]]:
    """The texts that a variable is held against, as (variable, text): a choice that does not exist is a slip."""
    for match in _COMPARED.finditer(text):
        for quoted in _STRING.findall(match["one"] or match["many"] or ""):
            yield match["name"], quoted[1:-1]


def _told(error: str, known: Iterable[str]) -> str:
    place = _PLACE.search(error)
    if place is None:
        return f"is no CEL expression: {error.splitlines()[0] if error else 'nothing was said'}"
    unknown = re.search(r"undeclared reference to '(\w+)'", place["what"])
    if unknown is not None:
        return f"character {place['column']}: no earlier field `{unknown[1]}`; there are {', '.join(sorted(known))}"
    return f"character {place['column']}: {place['what'].strip()}"
