"""From the files under assets/routing to routes with their desks, or to every fault of every file at once."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from kiosk.catalogue import Catalogue, Item, Kind
from kiosk.platform.divisions import covers, significant
from kiosk.platform.route import Days, Desk, Level, PlannedTask, Route, Special
from kiosk.platform.settings import LOCALE

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
Slug = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Area = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{6,12}$")]
T = TypeVar("T", bound=msgspec.Struct)


class BrokenRoutingError(Exception):
    """The files of routes cannot be followed; the message has one line for each fault."""


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: Literal[1]


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class DeskData(_Part, frozen=True, kw_only=True):
    """One desk: what it is for, and where."""

    id: Slug
    name: Name
    function: Slug
    area: Area


class _Desks(_File, frozen=True, kw_only=True):
    fallback: Slug
    desks: tuple[DeskData, ...]
    dispatch_minutes: Annotated[int, msgspec.Meta(ge=1, le=1440)] = 30


class _Task(_Part, frozen=True, kw_only=True):
    id: Slug
    desk: Slug
    step: Annotated[int, msgspec.Meta(ge=0)]
    name: Name | None = None
    working_days: Days | None = None
    after: tuple[Slug, ...] = ()
    accepts: bool = False


class _Special(_Part, frozen=True, kw_only=True):
    kind: Slug
    name: Name


class _Level(_Part, frozen=True, kw_only=True):
    after_working_days: Days
    desk: Slug


class RouteData(_File, frozen=True, kw_only=True):
    """One item's way, by functions of desks; fields as in `Route`."""

    item: Slug
    front: Slug
    tasks: tuple[_Task, ...]
    escalations: Annotated[tuple[_Level, ...], msgspec.Meta(min_length=1)]
    accept_working_days: Days = 5
    silence_accepts: bool = False
    statutory_working_days: Days = 0
    warn_working_days: Days = 1
    return_working_days: Days = 2
    extension_working_days: Days = 0
    rectify_working_days: Days = 5
    reply_working_days: Days = 3
    reopen_working_days: Days = 15
    specials: tuple[_Special, ...] = ()
    confidential: bool = False
    dispatch: tuple[Slug, ...] = ()
    """Functions of the desks that its cases are usually given out to (派单); none: nobody gives them out."""


@dataclass(frozen=True, slots=True)
class Routing:
    """All desks and routes. Immutable."""

    desks: tuple[DeskData, ...]
    fallback: Desk
    routes: dict[str, RouteData]
    dispatch_minutes: int = 30
    """How soon what is to be given out should be."""

    def desk(self, desk_id: str) -> Desk | None:
        """The desk of that id."""
        return next((Desk(desk_id=desk.id, name=desk.name) for desk in self.desks if desk.id == desk_id), None)

    def desk_for(self, function: str, division_code: str) -> Desk:
        """The nearest desk of that function for a division, or the fallback."""
        near = [desk for desk in self.desks if desk.function == function and covers(desk.area, division_code)]
        nearest = max(near, key=lambda desk: len(significant(desk.area)), default=None)
        return self.fallback if nearest is None else Desk(desk_id=nearest.id, name=nearest.name)

    def route(self, item: Item, division_code: str) -> Route | None:
        """The way of a case of this item from this division, None for an item whose spans say it."""
        data = self.routes.get(item.id)
        if data is None:
            return None
        return Route(
            front=self.desk_for(data.front, division_code),
            tasks=tuple(self._task(task, item, division_code) for task in data.tasks),
            accept_working_days=data.accept_working_days,
            silence_accepts=data.silence_accepts,
            statutory_working_days=data.statutory_working_days,
            warn_working_days=data.warn_working_days,
            return_working_days=data.return_working_days,
            extension_working_days=data.extension_working_days,
            rectify_working_days=data.rectify_working_days,
            reply_working_days=data.reply_working_days,
            reopen_working_days=data.reopen_working_days,
            specials=tuple(Special(kind=special.kind, name=special.name) for special in data.specials),
            escalations=tuple(
                Level(after_working_days=level.after_working_days, desk=self.desk_for(level.desk, division_code))
                for level in data.escalations
            ),
            is_confidential=data.confidential,
        )

    def _task(self, task: _Task, item: Item, division_code: str) -> PlannedTask:
        step = item.steps[task.step]
        return PlannedTask(
            task_id=task.id,
            name=task.name or step.name.text(LOCALE),
            desk=self.desk_for(task.desk, division_code),
            step=task.step,
            working_days=step.working_days if task.working_days is None else task.working_days,
            after=task.after,
            accepts=task.accepts,
        )


