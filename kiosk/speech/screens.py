"""What is said when a screen appears or is read aloud: its title, then the one thing to do. Pure.

Nothing here takes a name, a number of a document, an account or a reason of a department: a screen that shows such
things says that they are on the screen.
"""

from collections.abc import Iterable, Sequence

from kiosk.cases import LEAST_GOOD_LEVEL, CaseProgress, CaseState, reasons_of
from kiosk.catalogue import ExtraConsent, FieldSpec, Item, Notice, Words
from kiosk.speech.phrases import Phrase, phrases_of, utterances_for
from kiosk.texts import Privacy, Texts
from kiosk.texts.format import show_date, show_moment

Said = tuple[Phrase, ...]
RATING_LEVELS = (5, 4, 3, 2, 1)
"""From the best; as the screen has them."""


def say_home(choices: Sequence[str], texts: Texts) -> Said:
    """The question; in elder mode then each choice by its number."""
    return utterances_for("home", {}, texts) + _numbered(choices, texts)


def say_category(title: str, entries: Sequence[str], texts: Texts) -> Said:
    """The category and what is in it, by number (elder mode) or not at all (no entries given)."""
    return utterances_for("category", {"category": title}, texts) + _numbered(entries, texts)


def say_guide(item: Item, off: str, hint: str, texts: Texts) -> Said:
    """What an entry is; how to begin and what to know before (`hint`), or why it cannot be (`off`), or where to ask."""
    locale = texts.locale
    title = (item.spoken_title or item.title).text(locale)
    said = utterances_for("guide", {"item": title, "summary": item.summary.text(locale)}, texts)
    for fact in item.facts:
        said += _sentence(fact.title, texts) + phrases_of(fact.text.text(locale), texts)
    if item.identity is not None:
        said += utterances_for("guide_hint", {"hint": hint}, texts) if hint else ()
        key = "guide_off" if off else "guide_apply"
        return said + utterances_for(key, {"why": off} if off else {}, texts)
    return said + utterances_for("guide_phone", {"phone": item.places[0].phone}, texts)


def say_danger(item: Item, texts: Texts) -> Said:
    """Whether somebody is in danger, whom to telephone then, and how to go on if nobody is."""
    said = utterances_for("danger", {}, texts)
    for call in item.emergencies:
        said += utterances_for("danger_call", {"what": call.danger.text(texts.locale), "phone": call.phone}, texts)
    return said + utterances_for("danger_none", {"button": texts("danger.none")}, texts)


def say_notice(notice: Notice | None, texts: Texts, in_full: bool) -> Said:
    """That there is something to read first; `in_full` (read aloud, elder mode) also what it says.

    None is the notice for looking at one's cases.
    """
    said = utterances_for("notice", {}, texts)
    if not in_full:
        return said
    for part in ("data", "shared", "kept", "basis", "rights"):
        text = texts(f"notice.progress.{part}") if notice is None else notice.part(part, texts)
        said += utterances_for("notice_part", {"title": texts(f"notice.{part}"), "text": text}, texts)
    return said


def say_identify(place: str, texts: Texts) -> Said:
    """Where the card goes: `place` is bottom_left, bottom_middle, bottom_right, left or right."""
    return utterances_for("identify", {"where": texts(f"say.identify_where.{place}")}, texts)


def say_identify_by_touch(place: str, texts: Texts) -> Said:
    """Where the card goes for a hand that feels its way, and which way up: the chip is read from either side."""
    return utterances_for("identify", {"where": texts(f"say.by_touch.{place}")}, texts) + utterances_for(
        "identify_flat", {}, texts
    )


def say_choices(key: str, choices: Sequence[str], texts: Texts) -> Said:
    """A question, and each answer by its number where any is given."""
    return utterances_for(key, {}, texts) + _numbered(choices, texts)


def say_slot(place: str, texts: Texts) -> Said:
    """Where a hand finds the slip."""
    return utterances_for("slip_slot", {"where": texts(f"say.by_touch.{place}")}, texts)


def say_not_eligible(why: str, texts: Texts) -> Said:
    """Why not, as the screen says it."""
    return utterances_for("not_eligible", {"why": why}, texts)


