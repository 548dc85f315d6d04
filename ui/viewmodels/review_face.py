"""Looking over what was filled in, as plain values: facts masked, extras undecided, a signature. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk import forms
from kiosk.core.person import Person, mask_id_number
from kiosk.session.acting import doers_of
from kiosk.session.drafts import Draft
from kiosk.session.on_answers import review_page_count
from kiosk.session.screens import Review
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode, SessionState
from kiosk.texts import Texts
from ui.viewmodels.context import ViewContext
from ui.viewmodels.wording import named

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import FieldSpec, Item

ALL_FIELDS = "all"
"""What `Revealed` names when everything was shown at once."""

Strokes = tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact; `value` is masked unless somebody holds 按住显示. `accessible_name` never holds the full value."""

    field_id: str
    label: str
    value: str
    note: str = ""
    can_edit: bool = False
    can_hold: bool = False
    accessible_name: str = ""


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One extra; `decided` is yes, no, or empty until the resident says."""

    consent_id: str
    title: str
    text: str
    yes: str
    no: str
    decided: str


@dataclass(frozen=True, slots=True)
class UseRow:
    """One of the three answers: which data, who sees them, how long."""

    icon: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ReviewFace:
    """The whole review; the elder layout shows one page of it at a time."""

    page: int = 0
    page_count: int = 1
    page_text: str = ""
    title: str = ""
    facts: tuple[FactRow, ...] = ()
    first_editable: str = ""
    uses: tuple[UseRow, ...] = ()
    consents: tuple[ConsentRow, ...] = ()
    strokes: Strokes = ()
    by_key: str = ""
    """What the key says that stands for a signature, for who goes by ear; empty for everybody else."""
    submit_off: str = ""
    """Why nothing can be handed in yet; empty when it can."""
    revealed: bool = False


def review_face(snapshot: Snapshot, context: ViewContext, held: bool = False) -> ReviewFace:
    """The review at one moment; `held` while a finger lies on 按住显示."""
    state, texts = snapshot.state, context.texts
    screen, draft, person = state.screen, state.draft, state.person
    if not isinstance(screen, Review) or draft is None or person is None:
        return ReviewFace()
    item = context.catalogue.item(draft.item_id)
    count = review_page_count(state.mode)
    consents = _consents(item, draft, person, texts)
    held = held and state.acting is None  # what a card said of who is not here stays behind its mask
    facts = _facts(item, draft, person, texts, held, elder=state.mode is Mode.ELDER)
    facts = (*facts[:1], *_doers(state, texts), *facts[1:])
    if state.acting is not None:
        facts = tuple(replace(row, can_hold=False) for row in facts)
    return ReviewFace(
        page=screen.page,
        page_count=count,
        page_text=texts("review.position", index=screen.page + 1, total=count),
        title=texts("review.title" if count == 1 else _elder_title(screen.page, bool(consents))),
        facts=facts,
        first_editable=next((row.field_id for row in facts if row.can_edit), ""),
        uses=_uses(item, texts),
        consents=consents,
        strokes=draft.strokes,
        by_key=_by_key(state.hearing.by_ear, draft, texts),
        submit_off="" if draft.is_signed else texts("review.off.sign"),
        revealed=held,
    )


def _doers(state: SessionState, texts: Texts) -> Iterator[FactRow]:
    """Who does it besides the person it is for."""
    doers = doers_of(state.acting, state.helper, texts("acting.helper.unnamed"))
    if doers is not None and doers.agent_masked:
        label, relation = texts("review.agent"), texts(f"acting.relation.{doers.relation}")
        value = texts("receipt.agent_value", name=doers.agent_masked, relation=relation)
        yield FactRow("", label, value, accessible_name=named(label, value))
    if doers is not None and doers.helper_masked:
        label = texts("review.helper")
        yield FactRow("", label, doers.helper_masked, accessible_name=named(label, doers.helper_masked))


def _by_key(by_ear: bool, draft: Draft, texts: Texts) -> str:
    if not by_ear:
        return ""
    stage = "done" if draft.confirmation is not None else "confirm" if draft.heard_text else "read"
    return texts(f"sign.by_key.{stage}")


def _decided(given: bool | None) -> str:
    if given is None:
        return ""
    return "yes" if given else "no"


def _elder_title(page: int, has_consents: bool) -> str:
    if page == 0:
        return "review.title_elder"
    if page == 1:
        return "consent.title_elder" if has_consents else "notice.title_elder"
    return "sign.title_elder"


def _facts(item: Item, draft: Draft, person: Person, texts: Texts, held: bool, elder: bool) -> tuple[FactRow, ...]:
    locale = texts.locale
    what = texts("review.what")
    title = item.short_title.text(locale)
    rows = [FactRow("", what, title, item.summary.text(locale), accessible_name=named(what, title))]
    rows.extend(_who(person, texts, held, elder))
    rows.extend(_answers(item, draft, person, texts, held))
    return tuple(rows)


def _answers(item: Item, draft: Draft, person: Person, texts: Texts, held: bool) -> tuple[FactRow, ...]:
    """The answers; what a choice led to stands beside it, and all about one of several in one row. One 改一改 for each
    page, since it leads to the page."""
    given = forms.filled_in(item, draft.answers, person.level)
    pages = forms.pages(item, draft.answers, person.level, one_per_page=False)
    rows: dict[str, FactRow] = {}
    edited: set[int] = set()
    for field in forms.visible_fields(item, draft.answers, person.level):
        row = _answer(item, field, given, texts, held)
        before = _before(item, field.id, rows)
        if before:
            rows[before] = _joined(rows[before], row, texts)
            continue
        if forms.is_question(field, forms.repeat_of(item, field.id)) and forms.member_number(field.id):
            continue
        page = next(n for n, names in enumerate(pages) if field.id in names)
        rows[field.id] = replace(row, can_edit=row.can_edit and page not in edited)
        if row.can_edit:
            edited.add(page)
    return tuple(rows.values())


def _before(item: Item, answer_id: str, rows: dict[str, FactRow]) -> str:
    """The row that an answer joins; empty for one of its own."""
    number, repeat = forms.member_number(answer_id), forms.repeat_of(item, answer_id)
    if number is None or repeat is None:
        follows = item.rules.follows(answer_id) or ""
        return follows if follows in rows else ""
    if forms.is_question(forms.field_of(item, answer_id), repeat):
        return ""
    return next((name for name in rows if name != repeat.id and _is_same(item, name, answer_id)), "")


def _is_same(item: Item, row_id: str, answer_id: str) -> bool:
    same_number = forms.member_number(row_id) == forms.member_number(answer_id)
    return same_number and forms.repeat_of(item, row_id) is forms.repeat_of(item, answer_id)


def _joined(first: FactRow, second: FactRow, texts: Texts) -> FactRow:
    return replace(
        first,
        value=texts("review.joined", first=first.value, second=second.value),
        accessible_name=texts("review.joined", first=first.accessible_name, second=second.accessible_name),
    )


def _who(person: Person, texts: Texts, held: bool, elder: bool) -> tuple[FactRow, ...]:
    name, number = forms.shown_name(person, texts), mask_id_number(person.id_number)
    shown_name, shown_number = (person.name, person.id_number) if held else (name, number)
    who, number_label = texts("review.who"), texts("review.id")
    if not person.id_number:
        return (FactRow("name", who, name, accessible_name=named(who, name)),)
    if elder:
        return (
            FactRow("name", who, shown_name, accessible_name=named(who, name)),
            FactRow(
                "id_number", number_label, shown_number, can_hold=True, accessible_name=named(number_label, number)
            ),
        )
    both = texts("review.who_value", name=shown_name, number=shown_number)
    masked = texts("review.who_value", name=name, number=number)
    return (FactRow("id_number", who, both, can_hold=True, accessible_name=named(who, masked)),)


def _answer(item: Item, field: FieldSpec, given: dict[str, str], texts: Texts, held: bool) -> FactRow:
    repeat = forms.repeat_of(item, field.id)
    if repeat is not None and forms.is_question(field, repeat):
        who = repeat.one.text(texts.locale)
        count = texts("form.member.count", count=forms.member_count(item, repeat, given))
        return FactRow(field.id, who, count, can_edit=True, accessible_name=named(who, count))
    raw = given.get(field.id, "")
    nothing = texts("review.left_out")
    masked = forms.shown_answer(field, raw, texts) or nothing
    shown = (forms.shown_answer(field, raw, texts, masked=False) or nothing) if held else masked
    label = forms.shown_member(item, field.id, texts) or field.label.text(texts.locale)
    settled = forms.is_settled(field, given)
    return FactRow(field.id, label, shown, can_edit=not settled, accessible_name=named(label, masked))


def _uses(item: Item, texts: Texts) -> tuple[UseRow, ...]:
    if item.notice is None:
        return ()
    locale = texts.locale
    return (
        UseRow("id-card", texts("notice.data"), item.notice.data.text(locale)),
        UseRow("department", texts("notice.shared"), item.notice.shared_with.text(locale)),
        UseRow("clock", texts("notice.kept"), item.notice.kept.text(locale)),
    )


def _consents(item: Item, draft: Draft, person: Person, texts: Texts) -> tuple[ConsentRow, ...]:
    locale = texts.locale
    return tuple(
        ConsentRow(
            consent_id=extra.id,
            title=extra.title.text(locale),
            text=extra.text.text(locale),
            yes=extra.yes.text(locale),
            no=extra.no.text(locale),
            decided=_decided(draft.consents.get(extra.id)),
        )
        for extra in forms.due_consents(item, draft.answers, person.level)
    )
