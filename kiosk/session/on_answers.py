"""Filling in, looking over, signing, handing in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk import forms
from kiosk.catalogue.kinds import FieldKind, PrivacyClass
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session import moves, on_attach, on_hearing, on_place, on_record, on_wish
from kiosk.session.drafts import Draft
from kiosk.session.events import Event
from kiosk.session.moves import Step
from kiosk.session.overlays import LeaveQuestion
from kiosk.session.screens import Attach, Form, NotSaved, Photograph, PickPlace, Record, Review, Saving
from kiosk.session.states import Mode, SessionState
from kiosk.session.world import World

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Item

ELDER_REVIEW_PAGES = 3
"""Facts, extras, signature (NOTES: elder layout)."""


Answering = Form | PickPlace | Record | Attach | Photograph | Review | NotSaved


def hand(state: SessionState, screen: Answering, event: Event, world: World) -> Step:
    """A hand on the form, the review, or after the disk refused."""
    draft, person = state.draft, state.person
    if draft is None or person is None:
        return moves.go_home(state)
    item = world.catalogue.item(draft.item_id)
    match screen:
        case Form() if isinstance(event, ev.PlacesOpened):
            asked = _may_answer(state, draft, item, event.answer_id)
            return on_place.opened(state, screen, draft, event.answer_id, world) if asked else moves.stay(state)
        case Form() if isinstance(event, ev.RecordOpened):
            asked = _may_answer(state, draft, item, event.answer_id)
            return on_record.opened(state, screen, item, event.answer_id, world) if asked else moves.stay(state)
        case Form():
            return _form(state, screen, draft, item, event, world)
        case Record():
            return on_record.hand(state, screen, draft, item, event, world)
        case PickPlace():
            return on_place.hand(state, screen, draft, event, world)
        case Attach() if isinstance(event, ev.BackPressed):
            return moves.show(state, _last_page(state, item))
        case Attach() | Photograph():
            return on_attach.hand(state, screen, draft, item, event, world)
        case Review():
            return _review(state, screen, draft, item, event, world)
        case NotSaved():
            if isinstance(event, ev.RetryPressed | ev.SubmitPressed):
                return submit(state, draft)
            return moves.show(state, Review()) if isinstance(event, ev.BackPressed) else moves.stay(state)


def submit(state: SessionState, draft: Draft) -> Step:
    """Hand the case to the disk; two taps make one, since the second finds `Saving`."""
    assert state.person is not None
    return replace(state, screen=Saving(), overlay=None), (
        do.StopSpeaking(),
        do.FileCase(draft, state.person, state.mode, state.acting, state.helper),
    )


def pages_of(state: SessionState, item: Item) -> tuple[tuple[str, ...], ...]:
    """The form's pages as field ids, for this draft, person and mode."""
    assert state.draft is not None
    assert state.person is not None
    return forms.pages(item, state.draft.answers, state.person.level, one_per_page=state.mode is Mode.ELDER)


def first_open(state: SessionState, item: Item) -> Form | Review:
    """Where a draft goes on: at the first page on which something is missing, else where it is looked over."""
    assert state.draft is not None
    assert state.person is not None
    wrong = {problem.field_id for problem in forms.problems(item, state.draft.answers, state.person.level)}
    page = next((n for n, page in enumerate(pages_of(state, item)) if wrong.intersection(page)), None)
    return Review() if page is None else Form(page)


def _form(state: SessionState, screen: Form, draft: Draft, item: Item, event: Event, world: World) -> Step:
    match event:
        case ev.AnswerGiven(field_id=field_id, value=value) if _may_answer(state, draft, item, field_id):
            changed = draft.answers.get(field_id) != value
            kept = draft.unsigned() if changed else draft  # a signature is given to what was read above it
            answers = {**draft.answers, field_id: value}
            return replace(state, draft=replace(kept, answers=answers)), _told(state, item, field_id, value)
        case ev.NextPressed():
            return _next_page(state, screen, draft, item, world)
        case ev.BackPressed() if screen.page > 0:
            return moves.show(state, Form(screen.page - 1))
        case ev.BackPressed():
            return replace(state, overlay=LeaveQuestion(to_home=True)), (do.at_once("leave"),)
        case _:
            return moves.stay(state)


