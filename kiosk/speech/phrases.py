"""Phrases: what is said in one breath, the sentence shown meanwhile, and which part of it is lit.

    say.done_delivered ─► 已经交上去了。│办件号，│HSL-0421-0037。
                          phrase 1      phrase 2 (lit) of the sentence 办件号，HSL-0421-0037。

Privacy: a value that is not public is neither said nor captioned; 屏幕上这个号码 stands in its place. The last
door before the sound is the session's (kiosk.session.door).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kiosk.catalogue import Words
from kiosk.speech.spoken import spoken
from kiosk.texts import Privacy, Texts

_SENTENCE = re.compile(r"(?<=[\u3002\uff1f\uff01])|(?<=[.?!])(?=\s)")
"""Behind a full stop, question or exclamation mark; a Latin one only before a space, so that 86.40 stays whole."""
_CLAUSE = re.compile(r"(?:(?<=[\uff0c\uff1a\uff1b])|(?<=[,:;])(?=\s))(?![^\u201c]*\u201d)")
"""Behind a comma, colon or semicolon, but never within the quoted words of a button."""
_DOUBLED = re.compile(r"(?<=[\u3002\uff1f\uff01])\u3002+")
"""A value that ends like a sentence stood in front of the template's own full stop."""
_LEAST_CLAUSE = 4
"""A shorter clause is said together with the next one: a pause after 您好 would only be a stammer."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One piece for the voice, and the caption that belongs to it."""

    text: str
    """What the engine says: numbers are words already."""
    caption: str
    """The whole sentence as shown."""
    lit_start: int
    lit_length: int
    """Which part of the caption is being said."""
    privacy: Privacy


@dataclass(frozen=True, slots=True)
class Value:
    """A value for a placeholder, with its privacy class."""

    shown: str
    privacy: Privacy = Privacy.PUBLIC


def utterances_for(key: str, params: Mapping[str, str | Value | Words], texts: Texts) -> tuple[Phrase, ...]:
    """What is said at a moment: the text `say.<key>` with its values, cut into phrases.

    `read_<trouble>` says the three parts of `identify.trouble.<trouble>`. Raises `MissingTextError` for an unknown key.
    """
    if key.startswith("read_"):
        name = "identify.trouble." + key.removeprefix("read_")
        parts = {part: texts(f"{name}.{part}") for part in ("safe", "what", "do")}
        return phrases_of(texts("say.trouble", **parts), texts)
    text_key = f"say.{key}"
    values = {name: _public(value, texts) for name, value in params.items()}
    counted = {"count": int(values["count"])} if values.get("count", "").isdecimal() else {}
    return phrases_of(texts(text_key, **{**values, **counted}), texts, texts.privacy(text_key))


def phrases_of(text: str, texts: Texts, privacy: Privacy = Privacy.PUBLIC) -> tuple[Phrase, ...]:
    """Any shown text as phrases."""
    sentences = _pieces(_SENTENCE, _DOUBLED.sub("", text))
    return tuple(phrase for sentence in sentences for phrase in _sentence(sentence, texts, privacy))


def one_phrase(text: str, texts: Texts, privacy: Privacy = Privacy.PUBLIC) -> Phrase:
    """Any shown text in one breath: short, and cut by the next one rather than heard to its end."""
    return Phrase(spoken(text, texts), text, 0, len(text), privacy)


def _public(value: str | Value | Words, texts: Texts) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Words):
        return value.text(texts.locale)
    return value.shown if value.privacy is Privacy.PUBLIC else texts("say.this_number")


def _sentence(sentence: str, texts: Texts, privacy: Privacy) -> Iterator[Phrase]:
    start = 0
    for clause in _joined(_pieces(_CLAUSE, sentence)):
        yield Phrase(spoken(clause, texts), sentence, start, len(clause), privacy)
        start += len(clause)


def _joined(clauses: Iterable[str]) -> Iterator[str]:
    held = ""
    for clause in clauses:
        held += clause
        if len(held) > _LEAST_CLAUSE:
            yield held
            held = ""
    if held:
        yield held


def _pieces(pattern: re.Pattern[str], text: str) -> list[str]:
    return [piece for piece in pattern.split(text) if piece]
