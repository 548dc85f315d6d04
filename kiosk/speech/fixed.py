"""What is always said in the same words, so that it can be rendered ahead. Pure.

say.done_number  办件号，{number}。  ─► 办件号，      the clause with a value in it is said by the engine
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from kiosk.catalogue import Catalogue, Item
from kiosk.catalogue.acting import grounds_for, relations_for
from kiosk.speech.phrases import Phrase, one_phrase, phrases_of, utterances_for
from kiosk.speech.screens import (
    RATING_LEVELS,
    say_category,
    say_choices,
    say_chosen,
    say_danger,
    say_either,
    say_guide,
    say_home,
    say_identify,
    say_identify_by_touch,
    say_not_eligible,
    say_notice,
    say_question,
    say_rating,
    say_reasons,
    say_review,
    say_slot,
    say_unread,
    say_wrong,
)
from kiosk.texts import Privacy, Texts

_SAID, _TROUBLES, _PLACES = "say.", "identify.trouble.", "say.identify_where."
_OFF, _HINT, _WHERE = "guide.off.", "guide.slip.", "places.title."
_STAFF = re.compile(
    r"menu\.say\.\w+|mend\.\w+\.title|printer_test\.\w+\.help|maintenance\.(?:problem\.\w+|\w+\.text)"
    r"|trial\.(?:\w+\.(?:help|question)|said\.\w+|speech\.said)"
)
"""What is said to who mends the machine (kiosk.maintenance): shown, and said as it is shown."""
_AGES = (0, 30, 90)
"""Of a child, a grown-up, an elder: what can be chosen follows from it."""
_OWN_FIELD, _WRONG = re.compile(r"type\.(?:name|id)\.label|word\.\w+\.label"), "form.problem."
ELDER_REVIEW = 3
"""Its pages."""


def fixed_phrases(texts: Texts) -> frozenset[str]:
    """Every phrase of the program's own prompts that holds no value but its own words, as the voice is given it; also
    those that are said instead to who sees nothing."""
    return _without_values(chain(*(_plain(heard) for heard in _ways(texts)), *map(_of_program, _ways(texts))))


def fixed_phrases_of(catalogue: Catalogue, texts: Texts) -> frozenset[str]:
    """Every phrase that a pack brings: its titles, notices, questions and choices."""
    items = (phrase for way in _ways(texts) for item in catalogue.items.values() for phrase in _of_item(item, way))
    return _without_values(chain(items, *(_of_layout(catalogue, way) for way in _ways(texts))))


def _ways(texts: Texts) -> tuple[Texts, Texts]:
    """To who sees the screen, and to who does not."""
    return texts, texts.by_ear


def _plain(texts: Texts) -> Iterator[Phrase]:
    """Every text by itself, and what is said of the keys that are pressed."""
    own = (key for key in texts if key.startswith(_SAID) or _STAFF.fullmatch(key))
    keys = [key for key in own if texts.privacy(key) is Privacy.PUBLIC]
    for form in (form for key in keys for form in texts.forms(key)):
        yield from phrases_of(form, texts)
    for key in ("ear.typed", "ear.erased", "ear.cleared", "ear.space"):
        yield one_phrase(texts(key), texts)
    yield from phrases_of(texts("ear.nothing_chosen"), texts)


def _of_program(texts: Texts) -> Iterator[Phrase]:
    """Prompts that are put together of the program's own words."""
    for trouble in sorted({key.split(".")[2] for key in texts if key.startswith(_TROUBLES)}):
        yield from utterances_for(f"read_{trouble}", {}, texts)
    for place in (key.removeprefix(_PLACES) for key in texts if key.startswith(_PLACES)):
        yield from say_identify(place, texts)
        yield from say_identify_by_touch(place, texts)
        yield from say_slot(place, texts)
    for key in texts:
        if key.startswith(_OFF):
            yield from utterances_for("guide_off", {"why": texts(key)}, texts)
        elif key.startswith(_HINT):
            yield from utterances_for("guide_hint", {"hint": texts(key)}, texts)
        elif key.startswith(_WHERE):
            yield from utterances_for("places", {"question": texts(key)}, texts)
    yield from say_notice(None, texts, in_full=True)
    for page in range(ELDER_REVIEW):
        yield from say_review(page, ELDER_REVIEW, (), texts)
    yield from say_rating([texts(f"rate.level.{level}") for level in RATING_LEVELS], texts)
    for level in RATING_LEVELS:
        yield from say_reasons(level, texts)
    yield from utterances_for("danger_none", {"button": texts("danger.none")}, texts)
    yield from utterances_for("attach", {"button": texts("form.to_review")}, texts)
    yield from say_choices("wish_question", [texts(f"wish.{wish}") for wish in ("yes", "no", "ask")], texts)
    yield from utterances_for("acting_next", {"button": texts("acting.next")}, texts)
    yield from utterances_for("not_today", {"button": texts("not_today.finish")}, texts)
    yield from say_unread(texts)
    yield from say_either("scan.keep", "scan.again", texts)
    yield from say_either("done.finish", "done.another", texts)
    yield from _of_mistakes(texts)
    for key in ("correction.start", "correction.start_one"):
        yield from utterances_for("case_supply", {"button": texts(key)}, texts)