def _told(state: SessionState, item: Item, field_id: str, value: str) -> tuple[do.Effect, ...]:
    """好，打到社保卡: to elders, at once, but a choice that is somebody's own is not named. Who goes by
    ear hears it of the choice itself.
    """
    field = forms.field_of(item, forms.base_id(field_id))
    if state.mode is not Mode.ELDER or state.hearing.by_ear or field.kind is not FieldKind.CHOICE:
        return ()
    labels = {choice.value: choice.label for choice in field.choices}
    is_public = field.privacy is PrivacyClass.PUBLIC and value in labels
    return do.StopSpeaking(), do.Speak("chosen", {"choice": labels[value]}) if is_public else do.Speak("chosen_own")


def _may_answer(state: SessionState, draft: Draft, item: Item, answer_id: str) -> bool:
    """The question is asked of this person, and the card has not answered it for good."""
    assert state.person is not None
    asked = forms.visible_fields(item, draft.answers, state.person.level)
    return any(
        (answer_id == field.id or (field.twice and forms.base_id(answer_id) == field.id))
        and not forms.is_settled(field, draft.answers)
        for field in asked
    )


def _next_page(state: SessionState, screen: Form, draft: Draft, item: Item, world: World) -> Step:
    assert state.person is not None
    pages = pages_of(state, item)
    here = pages[min(screen.page, len(pages) - 1)] if pages else ()
    found = forms.problems(item, draft.answers, state.person.level)
    if any(problem.field_id in here for problem in found):
        return replace(state, screen=replace(screen, show_problems=True)), moves.told_wrong(state)
    wrong_page = next((n for n, page in enumerate(pages) if any(p.field_id in page for p in found)), None)
    if screen.page + 1 < len(pages) and not (screen.returns_to_review and wrong_page is None):
        return moves.show(state, Form(screen.page + 1))
    if wrong_page is not None:
        return moves.show(state, Form(wrong_page, show_problems=True))
    back = on_wish.before_review(state, item, world) if screen.returns_to_review else None
    return moves.show(state, back or on_attach.after_form(state, item, world))


def _last_page(state: SessionState, item: Item) -> Form:
    return Form(max(0, len(pages_of(state, item)) - 1))


def _review(state: SessionState, screen: Review, draft: Draft, item: Item, event: Event, world: World) -> Step:
    match event:
        case ev.EditPressed(field_id=field_id):
            pages = pages_of(state, item)
            page = next((n for n, page in enumerate(pages) if field_id in page), None)
            return moves.stay(state) if page is None else moves.show(state, Form(page, returns_to_review=True))
        case ev.ConsentDecided(consent_id=consent_id, given=given):
            heard = replace(draft, heard_text="", confirmation=None)  # it was read out with the decision of before
            return moves.stay(replace(state, draft=replace(heard, consents={**draft.consents, consent_id: given})))
        case ev.Signed(strokes=strokes):
            return moves.stay(replace(state, draft=replace(draft, strokes=strokes)))
        case ev.NextPressed() if screen.page + 1 < review_page_count(state.mode):
            return moves.show(state, Review(screen.page + 1))
        case ev.BackPressed() if screen.page > 0:
            return moves.show(state, Review(screen.page - 1))
        case ev.BackPressed():
            before = on_attach.after_form(state, item, world)
            return moves.show(state, before if isinstance(before, Attach) else _last_page(state, item))
        case ev.SignByKeyPressed():
            return on_hearing.signed_by_key(state, draft, world)
        case ev.SubmitPressed() if draft.is_signed and on_wish.is_due(state, item, world):
            return moves.show(state, on_wish.before_review(state, item, world))
        case ev.SubmitPressed() if draft.is_signed and screen.page + 1 == review_page_count(state.mode):
            return submit(state, draft)
        case _:
            return moves.stay(state)


def review_page_count(mode: Mode) -> int:
    """One page, or the elder's three."""
    return ELDER_REVIEW_PAGES if mode is Mode.ELDER else 1