def say_form(texts: Texts) -> Said:
    """The form with several rows."""
    return utterances_for("form", {}, texts)


def say_page(title: str, index: int, total: int, wrong: Sequence[tuple[str, str]], texts: Texts) -> Said:
    """A page of the form for who sees no rows: how far it is, what it is about, and what is wrong on it."""
    said = utterances_for("form_page", {"title": title, "index": str(index), "total": str(total)}, texts)
    return said + (say_wrong(wrong, texts) + utterances_for("form_wrong_way", {}, texts) if wrong else say_form(texts))


def say_wrong(wrong: Iterable[tuple[str, str]], texts: Texts) -> Said:
    """Each thing that is wrong, by what it is called, and how it is put right."""
    said = (utterances_for("form_wrong", {"label": label, "what": what}, texts) for label, what in wrong)
    return tuple(phrase for one in said for phrase in one)


def say_question(field: FieldSpec, again: bool, texts: Texts, who: str = "") -> Said:
    """One question of elder mode, whom it is about, its help, and each choice by its number."""
    locale = texts.locale
    if again:
        return phrases_of(texts("form.again.question", label=field.label.text(locale)), texts)
    question = (field.spoken or field.question).text(locale)
    asked = texts("form.member.question", who=who, question=question) if who else question
    said = utterances_for("question", {"question": asked}, texts)
    if field.help is not None:
        said += utterances_for("field_help", {"help": field.help.text(locale)}, texts)
    return said + _numbered([(choice.spoken or choice.label).text(locale) for choice in field.choices], texts)


def say_chosen(choice: str, texts: Texts) -> Said:
    """好，打到社保卡。"""
    return utterances_for("chosen", {"choice": choice}, texts)


def say_either(first: str, second: str, texts: Texts) -> Said:
    """Which two buttons lead on, by the keys of their words."""
    return utterances_for("either", {"button": texts(first), "other": texts(second)}, texts)


def say_found(count: int, titles: Sequence[str], texts: Texts) -> Said:
    """How much was found, and (elder mode) each by its number."""
    if not count:
        return utterances_for("found_nothing", {}, texts)
    return utterances_for("found", {"count": str(count)}, texts) + _numbered(titles, texts)


def say_rating(levels: Sequence[str], texts: Texts) -> Said:
    """The question and (elder mode) each answer by its number."""
    return utterances_for("rate", {}, texts) + _numbered(levels, texts)


def say_reasons(level: int, texts: Texts) -> Said:
    """What was good or bad, and each answer by its number."""
    asked = phrases_of(texts("rate.why.good" if level >= LEAST_GOOD_LEVEL else "rate.why.bad"), texts)
    return asked + _numbered([texts(f"rate.reason.{reason}") for reason in reasons_of(level)], texts)


def say_unread(texts: Texts) -> Said:
    """Their own was left out, and where they can choose to hear it."""
    return utterances_for("own_unread", {"button": texts("top.display_short")}, texts)


def say_review(page: int, page_count: int, extras: Sequence[ExtraConsent], texts: Texts, by_ear: bool = False) -> Said:
    """The review, or one of its three pages in elder mode: facts, extras, signature.

    On the one page the extras are said to who does not see them.
    """
    if page_count == 1:
        asked = (phrase for extra in extras for phrase in _consent(extra, texts))
        return (*(asked if by_ear else ()), *utterances_for("review", {}, texts))
    if page == 0:
        right, wrong = {"button": texts("review.right")}, {"button": texts("review.wrong")}
        return utterances_for("review_elder", right, texts) + utterances_for("or_else", wrong, texts)
    if page == page_count - 1:
        submit = {"button": texts("review.submit")}
        return utterances_for("sign", {}, texts) + utterances_for("sign_next", submit, texts)
    said: Said = ()
    for extra in extras:
        answers = [answer.text(texts.locale) for answer in (extra.yes, extra.no)]
        said += _consent(extra, texts) + _numbered(answers, texts)
    return said or utterances_for("review_nothing_more", {"button": texts("notice.understood")}, texts)


def _consent(extra: ExtraConsent, texts: Texts) -> Said:
    return utterances_for("consent", {"title": extra.title.text(texts.locale)}, texts)


