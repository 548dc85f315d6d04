"""From a page's values to HTML: the templates, their few functions, and the files that every page links.

A template says nothing by itself: words come from `assets/i18n/console`, pictures from `assets/icons`, colours from
`static/tokens.css`, which packaging/dev/tokens makes.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Template
from litestar.template.config import TemplateConfig
from markupsafe import Markup

from kiosk.core.clock import china_date
from kiosk.platform.console.doors import HEADERS, ROOT, found_visitor
from kiosk.platform.people.register import Person
from kiosk.platform.roles import AT_DESKS, CALLED_FOR_HELP, StaffRole
from kiosk.platform.settings import ASSETS, LOCALE
from kiosk.texts import Texts
from kiosk.texts.format import show_date, show_full_date, show_moment, show_stamp, show_time, show_weekday

HERE = Path(__file__).parent
STATIC = {
    "tokens.css": (HERE / "static" / "tokens.css", "text/css"),
    "console.css": (HERE / "static" / "console.css", "text/css"),
    "mark.svg": (HERE / "static" / "mark.svg", "image/svg+xml"),
    "bridge.svg": (ASSETS / "illustrations" / "scene-idle.light.svg", "image/svg+xml"),
}
"""The files that pages link, by name."""


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the way through the console."""

    path: str
    icon: str
    key: str
    roles: frozenset[StaffRole]
    also: str = ""
    """Pages that are reached from there."""

    def holds(self, path: str) -> bool:
        """Whether a page is there."""
        return path.startswith((self.path, self.also or self.path))

    @property
    def counts(self) -> bool:
        """Whether the number of what lies there is told beside it."""
        return bool(self.also)


PLACES = (
    Place(f"{ROOT}/inbox", "inbox", "nav.inbox", AT_DESKS, f"{ROOT}/cases/"),
    Place(f"{ROOT}/inbox", "inbox", "nav.watched", frozenset({StaffRole.SUPERVISOR}), f"{ROOT}/cases/"),
    Place(f"{ROOT}/dispatch", "route", "nav.dispatch", frozenset({StaffRole.COMMUNITY, StaffRole.STREET})),
    Place(f"{ROOT}/help", "help-person", "nav.help", CALLED_FOR_HELP - {StaffRole.HOUSE}),
    Place(f"{ROOT}/fleet", "terminal", "nav.fleet", frozenset({StaffRole.FLEET})),
    Place(f"{ROOT}/people", "two-people", "nav.people", frozenset({StaffRole.ADMINISTRATOR})),
    Place(f"{ROOT}/access", "lock", "nav.access", frozenset({StaffRole.FLEET, StaffRole.ADMINISTRATOR})),
    Place(f"{ROOT}/diary", "log", "nav.diary", frozenset({StaffRole.ADMINISTRATOR})),
)


def places_of(person: Person) -> tuple[Place, ...]:
    """Where this person may go, the first of them their home."""
    return tuple(place for place in PLACES if person.clerk.role in place.roles)


def page(
    request: Request[Any, Any, Any],
    template: str,
    values: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    person: Person | None = None,
    headers: Mapping[str, str] | None = None,
) -> Template:
    """A page of the console, for whoever is signed in."""
    person = person or found_visitor(request)
    routing = request.app.state.reception.routing
    shown = {
        "person": person,
        "places": places_of(person) if person else (),
        "here": request.scope["path"],
        "desks": [routing.desk(desk_id) for desk_id in sorted(person.clerk.desks)] if person else [],
    }
    return Template(
        f"{template}.html", context={**shown, **(values or {})}, status_code=status,
        headers={**HEADERS, "Cache-Control": "no-store", **(headers or {})},
    )  # fmt: skip


@cache
def words() -> Texts:
    """What the console says to staff."""
    return Texts.load(ASSETS / "i18n" / "console", LOCALE)


def templates(texts: Texts) -> TemplateConfig[JinjaTemplateEngine]:
    """The engine; `texts`: how days and times are said."""
    engine = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    engine.globals |= {"t": words(), "icon": icon, "static": static_path, "root": ROOT}
    filters: dict[str, Callable[..., str]] = {
        "day": lambda day: show_date(day, texts),
        "full_day": lambda day: show_full_date(day, texts),
        "china_day": lambda at: show_date(china_date(at), texts),
        "moment": lambda at: show_moment(at, texts),
        "coming_hour": lambda at: coming_hour(at, texts),
        "age": age,
        "stamp": show_stamp,
        "iso": _iso,
    }
    engine.filters |= filters
    return TemplateConfig(instance=JinjaTemplateEngine(engine_instance=engine))


def coming_hour(at: datetime, texts: Texts) -> str:
    """星期四（4月23日）10:00."""
    day = china_date(at)
    return words()("day.coming", weekday=show_weekday(day, texts), date=show_date(day, texts), time=show_time(at))


def age(seconds_s: float) -> str:
    """For how long something has been waiting, in the largest unit that fits."""
    minutes = int(seconds_s // 60)
    hours = minutes // 60
    if hours >= 2 * 24:
        return words()("age.days", count=hours // 24)
    return words()("age.hours", count=hours) if hours >= 2 else words()("age.minutes", count=minutes)


def _iso(when: date | datetime) -> str:
    return when.isoformat()


@cache
def icon(name: str) -> Markup:
    """An icon in the colour of the words beside it; it says nothing that they do not."""
    drawn = (ASSETS / "icons" / f"{name}.svg").read_text(encoding="utf-8").strip()
    return Markup(drawn.replace("<svg ", '<svg class="icon" aria-hidden="true" focusable="false" ', 1))


@cache
def static_file(name: str) -> tuple[bytes, str]:
    """The bytes and type of one of the files; raises KeyError for another name."""
    path, media_type = STATIC[name]
    return path.read_bytes(), media_type


@cache
def static_path(name: str) -> str:
    """Its address, another one with every change of the file, so that browsers keep it."""
    content, _ = static_file(name)
    return f"{ROOT}/static/{hashlib.sha256(content).hexdigest()[:12]}/{name}"
