"""What is always said in the same words, so that it can be rendered ahead. Pure.

say.done_number  办件号，{number}。  ─► 办件号，      the clause with a value in it is said by the engine
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from kiosk.catalogue import Catalogue, Item
from kiosk.speech.phrases import Phrase, phrases_of
from kiosk.speech.screens import say_category, say_guide, say_not_eligible, say_notice, say_question
from kiosk.texts import Privacy, Texts

_KEYS = ("say.", "by_ear.say.", "identify.trouble.", "by_ear.identify.trouble.")


def fixed_phrases(texts: Texts) -> frozenset[str]:
    """Every phrase of the program's own prompts that holds no value, as the voice is given it."""
    keys = [key for key in texts if key.startswith(_KEYS) and texts.privacy(key) is Privacy.PUBLIC]
    forms = (form for key in keys for form in texts.forms(key))
    return _without_values(phrase for form in forms for phrase in phrases_of(form, texts))


def fixed_phrases_of(catalogue: Catalogue, texts: Texts) -> frozenset[str]:
    """Every phrase that a pack brings: its titles, notices, questions and choices."""
    items = (phrase for item in catalogue.items.values() for phrase in _of_item(item, texts))
    return _without_values(chain(items, _of_categories(catalogue, texts)))


def _of_categories(catalogue: Catalogue, texts: Texts) -> Iterator[Phrase]:
    for category in catalogue.layout.categories:
        entries = [entry.short_title.text(texts.locale) for entry in catalogue.entries(category.id)]
        yield from say_category(category.title.text(texts.locale), entries, texts)


def _of_item(item: Item, texts: Texts) -> Iterator[Phrase]:
    yield from say_guide(item, "", "", texts)
    if item.notice is not None:
        yield from say_notice(item.notice, texts, in_full=True)
    if item.eligibility is not None:
        yield from say_not_eligible(item.eligibility.otherwise.text(texts.locale), texts)
    for field in item.fields:
        yield from say_question(field, False, texts)


def _without_values(phrases: Iterable[Phrase]) -> frozenset[str]:
    """What is between two values is only a pause, if it holds no word."""
    texts = (phrase.text for phrase in phrases)
    return frozenset(text for text in texts if "{" not in text and "}" not in text and any(map(str.isalnum, text)))
