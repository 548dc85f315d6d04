"""A call for help as plain values: how it stands, what is safe, what comes next, what else one can do. No Qt."""

from dataclasses import dataclass

from kiosk.session.moves import has_something_to_lose
from kiosk.session.on_help import NOBODY_AFTER_S, holds_time_in, matter_of
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import HelpCall, HelpState
from kiosk.texts import Texts
from kiosk.texts.format import show_remaining, show_time
from ui.viewmodels.context import ViewContext
from ui.viewmodels.done_face import StageRow

STREET_AFTER_S = 90
"""The platform shows it to the street then (kiosk.platform.roles)."""
_DONE, _NOW, _TODO = "done", "current", "todo"


@dataclass(frozen=True, slots=True)
class HelpFace:
    """Exactly what the page of a call shows; empty while there is none."""

    title: str = ""
    text: str = ""
    pill: str = ""
    waited: str = ""
    """Empty where nobody can be waited for."""
    waited_fraction: float = 0.0
    safe_title: str = ""
    safe_text: str = ""
    seen: str = ""
    """What the staff read of it, or will."""
    phone: str = ""
    phone_first: bool = False
    """The telephone is what helps now."""
    ladder: tuple[StageRow, ...] = ()


def help_face(snapshot: Snapshot, context: ViewContext) -> HelpFace:
    """The call at one moment."""
    call, texts, place = snapshot.state.help_call, context.texts, context.place
    if call is None:
        return HelpFace()
    waits = call.state is not HelpState.CANNOT
    matter = texts(f"help.matter.{matter_of(snapshot.state.screen)}")
    return HelpFace(
        title=texts(f"help.{call.state.value}.title"),
        text=_text(snapshot, call, texts),
        pill=texts("help.pill") if call.state is HelpState.COMING else "",
        waited=show_remaining(call.waited_s, texts) if waits else "",
        waited_fraction=min(1.0, call.waited_s / NOBODY_AFTER_S),
        safe_title=_safe_title(snapshot, call, texts),
        safe_text=texts("help.safe.held" if holds_time_in(call.state) else "help.safe.text"),
        seen=texts("help.seen.text", machine=place.machine_line, matter=matter),
        phone=place.help_phone,
        phone_first=call.state in (HelpState.NOBODY, HelpState.CANNOT),
        ladder=_ladder(call, place.help_phone, texts),
    )


def _text(snapshot: Snapshot, call: HelpCall, texts: Texts) -> str:
    if call.state is HelpState.COMING:
        return texts("help.coming.text", who=call.who) if call.who else texts("help.coming.text_nameless")
    if call.state is HelpState.CANNOT and not snapshot.state.online and snapshot.state.network_known:
        return texts("help.cannot.text_offline")
    return texts(f"help.{call.state.value}.text")


def _safe_title(snapshot: Snapshot, call: HelpCall, texts: Texts) -> str:
    if has_something_to_lose(snapshot.state):
        return texts("help.safe.title")
    return texts("help.safe.nothing") if holds_time_in(call.state) else ""


def _ladder(call: HelpCall, phone: str, texts: Texts) -> tuple[StageRow, ...]:
    """Who is called when; only what the platform really does, and the telephone last."""
    coming, nobody = call.state is HelpState.COMING, call.state is HelpState.NOBODY
    time = show_time(call.called_at)
    duty = StageRow(
        texts("help.ladder.duty"),
        texts("help.ladder.duty_coming" if coming else "help.ladder.duty_called", time=time),
        _NOW if call.state is HelpState.CALLING else _DONE, "1", texts("help.ladder.taken") if coming else "",
    )  # fmt: skip
    street_called = not coming and call.waited_s >= STREET_AFTER_S
    street = StageRow(
        texts("help.ladder.street"), texts("help.ladder.street_text"), _DONE if street_called else _TODO, "2"
    )
    telephone = StageRow(
        texts("help.ladder.phone"), texts("help.ladder.phone_text", phone=phone), _NOW if nobody else _TODO, "3"
    )
    return duty, street, telephone
