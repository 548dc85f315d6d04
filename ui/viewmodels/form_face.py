"""One page of questions as plain values: rows with masks, errors that say how to correct, where the caret is. No Qt.

Which row has the caret and which value is held open are the hand's, not the session's: they come in as `FormHand`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk import forms
from kiosk.forms import Problem
from kiosk.session.availability import microphone_ready
from kiosk.session.on_answers import pages_of
from kiosk.session.screens import Form
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode
from kiosk.texts import Texts
from ui.viewmodels.context import ViewContext
from ui.viewmodels.form_low import StripRow, field_position, strip
from ui.viewmodels.form_rows import AWAY, ChoiceOption, FormHand, FormRow, RowMaker
from ui.viewmodels.form_steps import STEPS, day_parts

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Item


@dataclass(frozen=True, slots=True)
class FormFace:
    """The page; the elder layout shows its one row as a question."""

    typing: str = ""
    """The answer that is gone on with."""
    title: str = ""
    help: str = ""
    position: str = ""
    page: int = 0
    page_count: int = 1
    rows: tuple[FormRow, ...] = ()
    choices: tuple[ChoiceOption, ...] = ()
    next_text: str = ""
    next_off: str = ""
    """What has to be corrected before the next page; empty when nothing is."""
    keyboard: str = ""
    focus_label: str = ""
    field_position: str = ""
    """Which of the page's typed answers has the caret; low reach walks through them."""
    strip: tuple[StripRow, ...] = ()
    steps: str = ""
    """day or amount, while such an answer has the caret."""
    day_parts: tuple[str, str, str] = ("", "", "")
    has_problem: bool = False
    note_title: str = ""
    note_text: str = ""


def form_face(snapshot: Snapshot, context: ViewContext, hand: FormHand = AWAY) -> FormFace:
    """The page at one moment."""
    state, texts = snapshot.state, context.texts
    screen, draft, person = state.screen, state.draft, state.person
    if not isinstance(screen, Form) or draft is None or person is None:
        return FormFace()
    item = context.catalogue.item(draft.item_id)
    draft = replace(draft, answers=forms.filled_in(item, draft.answers, person.level))
    pages = pages_of(state, item)
    page = min(screen.page, len(pages) - 1)
    names = pages[page] if pages else ()
    wrong = {p.field_id: p for p in forms.problems(item, draft.answers, person.level) if p.field_id in names}
    shown = wrong if screen.show_problems else {}
    making = RowMaker(
        item, draft, person, texts, hand, shown,
        picks=bool(context.catalogue.areas.here), speaks=microphone_ready(snapshot.machines),
        acted=snapshot.state.acting is not None,
    )  # fmt: skip
    elder = state.mode is Mode.ELDER
    known = making.identity_rows() if page == 0 and not elder else ()
    rows = (*known, *(making.row(name) for name in names))
    focused = next((row for row in rows if row.focused), None)
    last = page + 1 >= len(pages) or screen.returns_to_review
    hidden = forms.hides_payout(item, person.level) and item.payout_elsewhere is not None and page + 1 >= len(pages)
    return FormFace(
        typing=screen.typing,
        title=rows[0].question if elder and rows else forms.shown_section(item, names, texts),
        help=_help(item, rows, elder, bool(shown), texts),
        position=texts("form.elder.position" if elder else "form.page.position", index=page + 1, total=len(pages)),
        page=page,
        page_count=len(pages),
        rows=rows,
        choices=tuple(option for name in names for option in making.options(name, snapshot.caption)),
        next_text=_next_text(rows, last, elder, texts),
        next_off=_next_off(shown, texts),
        keyboard=focused.keyboard if focused else "",
        focus_label=focused.label if focused else "",
        field_position=field_position(rows, texts),
        strip=strip(rows, texts),
        steps=STEPS.get(forms.field_of(item, focused.answer_id).kind, "") if focused else "",
        day_parts=day_parts(draft.answers.get(hand.focus, ""), texts),
        has_problem=bool(shown),
        note_title=texts("form.payout_hidden.title") if hidden else "",
        note_text=item.payout_elsewhere.text(texts.locale) if hidden and item.payout_elsewhere else "",
    )


def first_focus(face: FormFace) -> str:
    """Where the caret stands when a page opens: where somebody goes on writing, else at the first wrong or blank
    answer, unless a choice comes before it."""
    if not face.has_problem and any(row.answer_id == face.typing and row.kind == "text" for row in face.rows):
        return face.typing
    for row in face.rows:
        if row.kind == "choice" and (row.error or not row.filled):
            return ""
        if row.kind == "text" and (row.error or not (row.filled or row.optional)):
            return row.answer_id
    return ""


def next_focus(face: FormFace) -> str:
    """Where 填好了 takes the caret: to the next blank answer behind it, never back."""
    names = [row.answer_id for row in face.rows]
    here = next((n for n, row in enumerate(face.rows) if row.focused), len(names))
    for row in face.rows[here + 1 :]:
        if row.kind == "text" and not row.filled:
            return row.answer_id
        if row.kind == "choice" and not row.filled:
            return ""
    return ""


def is_filled(face: FormFace) -> bool:
    """Every question of the page that must be answered is."""
    return all(row.filled or row.optional for row in face.rows)


def _help(item: Item, rows: tuple[FormRow, ...], elder: bool, has_problem: bool, texts: Texts) -> str:
    if has_problem:
        return texts("form.keep")
    if elder:
        return rows[0].help if rows else ""
    section = forms.section_of(item, rows[-1].answer_id) if rows else None
    return section.help.text(texts.locale) if section is not None and section.help is not None else ""


def _next_text(rows: tuple[FormRow, ...], last: bool, elder: bool, texts: Texts) -> str:
    if elder and rows and rows[0].optional and not rows[0].filled:
        return texts("form.skip")
    return texts("form.to_review" if last else "form.next")


def _next_off(shown: dict[str, Problem], texts: Texts) -> str:
    if not shown:
        return ""
    if len(shown) > 1:
        return texts("form.off", count=len(shown))
    only = next(iter(shown.values()))
    return only.text(texts)
