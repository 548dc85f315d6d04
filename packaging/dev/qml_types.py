"""Corrects the output of pyside6-metaobjectdump, so that qmllint reports real faults only: TYPES.json FILE.py…

It forgets that a property is constant, and writes Python's `list` where Qt says QVariantList.
"""

import ast
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path


def constants_of(source: str) -> Iterator[tuple[str, str]]:
    """Class and property of every `@Property(…, constant=True)`."""
    for holder in ast.walk(ast.parse(source)):
        if isinstance(holder, ast.ClassDef):
            for member in holder.body:
                if isinstance(member, ast.FunctionDef) and any(map(_is_constant, member.decorator_list)):
                    yield holder.name, member.name


def _is_constant(decorator: ast.expr) -> bool:
    if not isinstance(decorator, ast.Call):
        return False
    return any(word.arg == "constant" and isinstance(word.value, ast.Constant) for word in decorator.keywords)


def main(types: Path, sources: Iterable[Path]) -> None:
    constant = {pair for path in sources for pair in constants_of(path.read_text(encoding="utf-8"))}
    dump = json.loads(types.read_text(encoding="utf-8"))
    for file in dump:
        for described in file.get("classes", ()):
            for member in described.get("properties", ()):
                if (described["className"], member["name"]) in constant:
                    member["constant"] = True
                if member["type"] == "list":
                    member["type"] = "QVariantList"
    types.write_text(json.dumps(dump), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
