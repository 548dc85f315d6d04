import os
import re
import shutil
from pathlib import Path

import pytest

from devices.voice.clips import Clips
from kiosk.app.catalogue import catalogue_command
from kiosk.app.prompts import prompts
from kiosk.app.shelf import Shelf
from kiosk.catalogue import load_catalogue
from kiosk.catalogue.packs import Manifest, NoPack
from kiosk.speech import Lexicon
from tests.helpers.packs import SHIPPED, by_publisher, pack
from tests.helpers.view_context import real_texts

ITEM = "items/quick-relief.toml"
OWN = load_catalogue(SHIPPED).item("quick-relief").version


def catalogue_with(folder: Path, version: str) -> Path:
    """The shipped catalogue with another version of one item."""
    made = Path(shutil.copytree(SHIPPED, folder / version))
    text = (made / ITEM).read_text(encoding="utf-8")
    (made / ITEM).write_text(text.replace(f'version = "{OWN}"', f'version = "{version}"', 1), encoding="utf-8")
    return made


def taken(shelf: Shelf, folder: Path, content: bytes) -> object:
    (folder / "file.pack").write_bytes(content)
    return shelf.take(folder / "file.pack", by_publisher)


def version(shelf: Shelf) -> str:
    return shelf.best(SHIPPED)[0].item("quick-relief").version


def test_the_catalogue_of_the_program_is_offered_until_a_pack_is_taken(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert version(shelf) == OWN
    running = shelf.best(SHIPPED)[0]

    assert isinstance(taken(shelf, tmp_path, pack(catalogue_with(tmp_path, "12.0"), 5)), Manifest)

    assert version(shelf) == "12.0"
    assert shelf.serial == 5
    assert running.item("quick-relief").version == OWN, "an upgrade does not touch a session that goes on"


def test_a_bad_pack_is_refused_and_the_last_good_one_stays(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    taken(shelf, tmp_path, pack(catalogue_with(tmp_path, "12.0"), 5))
    broken = catalogue_with(tmp_path, "13.0")
    (broken / ITEM).write_text("format = 2\nid = 5\n", encoding="utf-8")

    faults = taken(shelf, tmp_path, pack(broken, 6))

    assert isinstance(faults, tuple)
    assert any(fault.line == 2 and "id" in fault.where for fault in faults)
    assert isinstance(taken(shelf, tmp_path, pack(catalogue_with(tmp_path, "11.5"), 4)), NoPack), "an old one"
    assert isinstance(taken(shelf, tmp_path, b"nothing"), NoPack)
    assert version(shelf) == "12.0"
    assert sorted(path.name for path in (tmp_path / "catalogue").iterdir()) == ["000000005", "current"]


def test_a_pack_spoilt_on_the_disk_gives_way_to_the_one_before(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for serial in (5, 6, 7):
        taken(shelf, tmp_path, pack(catalogue_with(tmp_path, f"{serial}.0"), serial))
    (tmp_path / "catalogue" / "000000007" / ITEM).write_bytes(b"\0" * 300)

    found, broken = shelf.best(SHIPPED)

    assert (found.item("quick-relief").version, broken) == ("6.0", (7,))
    shutil.rmtree(tmp_path / "catalogue" / "000000006")
    assert version(shelf) == OWN


def test_a_power_cut_while_a_pack_is_taken_leaves_the_one_before_or_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path)
    taken(shelf, tmp_path, pack(catalogue_with(tmp_path, "12.0"), 5))
    content = pack(catalogue_with(tmp_path, "13.0"), 6)
    calls = 0
    for cut in range(200):
        calls = 0

        def sometimes(*given: object, real: object = os.fsync, cut: int = cut) -> None:
            nonlocal calls
            calls += 1
            if calls > cut:
                raise OSError("the power went")

        with monkeypatch.context() as cutting:
            cutting.setattr(os, "fsync", sometimes)
            try:
                (tmp_path / "file.pack").write_bytes(content)
                shelf.take(tmp_path / "file.pack", by_publisher)
            except OSError:
                assert version(Shelf(tmp_path)) in ("12.0", "13.0")
                shutil.rmtree(tmp_path / "catalogue" / "000000006", ignore_errors=True)
                (tmp_path / "catalogue" / "current").write_bytes(b"5")
                continue
            break
    assert cut > 20
    assert version(shelf) == "13.0"


def test_an_operator_makes_a_key_signs_a_catalogue_and_installs_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert catalogue_command(["new-key", str(tmp_path / "key")]) == 0
    key = capsys.readouterr().out.strip()
    settings = (SHIPPED.parent / "config" / "example.toml").read_text(encoding="utf-8")
    lines = [
        f'publisher_key = "{key}"' if line.startswith("publisher_key") else
        f'directory = "{tmp_path}"' if line.startswith("directory") else line
        for line in settings.splitlines()
    ]  # fmt: skip
    (tmp_path / "terminal.toml").write_text("\n".join(lines), encoding="utf-8")
    catalogue = catalogue_with(tmp_path, "14.0")
    item = (catalogue / ITEM).read_text("utf-8")
    (catalogue / ITEM).write_text(re.sub(r'summary = \{ zh = "', r"\g<0>村里常说的，", item, count=1), "utf-8")
    made = [str(catalogue), "--name", "hebei", "--key", str(tmp_path / "key")]

    assert catalogue_command(["pack", *made, "--serial", "9", "--to", str(tmp_path / "hebei.pack")]) == 0
    install = ["install", str(tmp_path / "hebei.pack"), "--config", str(tmp_path / "terminal.toml")]
    assert catalogue_command(install) == 0
    assert version(Shelf(tmp_path)) == "14.0"
    spelled = Lexicon.load(SHIPPED.parent / "speech" / "lexicon.toml")
    said = list(prompts(Shelf(tmp_path).best(SHIPPED)[0], real_texts(), spelled))
    assert Clips(tmp_path / "speech").missing("", said) == []
    assert any("村里常说的" in utterance.text for utterance in said)

    assert catalogue_command(install) == 1
    assert "9 is not newer than 9" in capsys.readouterr().err
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert catalogue_command(["new-key", str(tmp_path / "key")]) == 2
