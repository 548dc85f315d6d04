"""Every import contract of pyproject.toml, broken once on a small tree of the same shape and seen to be reported."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

PYPROJECT = Path(__file__).parents[3] / "pyproject.toml"
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads(PYPROJECT.read_text())["tool"]["importlinter"]["contracts"]
}

# (importer, imported, contract that forbids it)
FORBIDDEN = [
    ("kiosk.session.a", "kiosk.app", "kiosk-layers"),
    ("kiosk.sync.a", "kiosk.documents", "kiosk-layers"),
    ("kiosk.outbox.a", "kiosk.wire", "kiosk-layers"),
    ("kiosk.cases.a", "kiosk.wire", "kiosk-layers"),
    ("kiosk.texts.a", "kiosk.catalogue", "kiosk-layers"),
    ("kiosk.core.a", "kiosk.config", "kiosk-layers"),
    ("devices.idcards.a", "devices.hub", "devices-layers"),
    ("devices.idcards.b", "devices.printers", "devices-layers"),
    ("devices.emulators.a", "devices.idcards", "devices-layers"),
    ("devices.links.a", "devices.registry", "devices-layers"),
    ("devices.contracts.a", "devices.links", "devices-layers"),
    ("ui.bridge.a", "ui.viewmodels", "ui-layers"),
    ("ui.input.a", "ui.bridge", "ui-layers"),
    ("devices.hub.a", "kiosk.core", "devices-leaf"),
    ("devices.hub.b", "PySide6.QtCore", "devices-leaf"),
    ("kiosk.session.b", "PySide6.QtCore", "kiosk-qt-free"),
    ("kiosk.maintenance.a", "qasync", "kiosk-qt-free"),
    ("kiosk.speech.a", "ui.bridge", "kiosk-qt-free"),
    ("kiosk.session.c", "devices.hub", "kiosk-contracts-only"),
    ("kiosk.documents.a", "devices.printers", "kiosk-contracts-only"),
    ("kiosk.maintenance.b", "devices.emulators", "kiosk-contracts-only"),
    ("ui.viewmodels.form", "devices.emulators", "ui-contracts-only"),
    ("ui.viewmodels.dev_dock.a", "devices.hub", "ui-contracts-only"),
    ("ui.viewmodels.home", "kiosk.sync", "ui-wires-nothing"),
    ("ui.engine.a", "kiosk.app", "ui-wires-nothing"),
    ("kiosk.app.a", "kiosk.platform", "platform-above"),
    ("devices.hub.c", "kiosk.platform", "platform-above"),
    ("kiosk.platform.a", "kiosk.outbox", "platform-below"),
    ("kiosk.platform.b", "devices.contracts", "platform-below"),
    ("kiosk.platform.console.lists", "kiosk.forms.display", "platform-below"),
    ("kiosk.sync.b", "apsw", "home-apsw"),
    ("ui.input.b", "apsw", "home-apsw"),
    ("kiosk.telemetry.a", "sqlite3", "home-apsw"),
    ("kiosk.session.d", "httpx", "home-httpx"),
    ("kiosk.platform.c", "httpx", "home-httpx"),
    ("kiosk.wire.a", "litestar", "home-platform-libraries"),
    ("kiosk.outbox.b", "sqlalchemy", "home-platform-libraries"),
    ("kiosk.platform.b", "joserfc", "home-joserfc"),
    ("kiosk.platform.people.b", "jinja2", "home-platform-libraries"),
    ("devices.idcards.c", "serialx", "home-device-libraries"),
    ("devices.links.b", "escpos", "home-device-libraries"),
    ("devices.idcards.d", "usb", "home-device-libraries"),
    ("kiosk.app.b", "sounddevice", "home-device-libraries"),
    ("devices.cameras.d", "aiohttp", "home-device-libraries"),
    ("ui.bridge.b", "polib", "home-polib"),
    ("kiosk.forms.a", "gettext", "home-polib"),
    ("kiosk.forms.a", "cel_expr_python", "home-cel"),
    ("kiosk.sync.d", "cryptography", "home-cryptography"),
    ("kiosk.platform.e", "http_message_signatures", "home-cryptography"),
    ("kiosk.newcomer", "kiosk.core", "kiosk-layers"),
    ("devices.keypads", "devices.contracts", "devices-layers"),
    ("ui.widgets", "ui.bridge", "ui-layers"),
]

ALLOWED = [
    ("kiosk.app.c", "kiosk.session"),
    ("kiosk.app.c", "devices.emulators"),
    ("kiosk.app.c", "ui.engine"),
    ("kiosk.app.c", "PySide6.QtCore"),
    ("kiosk.app.c", "qasync"),
    ("kiosk.session.e", "kiosk.outbox"),
    ("kiosk.session.e", "devices.contracts"),
    ("kiosk.sync.c", "httpx"),
    ("kiosk.sync.c", "kiosk.outbox"),
    ("kiosk.sync.c", "kiosk.wire"),
    ("kiosk.outbox.c", "apsw"),
    ("kiosk.platform.d", "kiosk.wire"),
    ("kiosk.platform.d", "kiosk.core"),
    ("kiosk.platform.d", "litestar"),
    ("kiosk.platform.adapters", "httpx"),
    ("kiosk.texts.b", "polib"),
    ("kiosk.texts.b", "gettext"),
    ("ui.viewmodels.dev_dock.b", "devices.emulators"),
    ("ui.viewmodels.review", "kiosk.session"),
    ("ui.viewmodels.review", "devices.contracts"),
    ("ui.input.c", "sqlite3"),
    ("devices.hub.d", "devices.emulators"),
    ("devices.links.c", "serialx"),
    ("devices.links.d", "usb"),
    ("devices.emulators.usb_bus", "usb"),
    ("devices.printers.a", "escpos"),
    ("devices.voice.a", "sounddevice"),
]


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """lint-imports on the tree below root, with the project's own contracts."""
    shutil.copy(PYPROJECT, root)
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=root,
        env={**os.environ, "COLUMNS": "300", "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def build(root: Path, imports: Mapping[str, set[str]]) -> None:
    """Packages for every dotted name, with one importing module each; kiosk, devices and ui always exist."""
    internal = {name for names in imports.values() for name in names if name.startswith(("kiosk.", "devices.", "ui."))}
    for name in {"kiosk.core", "devices.contracts", "ui.bridge"} | internal | {i.rpartition(".")[0] for i in imports}:
        folder = root
        for part in name.split("."):
            folder /= part
            folder.mkdir(exist_ok=True)
            (folder / "__init__.py").touch()
    for importer, imported in imports.items():
        path = root / Path(*importer.split("."))
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        path.write_text("".join(f"import {name}\n" for name in sorted(imported)))


def grouped(pairs: list[tuple[str, str]]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for importer, imported in pairs:
        groups.setdefault(importer, set()).add(imported)
    return groups


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What lint-imports says of a tree that breaks every contract at once."""
    root = tmp_path_factory.mktemp("broken")
    build(root, grouped([(importer, imported) for importer, imported, _ in FORBIDDEN]))
    done = lint(root)
    assert done.returncode == 1
    return done.stdout


@pytest.mark.parametrize(("importer", "imported", "contract"), FORBIDDEN)
def test_a_forbidden_import_is_reported(report: str, importer: str, imported: str, contract: str) -> None:
    of_contract = report.split("Broken contracts")[1].split(CONTRACTS[contract], maxsplit=1)[1]
    findings = re.split(r"\n-{5,}\n", of_contract)[1]
    if importer.count(".") == 1:  # a newcomer that no layer names
        assert f"- {importer}\n" in findings
    else:
        shown = imported if imported.startswith(("kiosk", "ui", "devices")) else imported.partition(".")[0]
        assert re.search(rf"{re.escape(importer)} -> {re.escape(shown)}\b", findings)


def test_every_contract_is_broken_by_one_of_these_imports() -> None:
    assert {contract for _, _, contract in FORBIDDEN} == set(CONTRACTS)


def test_what_the_architecture_allows_keeps_every_contract(tmp_path: Path) -> None:
    build(tmp_path, grouped(ALLOWED))
    done = lint(tmp_path)
    assert "0 broken" in done.stdout, done.stdout + done.stderr


def test_packages_that_do_not_exist_yet_break_nothing(tmp_path: Path) -> None:
    build(tmp_path, {})
    done = lint(tmp_path)
    assert "0 broken" in done.stdout, done.stdout + done.stderr