def say_done(number: str, delivery: str, printing: str, texts: Texts) -> Said:
    """What is true of the case now, its number if one is given, and what the printer does.

    `delivery` is waiting, acknowledged or refused; waiting without a network is `offline`. `printing` is a print
    state's name.
    """
    moments = {"acknowledged": "done_delivered", "offline": "done_saved", "refused": "done_refused"}
    said = utterances_for(moments.get(delivery, "done_waiting"), {}, texts)
    said += utterances_for("done_number", {"number": number}, texts) if number else ()
    return said + utterances_for(f"print_{printing}", {}, texts)


def say_slip(number: str, printing: str, asked: bool, texts: Texts) -> Said:
    """What becomes of a slip, and its number for who asks; where none came out, else that the screen shows it."""
    said = utterances_for(f"print_{printing}", {}, texts)
    if asked:
        return said + utterances_for("done_number", {"number": number}, texts)
    shown = printing in ("not_started", "partial", "unknown")
    return said + utterances_for("done_number_shown", {}, texts) if shown else said


def say_cases(count: int | None, unavailable: bool, texts: Texts) -> Said:
    """The list of cases: being fetched, not to be had, empty, or to choose from."""
    if unavailable:
        return utterances_for("cases_unavailable", {}, texts)
    if count is None:
        return utterances_for("cases_loading", {}, texts)
    return utterances_for("cases" if count else "cases_none", {}, texts)


def say_case(case: CaseProgress, title: str, texts: Texts, written: Said = ()) -> Said:
    """Where one case is, what is wanted, until when, and the four ticks; reasons and answers stay on the screen, unless
    they are `written` (`say_written`).
    """
    said = utterances_for("case", {"title": title}, texts)
    match case.state:
        case CaseState.CORRECTION_REQUIRED if case.correction is not None:
            count = str(len(case.correction.materials))
            said += utterances_for("case_correction", {"count": count}, texts)
        case CaseState.RECEIVED | CaseState.ACCEPTED:
            due = {"date": show_date(case.answer_due_on, texts)}
            said += utterances_for("case_nothing_to_do", {}, texts) + utterances_for("case_due", due, texts)
        case _:
            said += utterances_for("case_answered" if written else "case_answer", {}, texts)
    return said + written + _ticks(case, texts)


def say_written(case: CaseProgress, texts: Texts) -> Said:
    """What somebody wrote about it, for one ear: each thing that is wanted with why and until when; the answer."""
    lines = []
    if case.state is CaseState.CORRECTION_REQUIRED and case.correction is not None:
        wanted = case.correction
        lines = [texts("say.case_wanted", name=one.name, reason=one.reason) for one in wanted.materials]
        lines.append(texts("say.case_wanted_by", date=show_date(wanted.due_on, texts)))
    if case.answer is not None:
        lines.append(texts("say.case_answer_says", department=case.answer.department, text=case.answer.text))
    return tuple(phrase for line in lines for phrase in phrases_of(line, texts, Privacy.PERSONAL))


def _ticks(case: CaseProgress, texts: Texts) -> Said:
    """What was reached, with its moment where one is known, then the first that is waited for."""
    reached = [(tick, at) for tick, at, is_reached in case.ticks if is_reached and at is not None]
    said: Said = ()
    for tick, at in reached:
        said += utterances_for(f"case_tick.{tick}", {"moment": show_moment(at, texts)}, texts)
    ahead = [tick for tick, _, is_reached in case.ticks if not is_reached]
    waited_for = ahead[:1] if case.answer is None else []
    return said + tuple(
        phrase for tick in waited_for for phrase in utterances_for(f"case_tick.{tick}_not_yet", {}, texts)
    )


def _numbered(choices: Sequence[str], texts: Texts) -> Said:
    said: Said = ()
    for position, choice in enumerate(choices, start=1):
        number = texts(f"number.{position}") if f"number.{position}" in texts else str(position)
        said += phrases_of(texts("say.choice", number=number, choice=choice), texts)
    return said


def _sentence(words: Words, texts: Texts) -> Said:
    return utterances_for("statement", {"text": words.text(texts.locale)}, texts)
