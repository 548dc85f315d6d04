"""From a form of the case's page to the action of the staff's API that it means. Pure."""

from typing import Any

import msgspec

from kiosk.platform.console.forms import Form
from kiosk.platform.staff_wire import Action

_PLAIN = (
    "task_id",
    "desk_id",
    "reason",
    "text",
    "note",
    "result",
    "kind",
    "until_on",
    "working_days",
    "due_on",
    "into_case_id",
)
_OTHER = "other"
"""The row for a material that the item does not know."""


def action_of(form: Form) -> Action | None:
    """The action with the fields that were filled in; None where something needed is missing or is no such thing."""
    told: dict[str, Any] = {name: form[name] for name in _PLAIN if form[name]}
    told["action"] = form["action"]
    if form["action"] == "ask_correction":
        told["materials"] = _materials(form)
    try:
        made: Action = msgspec.convert(told, Action, strict=False)
    except msgspec.ValidationError:
        return None
    return made


def _materials(form: Form) -> list[dict[str, str]]:
    """What was ticked, each with its reason; and whatever else was named."""
    ticked = [each for each in form.many.get("material", []) if each != _OTHER]
    wanted = [{"material_id": each, "reason": form[f"reason_{each}"]} for each in ticked]
    if form["other_name"]:
        wanted.append({"name": form["other_name"], "reason": form[f"reason_{_OTHER}"]})
    return wanted
