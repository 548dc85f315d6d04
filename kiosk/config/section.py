"""What every section of the settings is made of, and everything that is wrong with the values of one. Pure."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin

import msgspec

Keys = tuple[str, ...]


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """Base: nothing changed afterwards. By msgspec, since the first frame waits for the settings."""

    def misfits(self) -> Iterator[tuple[str, str]]:
        """Fields that are right by themselves and wrong together: name, and what is wrong."""
        yield from ()


def problems_of(kind: type[Section], values: object, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Every key that is missing, wrong or too many; each value by itself, since msgspec stops at the first problem."""
    if not isinstance(values, Mapping):
        yield keys, "Expected a section"
        return
    single = list(_problems_of_fields(kind, values, keys))
    yield from single
    if not single:
        whole = msgspec.convert(values, kind, strict=False, dec_hook=to_path)
        yield from (((*keys, name), what) for name, what in whole.misfits())


def _problems_of_fields(kind: type[Section], values: Mapping[Any, object], keys: Keys) -> Iterator[tuple[Keys, str]]:
    fields = msgspec.structs.fields(kind)
    for field in fields:
        here = (*keys, field.name)
        if field.name not in values:
            if field.required:
                yield here, "Field required"
        elif (section := _section(field.type)) is not None:
            yield from problems_of(section, values[field.name], here)
        else:
            yield from _problem(field.type, values[field.name], here)
    known = {field.name for field in fields}
    yield from (((*keys, name), "Extra inputs are not permitted") for name in values if name not in known)


def _section(declared: Any) -> type[Section] | None:
    """The section a field holds, or may hold."""
    for kind in get_args(declared) if isinstance(declared, UnionType) else (declared,):
        if isinstance(kind, type) and issubclass(kind, Section):
            return kind
    return None


def _problem(declared: Any, value: object, keys: Keys) -> Iterator[tuple[Keys, str]]:
    try:
        msgspec.convert(value, declared, strict=False, dec_hook=to_path)
    except msgspec.ValidationError as error:
        # msgspec repeats what it found in place of a literal
        known = f"Expected one of {', '.join(get_args(declared))}" if get_origin(declared) is Literal else str(error)
        yield keys, known


def to_path(declared: type, value: object) -> Any:
    """msgspec's `dec_hook`: the one kind of value that TOML does not have."""
    if declared is Path and isinstance(value, str | Path):
        return Path(value)
    raise msgspec.ValidationError("Expected a path")
