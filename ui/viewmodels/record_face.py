"""Saying it instead of writing it, as plain values: what happens, for how long, how loud. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from devices.contracts.microphone import MOST_RECORDING_S
from kiosk.session.screens import Record
from kiosk.session.snapshot import Snapshot
from ui.viewmodels.context import ViewContext


@dataclass(frozen=True, slots=True)
class RecordFace:
    """Exactly what the screen shows; `state` is ready, recording, heard or failed."""

    state: str = "ready"
    title: str = ""
    help: str = ""
    time_text: str = ""
    levels: tuple[float, ...] = ()
    """0 to 1, the newest last."""
    fraction: float = 0.0
    """Of the minute."""
    first_text: str = ""
    second_text: str = ""
    """Drops the recording that is there; empty where there is none."""


def record_face(snapshot: Snapshot, context: ViewContext) -> RecordFace:
    """The recording at one moment; empty when another screen is shown."""
    state, texts = snapshot.state, context.texts
    screen = state.screen
    if not isinstance(screen, Record):
        return RecordFace()
    name = screen.state.value
    has_note = state.draft is not None and bool(state.draft.voice_note)
    second = "record.again" if name == "heard" else "record.drop" if has_note and name == "ready" else ""
    return RecordFace(
        state=name,
        title=texts(f"record.title.{name}"),
        help=texts(f"record.help.{name}"),
        time_text=f"{screen.spoken_s // 60}:{screen.spoken_s % 60:02d}",
        levels=screen.levels,
        fraction=min(1.0, screen.spoken_s / MOST_RECORDING_S),
        first_text=texts(f"record.do.{name}"),
        second_text=texts(second) if second else "",
    )
