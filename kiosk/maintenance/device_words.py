"""What a report on the devices says, in words: for a person to read, and beside the codes for a program. Pure."""

from typing import Any

import msgspec

from kiosk.maintenance.device_report import DeviceReport, DeviceRow
from kiosk.texts import Texts
from kiosk.texts.format import show_stamp

ABOUT = ("model", "serial", "firmware")


def as_text(report: DeviceReport, texts: Texts) -> str:
    """The report in plain words, a paragraph for each device."""
    key = "doctor.head_old" if report.is_old else "doctor.head_opened" if report.opened_for_it else "doctor.head"
    head = texts(key, moment=show_stamp(report.taken_at), count=len(report.devices))
    foot = (texts("doctor.pages_unjudged"),) if report.pages_judged is False else ()
    since = "doctor.since_last_run" if report.opened_for_it else "doctor.since"
    return "\n\n".join((head, *(_paragraph(row, since, texts) for row in report.devices), *foot))


def as_json(report: DeviceReport, texts: Texts) -> str:
    """The report for a program: its codes, and for each device `words`, `last_error_words` and `what_to_do` for whom
    the program tells it."""
    told: dict[str, Any] = msgspec.to_builtins(report)
    for row, device in zip(told["devices"], report.devices, strict=True):
        error = error_words(device.last_error, texts) if device.last_error else ""
        row |= {"words": _state(device, texts), "last_error_words": error, "what_to_do": what_to_do(device, texts)}
    return msgspec.json.encode(told).decode()


def error_words(code: str, texts: Texts) -> str:
    """A trouble or a health in words; the code itself where an older version's report has one that is no more."""
    keys = (f"doctor.trouble.{code}", f"doctor.health.{code}")
    return next((texts(key) for key in keys if key in texts), code)


def what_to_do(row: DeviceRow, texts: Texts) -> str:
    """What a hand can do about it; empty where nothing is lacking."""
    if not (lack := row.lack or row.need):
        return ""
    keys = (f"doctor.todo.{whose}.{lack}" for whose in (row.role, _link_of(row)))
    return texts(next((key for key in keys if key in texts), f"doctor.todo.{lack}"))


def _paragraph(row: DeviceRow, since: str, texts: Texts) -> str:
    begun = texts(since, moment=show_stamp(row.since)) if row.since else ""
    confirmed = show_stamp(row.last_confirmed) if row.last_confirmed else texts("doctor.never")
    lines = [
        f"{texts(f'doctor.role.{row.role}')}  {_state(row, texts)}{begun}",
        texts("doctor.found" if row.found_at else "doctor.driver", driver=row.driver, place=row.found_at),
        texts("doctor.last_confirmed", moment=confirmed),
    ]
    lines += [texts(f"doctor.{name}", what=what) for name in ABOUT if (what := getattr(row, name))]
    if row.trouble and row.trouble != row.last_error:
        lines.append(texts("doctor.trouble", what=error_words(row.trouble, texts)))
    if row.last_error_at is not None:
        what, moment = error_words(row.last_error, texts), show_stamp(row.last_error_at)
        lines.append(texts("doctor.last_error", what=what, moment=moment))
    if todo := what_to_do(row, texts):
        lines.append(texts("doctor.todo", what=todo))
    return "\n    ".join(lines)


def _state(row: DeviceRow, texts: Texts) -> str:
    lack = row.lack or row.need
    return texts(f"doctor.lack.{lack}") if lack else texts(f"doctor.health.{row.health}")


def _link_of(row: DeviceRow) -> str:
    """The kind of wire, as far as advice differs by it."""
    if "serial" in row.driver:
        return "serial"
    return "network" if row.found_at.startswith(("host=", "port=", "uri=", "url=")) else row.driver
