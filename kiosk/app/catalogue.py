"""`kiosk catalogue new-key|pack|install`: publish a catalogue as a signed pack, and take one in. For operators."""

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from kiosk.app.prompts import render_now
from kiosk.app.shelf import Shelf
from kiosk.catalogue.check import check
from kiosk.catalogue.packs import Manifest, NoPack, pack_of
from kiosk.config import SettingsError, load_settings
from kiosk.wire.keys import SoftwareSigner, from_text, is_signed, new_signing_key, to_text

DONE, REFUSED, UNUSABLE = 0, 1, 2
ASSETS = Path(__file__).resolve().parents[2] / "assets"


def catalogue_command(arguments: list[str]) -> int:
    """Carry it out; returns the exit code: 0 done, 1 the catalogue or pack is refused, 2 a file or key is unusable."""
    options = _parser().parse_args(arguments)
    acts = {"new-key": _new_key, "pack": _pack, "install": _install}
    try:
        return acts[options.act](options)
    except (OSError, ValueError, SettingsError) as error:
        print(error, file=sys.stderr)
        return UNUSABLE


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="kiosk catalogue")
    acts = parser.add_subparsers(dest="act", required=True)
    new_key = acts.add_parser("new-key", help="make a publisher's key; prints its public half, for publisher_key")
    new_key.add_argument("file", type=Path)
    pack = acts.add_parser("pack", help="sign a catalogue's directory as one file")
    pack.add_argument("directory", type=Path)
    pack.add_argument("--name", required=True, help="whose catalogue it is, such as hebei")
    pack.add_argument("--serial", type=int, required=True, help="greater than that of every pack before")
    pack.add_argument("--key", type=Path, required=True)
    pack.add_argument("--to", type=Path, required=True)
    install = acts.add_parser("install", help="take a pack in; the terminal's next process offers it")
    install.add_argument("file", type=Path)
    install.add_argument("--config", type=Path, required=True, help="the terminal's TOML file")
    return parser


def _new_key(options: Namespace) -> int:
    private = new_signing_key()
    with open(os.open(options.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(to_text(private))
    print(to_text(SoftwareSigner(private).public_key))
    return DONE


def _pack(options: Namespace) -> int:
    faults = check(options.directory)
    if faults:
        return _refuse(faults)
    signer = SoftwareSigner(from_text(options.key.read_text(encoding="ascii").strip()))
    content = pack_of(options.directory, options.name, options.serial, signer.sign)
    options.to.write_bytes(content)
    print(f"{options.to}: {options.name} {options.serial}, {len(content)} bytes")
    return DONE


def _install(options: Namespace) -> int:
    settings = load_settings(options.config)
    if not settings.catalogue.publisher_key:
        raise ValueError(f"{options.config}: catalogue.publisher_key names nobody whose packs may be taken")
    key = from_text(settings.catalogue.publisher_key)
    taken = Shelf(settings.storage.directory).take(
        options.file, lambda message, signature: is_signed(key, message, signature)
    )
    if not isinstance(taken, Manifest):
        return _refuse((taken,) if isinstance(taken, NoPack) else taken)
    print(f"{taken.name} {taken.serial}: {len(taken.files)} files")
    missing = render_now(settings, ASSETS)
    if missing:
        print(f"{missing} prompts have no clip; the engine says them", file=sys.stderr)
    return DONE


def _refuse(reasons: tuple[object, ...]) -> int:
    for reason in reasons:
        print(reason, file=sys.stderr)
    return REFUSED
