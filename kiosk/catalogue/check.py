"""`kiosk catalogue check DIR`: every fault of a catalogue with its line and what is right there, for its writer.

Line numbers come from tree-sitter-toml, which only this check needs and only when there is something to report.
"""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.catalogue.faults import Fault, KeyPath
from kiosk.catalogue.load import MAX_FILE_BYTES, read_catalogue

EXAMPLE = Path(__file__).resolve().parents[2] / "assets" / "catalogue" / "example.toml"
"""One item that uses every key, explained: the manual of the format, and where `right` is taken from."""
EXTRA_KEY = "Extra inputs are not permitted"


def check(directory: Path) -> tuple[Fault, ...]:
    """All faults of the catalogue in a directory, with their lines, in the order of files and lines."""
    _, faults = read_catalogue(directory)
    told = _with_examples(_with_lines(faults))
    return tuple(sorted(told, key=lambda fault: (str(fault.file), fault.line or 0)))


def _with_examples(faults: Iterable[Fault]) -> Iterator[Fault]:
    """What the manual's item has in the same place; for a key that does not exist, the one that was meant."""
    examples: dict[KeyPath, str] | None = None
    for fault in faults:
        if examples is None:
            examples = _examples()
        place = _anywhere(fault.where)
        if EXTRA_KEY in fault.what and place:
            known = [path[-1] for path in examples if path[:-1] == place[:-1] and len(path) == len(place)]
            meant = difflib.get_close_matches(str(place[-1]), [str(name) for name in known], 1, 0.6)
            place = (*place[:-1], meant[0]) if meant else ()
        while place and place not in examples:  # a key of an inline table: the line of the table
            place = place[:-1]
        yield replace(fault, right=examples.get(place, ""))


def _examples() -> dict[KeyPath, str]:
    try:
        return example_lines(EXAMPLE.read_bytes())
    except (ImportError, OSError):
        return {}


def example_lines(content: bytes) -> dict[KeyPath, str]:
    """The first line of each key in a TOML text, lists counted as one (`sections.fields.kind`)."""
    lines = content.decode("utf-8").splitlines()
    found: dict[KeyPath, str] = {}
    for path, line in positions(content).items():
        found.setdefault(_anywhere(path), lines[line - 1].strip())
    return found


def _anywhere(path: KeyPath) -> KeyPath:
    return tuple(part for part in path if isinstance(part, str))


def _with_lines(faults: Iterable[Fault]) -> Iterator[Fault]:
    known: dict[Path, dict[KeyPath, int] | None] = {}
    for fault in faults:
        if fault.file not in known:
            known[fault.file] = _positions_in(fault.file)
        lines = known[fault.file]
        if lines is None or fault.line is not None:
            yield fault
            continue
        where = fault.where
        while where and where not in lines:  # a missing key: the line of its table
            where = where[:-1]
        yield replace(fault, line=lines.get(where, 1))


def _positions_in(file: Path) -> dict[KeyPath, int] | None:
    """None without the parser, which a terminal need not carry."""
    if not file.is_file() or file.stat().st_size > MAX_FILE_BYTES:
        return {}
    try:
        return positions(file.read_bytes())
    except RecursionError:
        return {}
    except ImportError:
        return None


def positions(content: bytes) -> dict[KeyPath, int]:
    """The line of every key and table of a TOML text; what cannot be parsed is left out."""
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    tree = Parser(Language(tree_sitter_toml.language())).parse(content)
    lines: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    for node in tree.root_node.named_children:
        if node.type == "pair":
            _pair(node, (), lines)
        elif node.type in ("table", "table_array_element"):
            _table(node, lines, counts)
    return lines


def _table(node: Any, lines: dict[KeyPath, int], counts: dict[KeyPath, int]) -> None:
    name = _indexed(_key(node.named_children[0]), counts)
    if node.type == "table_array_element":
        index = counts.get(name, -1) + 1
        counts[name] = index
        lines.setdefault(name, node.start_point[0] + 1)
        name = (*name, index)
    lines[name] = node.start_point[0] + 1
    for child in node.named_children[1:]:
        if child.type == "pair":
            _pair(child, name, lines)


def _indexed(parts: tuple[str, ...], counts: dict[KeyPath, int]) -> KeyPath:
    """`sections.fields` inside the third [[sections]] is ("sections", 2, "fields")."""
    path: KeyPath = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    return (*path, parts[-1])


def _pair(node: Any, parent: KeyPath, lines: dict[KeyPath, int]) -> None:
    name, value = node.named_children[0], node.named_children[-1]
    path = (*parent, *_key(name))
    lines[path] = node.start_point[0] + 1
    _value(value, path, lines)


def _value(node: Any, path: KeyPath, lines: dict[KeyPath, int]) -> None:
    if node.type == "inline_table":
        for child in node.named_children:
            if child.type == "pair":
                _pair(child, path, lines)
    elif node.type == "array":
        for index, child in enumerate(child for child in node.named_children if child.type != "comment"):
            lines[(*path, index)] = child.start_point[0] + 1
            _value(child, (*path, index), lines)


def _key(node: Any) -> tuple[str, ...]:
    if node.type == "dotted_key":
        return tuple(part for child in node.named_children for part in _key(child))
    return (node.text.decode("utf-8", "replace").strip("\"'"),)
