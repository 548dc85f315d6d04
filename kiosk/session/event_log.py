"""What a session leaves in the log: that something happened, and no word of whose it was."""

from kiosk.session import effects as do
from kiosk.telemetry import emit


def log_event(effect: do.LogSessionEnded | do.LogReveal | do.LogOwnAloud) -> None:
    """Write down that it happened, and nothing of what was said or shown."""
    match effect:
        case do.LogOwnAloud(on=on):
            emit("own_words_aloud", on=on)
        case do.LogReveal(field_id=field_id):
            emit("value_revealed", field_id=field_id)
        case do.LogSessionEnded():
            emit(
                "session_ended",
                item=effect.item_id,
                mode=effect.mode.value,
                outcome=effect.outcome,
                seconds_s=round(effect.seconds_s, 1),
                over_60=effect.over_60,
            )