def _of_mistakes(texts: Texts) -> Iterator[Phrase]:
    """What the program's own fields are called, and whatever may be wrong with one."""
    for key in filter(_OWN_FIELD.fullmatch, texts):
        yield from say_wrong([(texts(key), texts("word.problem.empty"))], texts)
    for form in (form for key in texts if key.startswith(_WRONG) for form in texts.forms(key)):
        yield from say_wrong([(texts("type.name.label"), form)], texts)


def _of_layout(catalogue: Catalogue, texts: Texts) -> Iterator[Phrase]:
    yield from say_home([lead.title.text(texts.locale) for lead in catalogue.elder_home], texts)
    for category in catalogue.layout.categories:
        entries = [entry.short_title.text(texts.locale) for entry in catalogue.entries(category.id)]
        yield from say_category(category.title.text(texts.locale), entries, texts)


def _of_acting(item: Item, texts: Texts) -> Iterator[Phrase]:
    """What can be chosen by who acts for a child, a grown-up, an elder; and what the person is asked themselves."""
    for relations in {relations_for(item, age) for age in _AGES}:
        yield from say_choices("acting_relation", [texts(f"acting.relation.{one.value}") for one in relations], texts)
    asked = {grounds_for(item, age, one) for age in _AGES for one in relations_for(item, age)}
    for grounds in asked:
        yield from say_choices("acting_ground", [texts(f"acting.ground.{one.value}") for one in grounds], texts)
    if item.proxy is not None:
        yield from phrases_of(texts("wish.acting", item=item.short_title.text(texts.locale)), texts)
    if item.own_wish is not None:
        yield from phrases_of(item.own_wish.says.text(texts.locale), texts)


def _of_item(item: Item, texts: Texts) -> Iterator[Phrase]:
    short = item.short_title.text(texts.locale)
    yield from say_guide(item, "", "", texts)
    yield from say_danger(item, texts)
    yield from utterances_for("case", {"title": short}, texts)
    yield from utterances_for("resume", {"item": short}, texts)
    if item.notice is not None:
        yield from say_notice(item.notice, texts, in_full=True)
    if item.eligibility is not None:
        yield from say_not_eligible(item.eligibility.otherwise.text(texts.locale), texts)
    yield from say_review(1, ELDER_REVIEW, item.consents, texts)
    yield from _of_acting(item, texts)
    for section in item.sections:
        page = {"title": section.title.text(texts.locale), "index": "{index}", "total": "{total}"}
        yield from utterances_for("form_page", page, texts)
    for field in item.fields:
        yield from say_question(field, False, texts)
        for choice in field.choices:
            yield from say_chosen(choice.label.text(texts.locale), texts)


def _without_values(phrases: Iterable[Phrase]) -> frozenset[str]:
    """What is between two values is only a pause, if it holds no word."""
    texts = (phrase.text for phrase in phrases)
    return frozenset(text for text in texts if "{" not in text and "}" not in text and any(map(str.isalnum, text)))
