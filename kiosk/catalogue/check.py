"""`python -m kiosk.catalogue check DIR`: every fault of a catalogue with file and line, for the person who wrote it.

Line numbers come from tree-sitter-toml, which only this check needs and only when there is something to report.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.catalogue.faults import Fault, KeyPath
from kiosk.catalogue.load import read_catalogue


def check(directory: Path) -> tuple[Fault, ...]:
    """All faults of the catalogue in a directory, with their lines, in the order of files and lines."""
    _, faults = read_catalogue(directory)
    return tuple(sorted(_with_lines(faults), key=lambda fault: (str(fault.file), fault.line or 0)))


def _with_lines(faults: Iterable[Fault]) -> Iterator[Fault]:
    known: dict[Path, dict[KeyPath, int]] = {}
    for fault in faults:
        if fault.file not in known:
            known[fault.file] = positions(fault.file.read_bytes()) if fault.file.is_file() else {}
        lines = known[fault.file]
        where = fault.where
        while where and where not in lines:  # a missing key: the line of its table
            where = where[:-1]
        yield replace(fault, line=lines.get(where, 1))


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
    return (node.text.decode("utf-8").strip("\"'"),)