def load_routing(directory: Path, catalogue: Catalogue) -> Routing:
    """Read `desks.toml` and `routes/*.toml`; raises `BrokenRoutingError` with every fault."""
    faults: list[str] = []
    desks = _read(directory / "desks.toml", _Desks, faults)
    files = sorted((directory / "routes").glob("*.toml"))
    found = [(path.name, data) for path in files if (data := _read(path, RouteData, faults)) is not None]
    if desks is not None:
        faults += _desk_faults(desks)
        for name, data in found:
            faults += [f"{name}: {fault}" for fault in _route_faults(data, desks, catalogue)]
    routes = {data.item: data for _, data in found}
    faults += [f"two routes for {data.item}" for _, data in found if routes[data.item] is not data]
    if faults or desks is None:
        raise BrokenRoutingError("\n".join(f"{directory}: {fault}" for fault in faults))
    fallback = next(desk for desk in desks.desks if desk.id == desks.fallback)
    nobody = Desk(desk_id=fallback.id, name=fallback.name)
    return Routing(desks.desks, nobody, routes, desks.dispatch_minutes)


def _read(path: Path, data_type: type[T], faults: list[str]) -> T | None:
    try:
        values: Any = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(values, data_type)
    except (OSError, UnicodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        faults.append(f"{path.name}: {error}")
        return None


def _desk_faults(desks: _Desks) -> Iterator[str]:
    ids = [desk.id for desk in desks.desks]
    yield from (f"desks.toml: {desk_id} is there twice" for desk_id in sorted({i for i in ids if ids.count(i) > 1}))
    if desks.fallback not in ids:
        yield f"desks.toml: no desk is {desks.fallback}"


def _route_faults(data: RouteData, desks: _Desks, catalogue: Catalogue) -> Iterator[str]:
    item = catalogue.item(data.item) if catalogue.has(data.item) else None
    if item is None or item.kind is not Kind.APPLY:
        yield f"{data.item} is no item to apply for"
        return
    functions = {desk.function for desk in desks.desks}
    named = [
        data.front,
        *data.dispatch,
        *(task.desk for task in data.tasks),
        *(level.desk for level in data.escalations),
    ]
    yield from (f"no desk has the function {name}" for name in sorted(set(named) - functions))
    yield from _task_faults(data, len(item.steps))
    levels = [level.after_working_days for level in data.escalations]
    if levels != sorted(set(levels)):
        yield "every level of escalation comes later than the one before"
    if data.confidential and data.front not in {task.desk for task in data.tasks if not task.after}:
        yield "the front of a confidential route is a desk that works on it from the beginning"


def _task_faults(data: RouteData, steps_count: int) -> Iterator[str]:
    """Every task comes to be opened: each is after earlier ones only, and what accepts waits for no acceptance."""
    known: dict[str, _Task] = {}
    for task in data.tasks:
        if task.id in known:
            yield f"{task.id} is there twice"
        if task.step >= steps_count:
            yield f"{task.id}: the item has {steps_count} steps"
        if not set(task.after) <= set(known):
            yield f"{task.id} is after tasks that do not stand before it"
        elif task.accepts and not all(known[before].accepts for before in task.after):
            yield f"{task.id} accepts, so it can be after accepting tasks only"
        known[task.id] = task
    if not any(task.accepts for task in data.tasks):
        yield "no task accepts"
