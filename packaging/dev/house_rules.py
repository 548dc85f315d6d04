"""The house rules no linter knows, checked by reading the sources; prints `path:line: rule: message`, exits 1 on any.

Lives here: one small function a rule, and the exceptions' reader (house_rules.toml). Never here: what ruff, mypy,
import-linter or qmllint can say.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE_FOLDERS = ("kiosk", "devices", "ui", "tests", "packaging")
PRODUCT_FOLDERS = ("kiosk", "devices", "ui")
MODULE_LIMIT_LINES = 350
TEST_LIMIT_LINES = 550
"""A test module holds every sentence about one module: it mirrors it and is read by searching, not from the top."""

CHINESE = re.compile(
    r"[\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff5e\U00020000-\U0003ffff]"
)
EFFECTS = re.compile(
    r"\blayer\.effect\b|\bMultiEffect\b|\bShaderEffect\w*|\bQtQuick\.Effects\b|\bQt5Compat\.GraphicalEffects\b"
)
HEX_COLOUR = re.compile(r"""["']#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})["']""")
PIXEL_SIZE = re.compile(r"\bpixelSize\s*:\s*[\d.]+")
VISIBLE = re.compile(r"(?<![\w.])visible\s*:\s*(?P<binding>[^\n]*(?:\n\s*(?:&&|\|\||\?|:)[^\n]*)*)")
READS_VISIBLE = re.compile(r"\b(\w+)\.visible\b")
TASK_STARTERS = {"create_task", "ensure_future", "run_coroutine_threadsafe"}
TASK_HOME = "kiosk/core/tasks.py"


@dataclass(frozen=True, slots=True)
class Finding:
    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


@dataclass(frozen=True, slots=True)
class Allowance:
    rule: str
    path: str
    reason: str


def check_tree(root: Path, allowances: Iterable[Allowance] = ()) -> list[Finding]:
    """Every finding below root that no allowance excuses, and every allowance that excuses nothing."""
    allowed = list(allowances)
    findings = [finding for path in _sources(root) for finding in dict.fromkeys(check_file(root, path))]
    if (root / "packaging/__init__.py").exists():
        findings.append(Finding("packaging/__init__.py", 1, "packaging-package", "it shadows PyPI's `packaging`"))
    excused = {(finding.rule, finding.path) for finding in findings}
    stale = [
        Finding(entry.path, 1, "stale-allowance", f"house_rules.toml allows {entry.rule} here, and nothing needs it")
        for entry in allowed
        if (entry.rule, entry.path) not in excused
    ]
    open_doors = {(entry.rule, entry.path) for entry in allowed}
    return [finding for finding in findings if (finding.rule, finding.path) not in open_doors] + stale


def check_file(root: Path, path: Path) -> Iterator[Finding]:
    """What the rules say of one .py or .qml file below root."""
    name = path.relative_to(root).as_posix()
    text = path.read_text(encoding="utf-8")
    is_product = name.startswith(PRODUCT_FOLDERS)
    line_count = text.count("\n")
    limit = MODULE_LIMIT_LINES if not name.startswith("tests/") else TEST_LIMIT_LINES
    if line_count > limit:
        yield Finding(name, line_count, "module-length", f"{line_count} lines, at most {limit}")
    if path.suffix == ".qml":
        yield from _check_qml(name, blank_qml_comments(text))
    elif is_product:
        tree = ast.parse(text, filename=name)
        yield from _chinese_literals(name, tree)
        yield from _bare_tasks(name, tree)


def blank_qml_comments(text: str) -> str:
    """The QML text with its comments made blank; lines and columns stay where they were."""
    pattern = re.compile(
        r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|//[^\n]*|/\*.*?\*/""", re.DOTALL
    )
    return pattern.sub(lambda found: found[1] or re.sub(r"[^\n]", " ", found[0]), text)


def read_allowances(path: Path) -> list[Allowance]:
    """The exceptions of house_rules.toml. Raises KeyError when one names no reason."""
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("allow", [])
    return [Allowance(entry["rule"], entry["path"], entry["reason"]) for entry in entries]


def _sources(root: Path) -> Iterator[Path]:
    for folder in CODE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".qml"} and path.is_file():
                yield path


def _check_qml(name: str, text: str) -> Iterator[Finding]:
    in_theme = Path(name).stem.startswith("Theme") or "Theme" in Path(name).parts
    in_tests = name.startswith("tests/")
    for number, line in enumerate(text.splitlines(), start=1):
        if CHINESE.search(line) and not in_tests:
            yield Finding(name, number, "chinese-literal", "words live in assets/, read through kiosk.texts")
        if EFFECTS.search(line):
            yield Finding(name, number, "effects", "the software renderer draws no effects")
        if HEX_COLOUR.search(line) and not in_theme:
            yield Finding(name, number, "theme", "colours come from Theme")
        if PIXEL_SIZE.search(line) and not in_theme:
            yield Finding(name, number, "theme", "type sizes come from Theme")
    yield from _shown_by_own_part(name, text)


def _shown_by_own_part(name: str, text: str) -> Iterator[Finding]:
    """An item shown while one of its own parts is visible: hidden once it never comes back, since its parts are too."""
    for found in VISIBLE.finditer(text):
        inside = text[slice(*_object_around(text, found.start()))]
        for part in READS_VISIBLE.findall(found["binding"]):
            if re.search(rf"(?<![\w.])id\s*:\s*{part}\b", inside):
                number = text.count("\n", 0, found.start()) + 1
                yield Finding(name, number, "shown-by-own-part", f"{part} lies in it and is hidden with it")


def _object_around(text: str, place: int) -> tuple[int, int]:
    """Where the QML object that holds this place begins and ends: its braces. A brace in a string would mislead it."""
    start, end = place, place
    depth = 1
    while start > 0 and depth:
        start -= 1
        depth += {"}": 1, "{": -1}.get(text[start], 0)
    depth = 1
    while end < len(text) and depth:
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
    return start, end


def _chinese_literals(name: str, tree: ast.Module) -> Iterator[Finding]:
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings, also of attributes
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in prose:
            continue
        if CHINESE.search(node.value):
            yield Finding(name, node.lineno, "chinese-literal", "words live in assets/, read through kiosk.texts")


def _bare_tasks(name: str, tree: ast.Module) -> Iterator[Finding]:
    if name == TASK_HOME or name.startswith("devices/"):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in TASK_STARTERS:
                yield Finding(name, node.lineno, "bare-task", f"{called}: start tasks through core.tasks.Supervisor")


def main() -> int:
    findings = check_tree(ROOT, read_allowances(ROOT / "packaging/dev/house_rules.toml"))
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
