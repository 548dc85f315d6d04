"""The journeys the demo can play, each with what it promises. A step is what a resident does next."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from kiosk.app.demo.blind_journeys import any_item
from kiosk.app.demo.blind_return import progress_by_ear
from kiosk.app.demo.made_up import ELDERS, ITEM, with_luhn
from kiosk.app.demo.player import Player, PromiseBrokenError
from kiosk.app.demo.summary import Outcome
from kiosk.catalogue import FieldKind, FieldSpec
from kiosk.forms import field_of
from kiosk.session.on_answers import pages_of
from kiosk.session.screens import (
    CaseDetail,
    Category,
    Delivery,
    Done,
    Form,
    Home,
    Identify,
    Information,
    Notice,
    PrintState,
    Rate,
    Review,
    ScanState,
    Supplied,
    Supply,
)
from kiosk.session.states import Mode

BLIND, ALOUD = " --blind", " --aloud"

Play = Callable[[Player], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Journey:
    """One journey by name, for the terminal and for the reader of the list."""

    name: str
    play: Play
    begins_online: bool = True


async def apply_online(player: Player) -> None:
    """Journey 1: from the first touch to an empty machine; the platform has the case."""
    person = player.randomness.choice(ELDERS)
    await file_case(player, person)
    await player.acknowledged()
    done = await player.slip_settled()
    await player.picture("submitted")
    if done.printing is not PrintState.PRINTED:
        raise PromiseBrokenError(f"the slip is {done.printing.value}")
    await player.keep_slip()
    await player.take_card()
    await rate(player)
    await player.idle_again()
    await player.picture("idle-again")
    player.summary.platform_status = await player.case_state()
    player.ended(Outcome.COMPLETED)


async def apply_offline(player: Player) -> None:
    """Journey 2: the platform is down until after the resident has left; then the case arrives by itself, once."""
    person = player.randomness.choice(ELDERS)
    await file_case(player, person)
    done = await player.slip_settled()
    await player.picture("saved-offline")
    if done.delivery is not Delivery.WAITING:
        raise PromiseBrokenError("the case was delivered although the platform is down")
    await player.keep_slip()
    await player.take_card()
    await rate(player)
    await player.idle_again()
    await player.stage.start_platform()
    player.summary.platform_status = await player.case_state(patience_s=60)
    await player.picture("idle-again")
    player.ended(Outcome.SAVED_OFFLINE)


async def progress(player: Player) -> None:
    """Journey 3: staff ask for a material, the resident comes back and supplies it, reads the answer."""
    person = player.randomness.choice(ELDERS)
    await file_case(player, person)
    await player.acknowledged()
    await player.slip_settled()
    await player.picture("submitted")
    await player.keep_slip()
    await player.take_card()
    await rate(player)
    await player.idle_again()
    assert player.summary.case_id is not None
    await player.case_state()
    await player.ask_for_material()
    await look_at_progress(player, person)
    await player.picture("correction-wanted")
    await supply(player)
    await player.idle_again()
    await player.case_state()
    await player.stage.staff.act(player.summary.case_id, {"action": "accept"})
    await look_at_progress(player, person)
    await player.picture("accepted")
    await player.take_card()
    await player.finger.tap("exit")
    await player.idle_again()
    closing = {"action": "close", "result": "granted", "text": player.stage.script["answer"]}
    await player.stage.staff.act(player.summary.case_id, closing)
    await look_at_progress(player, person)
    await player.picture("answer")
    await player.take_card()
    await player.finger.tap("exit")
    await player.idle_again()
    player.summary.platform_status = await player.case_state()
    player.ended(Outcome.COMPLETED)


def journey_named(name: str) -> Journey:
    """One of JOURNEYS, or an item of the catalogue by ear."""
    item_id, *flags = name.split(" --")
    return JOURNEYS.get(name) or Journey(
        name, lambda player: any_item(player, item_id, has_headphones=ALOUD.strip(" -") not in flags)
    )


JOURNEYS: Mapping[str, Journey] = {
    ITEM: Journey(ITEM, apply_online),
    f"{ITEM} --offline": Journey(ITEM, apply_offline, begins_online=False),
    "progress": Journey("progress", progress),
    f"progress{BLIND}": Journey("progress", progress_by_ear),
}


# ── stretches that several journeys share ──────────────────────────────────────────────────────────────────────────


STARTS = {"standard": "start", "elder": "start-elder", "high-contrast": "start-contrast"}
"""What begins a session in each mode, with one touch."""


async def begin(player: Player) -> None:
    """The first touch, in the mode of this journey; a mode and 低位 together need the sheet."""
    low_reach, mode = player.summary.low_reach, player.summary.mode
    await player.finger.tap("start-low-reach" if low_reach and mode == "standard" else STARTS[mode])
    await player.on(Home)
    if low_reach and not player.state.low_reach:
        await player.finger.tap("modes")
        await player.finger.tap("mode-low-reach")
        await player.until("everything below the middle", lambda s: s.low_reach and s.overlay is None)


async def file_case(player: Player, person: str) -> None:
    """From the idle screen until the case is on disk."""
    await player.picture("idle")
    await begin(player)
    await player.picture("home")
    await _choose_item(player)
    await player.on(Notice)
    await player.picture("notice")
    await player.finger.tap("understood")
    await player.on(Identify)
    await player.picture("identify")
    await player.put_card(person)
    await player.on(Form)
    player.summary.figures["card_to_form_ms"] = _since(player, "card_put")
    await answer_form(player)
    await look_over_and_sign(player)
    await player.finger.double_tap("submit")
    await player.on(Done)


async def _choose_item(player: Player) -> None:
    elder = player.state.mode is Mode.ELDER
    await player.finger.tap("lead-3" if elder else "category-elder-care")
    if not isinstance(player.state.screen, Information):
        await player.until("the category", lambda s: isinstance(s.screen, Category | Information))
    if isinstance(player.state.screen, Category):
        await player.picture("category")
        await player.finger.tap(f"entry-{ITEM}")
        await player.on(Information)
    await player.picture("guide")
    await player.finger.tap("apply")


async def answer_form(player: Player) -> None:
    """Answer every question that is asked, page by page, until the review."""
    count = 0
    while isinstance(player.state.screen, Form):
        page = player.state.screen.page
        answered: set[str] = set()
        while (name := next((name for name in _page(player, page) if name not in answered), None)) is not None:
            await _answer(player, name)
            answered.add(name)
        count += 1
        await player.picture(f"form-{count}")
        await player.finger.tap("next")
        await player.until("the next page", lambda s, page=page: s.screen != Form(page))  # type: ignore[misc]
        if isinstance(player.state.screen, Form) and player.state.screen.show_problems:
            raise PromiseBrokenError("an answer of the script was not taken")


def _page(player: Player, page: int) -> tuple[str, ...]:
    assert player.state.draft is not None
    return pages_of(player.state, player.program.catalogue.item(player.state.draft.item_id))[page]


async def _answer(player: Player, name: str) -> None:
    assert player.state.draft is not None
    field = field_of(player.program.catalogue.item(player.state.draft.item_id), name)
    kebab = name.replace("_", "-").replace(".", "-")
    if field.locked:
        return
    match field.kind:
        case FieldKind.CHOICE:
            await player.finger.tap("choice-" + field.choices[0].value.replace("_", "-"))
        case FieldKind.ADDRESS if field.same_as is not None:
            await player.finger.tap(f"same-{kebab}")
        case FieldKind.PHONE | FieldKind.ACCOUNT:
            await _type_digits(player, kebab, _digits(player, field))
        case _:
            raise PromiseBrokenError(f"the script has no answer for {name}")


async def _type_digits(player: Player, kebab: str, digits: str) -> None:
    if player.finger.seen("key-1") is None:
        await player.finger.tap(f"field-{kebab}")
    await player.finger.type(digits)
    await player.picture(f"typing-{kebab}")
    if player.finger.seen("key-close") is not None:
        await player.finger.tap("key-close")


def _digits(player: Player, field: FieldSpec) -> str:
    """The same digits for a field and its repetition, in this run."""
    chosen = player.numbers.setdefault(field.id, "")
    if not chosen:
        digits = "".join(player.randomness.choice("0123456789") for _ in range(15))
        chosen = "138" + digits[:8] if field.kind is FieldKind.PHONE else with_luhn("621700" + digits[:12])
        player.numbers[field.id] = chosen
    return chosen


async def look_over_and_sign(player: Player) -> None:
    """Review, refuse the extra, sign."""
    await player.on(Review)
    await player.picture("review")
    if player.state.mode is Mode.ELDER:
        await player.finger.tap("next")
        await player.until("the extras", lambda s: s.screen == Review(1))
        await player.picture("review-extras")
    if player.finger.seen("consent-sms-no") is not None:
        await player.finger.tap("consent-sms-no")
    if player.state.mode is Mode.ELDER:
        await player.finger.tap("next")
        await player.until("the signature", lambda s: s.screen == Review(2))
    await player.finger.draw("signature", _SIGNATURE)
    await player.picture("signed")


_SIGNATURE = [
    [(0.10, 0.30), (0.20, 0.28), (0.19, 0.50), (0.11, 0.52), (0.21, 0.55), (0.17, 0.80)],
    [(0.28, 0.25), (0.27, 0.78), (0.36, 0.70)],
    [(0.24, 0.52), (0.38, 0.48)],
    [(0.48, 0.28), (0.47, 0.80)],
    [(0.42, 0.42), (0.56, 0.38)],
    [(0.62, 0.30), (0.76, 0.28), (0.69, 0.76)],
]
"""Six strokes that look like somebody's name; nobody's."""


async def rate(player: Player) -> None:
    """Say how it was, and go."""
    await player.finger.tap("finish")
    await player.on(Rate)
    await player.finger.tap("level-5")
    await player.picture("rating")
    await player.finger.tap("send")


async def look_at_progress(player: Player, person: str) -> None:
    """From the idle screen to one's own case."""
    await begin(player)
    await player.finger.tap("lead-6" if player.state.mode is Mode.ELDER else "progress")
    await player.on(Notice)
    await player.finger.tap("understood")
    await player.on(Identify)
    await player.put_card(person)
    await player.on(CaseDetail)


async def supply(player: Player) -> None:
    """Put the wanted page under the camera, look at the picture, keep it."""
    await player.finger.tap("supply")
    await player.on(Supply)
    await player.picture("supply")
    await player.control.do("camera.paper", words=player.stage.script["page"])
    await player.finger.tap("capture")
    await player.until("the picture", lambda s: isinstance(s.screen, Supply) and s.screen.scan is ScanState.LOOK)
    await player.picture("supply-look")
    await player.finger.tap("keep")
    await player.on(Supplied)
    await player.until(
        "the delivery", lambda s: isinstance(s.screen, Supplied) and s.screen.delivery is Delivery.ACKNOWLEDGED
    )
    await player.picture("supplied")
    await player.take_card()
    await player.finger.tap("finish")


def _since(player: Player, moment: str) -> float:
    return round((player.program.clock.monotonic_s() - player.moments[moment]) * 1000, 1)
