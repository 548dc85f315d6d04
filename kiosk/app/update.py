"""`kiosk update bundle|stage|bring-in|status|fit`: publish a version, leave one for the next start, and take it in."""

import hashlib
import os
import platform
import pwd
import subprocess
import sys
import tarfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.app.inbox import stage
from kiosk.app.versions import CHUNK_BYTES, Inbox, Versions, record_in
from kiosk.config import Settings, SettingsError, load_settings
from kiosk.maintenance.updates import IsSigned, Manifest, NoBundle, manifest_bytes
from kiosk.wire.keys import SoftwareSigner, from_text, is_signed

DONE, REFUSED, UNUSABLE = 0, 1, 2
PARTS = ("venv", "kiosk", "devices", "ui", "assets", "build", "VERSION")
"""Of the package's folder; what starts the program, and brings versions in and back, stays the package's own."""
FIT_S = 60.0


def update_command(arguments: list[str], root: Path) -> int:
    """Carry it out; returns the exit code: 0 done, 1 the bundle is refused, 2 a file, key or setting is unusable."""
    options = _parser().parse_args(arguments)
    acts: dict[str, Callable[[Namespace, Path], int]] = {
        "bundle": _bundle, "stage": _stage, "bring-in": _bring_in, "status": _status, "fit": _fit,
    }  # fmt: skip
    try:
        return acts[options.act](options, root)
    except (OSError, ValueError, SettingsError) as error:
        print(error, file=sys.stderr)
        return UNUSABLE


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="kiosk update")
    acts = parser.add_subparsers(dest="act", required=True)
    bundle = acts.add_parser("bundle", help="sign a program's folder, as the package lays it out, as one file")
    bundle.add_argument("directory", type=Path)
    bundle.add_argument("--serial", type=int, required=True, help="greater than that of every bundle before")
    bundle.add_argument("--version", required=True)
    bundle.add_argument(
        "--key", type=Path, required=True, help="of `kiosk catalogue new-key`, another one than its own"
    )
    bundle.add_argument("--to", type=Path, required=True)
    staged = acts.add_parser("stage", help="leave a bundle for the next start of the terminal, when nobody is served")
    staged.add_argument("file", type=Path)
    for name, what in (
        ("bring-in", "take in what is staged, keep or give back what is on trial; as root, before the program starts"),
        ("status", "which version runs, and what came of the last bundle"),
        ("fit", "whether this version of the program would run here: everything is loaded and nothing opened"),
    ):
        acts.add_parser(name, help=what)
    for act in ("stage", "bring-in", "status", "fit"):
        acts.choices[act].add_argument("--config", type=Path, required=True, help="the terminal's TOML file")
    return parser


def _bundle(options: Namespace, root: Path) -> int:
    from kiosk.outbox.migrations import SCHEMA_VERSION

    signer = SoftwareSigner(from_text(options.key.read_text(encoding="ascii").strip()))
    packed = options.to.with_name(options.to.name + ".tar.xz")
    with tarfile.open(packed, "w:xz", preset=4) as tar:
        for part in PARTS:
            if (options.directory / part).exists():
                tar.add(options.directory / part, part, filter=_anybodys)
    with packed.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    manifest = Manifest(
        format=1, serial=options.serial, version=options.version, machine=platform.machine(),
        python=f"{sys.version_info.major}.{sys.version_info.minor}", queue_schema=SCHEMA_VERSION,
        length=packed.stat().st_size, sha256=digest,
    )  # fmt: skip
    with options.to.open("wb") as whole, packed.open("rb") as file:
        whole.write(manifest_bytes(manifest, signer.sign))
        while chunk := file.read(CHUNK_BYTES):
            whole.write(chunk)
    packed.unlink()
    print(f"{options.to}: {options.serial}, version {options.version}, {options.to.stat().st_size} bytes")
    return DONE


def _anybodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _stage(options: Namespace, root: Path) -> int:
    settings = load_settings(options.config)
    staged = stage(options.file, settings, root)
    if isinstance(staged, NoBundle):
        print(staged, file=sys.stderr)
        return REFUSED
    print(f"{staged.serial}: taken in when nobody is served")
    return DONE


def _bring_in(options: Namespace, root: Path) -> int:
    from kiosk.outbox.migrations import SCHEMA_VERSION

    settings = load_settings(options.config)
    inbox = Inbox(settings.storage.directory / "updates")
    owner = settings.storage.directory.stat().st_uid
    fits = partial(_fits_as, owner, options.config)
    versions = Versions(root / "versions", inbox, publishers(settings), SCHEMA_VERSION, fits)
    record = versions.bring_in()
    print(f"{record.wanted} {record.outcome}")
    return DONE


def _status(options: Namespace, root: Path) -> int:
    record = record_in(packages_home(root) / "versions")
    print(f"running: {record.wanted}, well: {record.good}, last bundle: {record.last} {record.outcome}")
    return DONE


def _fit(options: Namespace, root: Path) -> int:
    """In the version that is asked: a window is drawn, and everything the program is made of is loaded."""
    from kiosk.app.first_light import first_light
    from kiosk.app.program import Hooks, Program
    from kiosk.app.window import TerminalWindow
    from ui.bridge.whole_screen import let_go
    from ui.engine import make_application

    settings = load_settings(options.config)
    make_application(settings.ui.renderer)
    light = first_light(settings, root / "assets")
    warnings: list[str] = []
    terminal = TerminalWindow(settings, root / "assets", warnings.append)
    Program(settings, root / "assets", Hooks())
    let_go(light)
    terminal.scene.close()
    for warning in warnings:
        print(warning, file=sys.stderr)
    return REFUSED if warnings else DONE


def _fits_as(owner: int, config: Path, folder: Path) -> bool:
    """As the program's user, with nothing of root's environment, on no display."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": "/nonexistent",
    }
    command = [str(folder / "venv/bin/python"), "-B", "-P", "-m", "kiosk", "update", "fit", "--config", str(config)]
    group = pwd.getpwuid(owner).pw_gid
    rights: dict[str, Any] = {"user": owner, "group": group, "extra_groups": []} if os.geteuid() == 0 else {}
    try:
        code: int = subprocess.run(command, env=environment, timeout=FIT_S, check=False, **rights).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False
    return code == DONE


def publishers(settings: Settings) -> IsSigned:
    """What the settings' publisher of programs has signed; nothing where they name none."""
    text = settings.updates.publisher_key
    if not text:
        return lambda message, signature: False
    return partial(is_signed, from_text(text))


def packages_home(root: Path) -> Path:
    """Of the package, from whichever version."""
    return root.parent.parent if root.parent.name == "versions" else root
