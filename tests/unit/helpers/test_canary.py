"""The canary's searches find what is there, and the thief opens what can be opened."""

import base64
import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

from kiosk.wire import SealingKey, encode, new_sealing_key, sealing_public_key
from tests.helpers.canary.places import Found, search_blocks, search_files, search_process
from tests.helpers.canary.strings import Needle, resident
from tests.helpers.canary.thief import rob
from tests.helpers.platform_cases import case_body

CANARY = resident(os.urandom(4096))
NAME = CANARY.texts["name"]


@pytest.mark.parametrize("before", [b"", b"x", b"xy", b"xyz"])
def test_base64_is_found_wherever_the_string_begins(before: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(base64.b64encode(before + NAME.encode() + b"behind"))
    assert search_files((tmp_path,), CANARY.needles).by_encoding == {"base64": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16le", "gb18030"])
def test_each_encoding_is_told_apart(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"before" + NAME.encode(encoding) + b"behind")
    assert search_files((tmp_path,), CANARY.needles).hits == {("name", encoding): 1}


def test_what_spans_two_blocks_counts_once() -> None:
    found = Found()
    needle = Needle("it", "raw", b"0123456789")
    search_blocks([b"....01234", b"56789....", b"0123456789"], [needle], "here", found)
    assert found.hits == {("it", "raw"): 2}


def test_a_file_s_name_is_searched_too(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.txt").touch()
    assert search_files((tmp_path,), CANARY.needles).count > 0


def test_what_this_process_holds_is_found_in_its_memory() -> None:
    held = os.urandom(24)
    assert search_process(os.getpid(), [Needle("held", "raw", held)]).count > 0


def _storage(folder: Path, key: bytes) -> Path:
    """A queue with one sealed case, in the two tables that hold it."""
    folder.mkdir()
    case_id = "0" * 32
    envelope = SealingKey(sealing_public_key(key)).seal(case_id, "case", "130102001001", "case/1", case_body(case_id))
    with sqlite3.connect(folder / "outbox.db") as database:
        database.execute("create table outbox (seq integer primary key, kind text)")
        database.execute("create table contents (seq integer primary key, data blob)")
        database.execute("insert into outbox values (1, 'case')")
        database.execute("insert into contents values (1, ?)", (encode(envelope),))
    database.close()
    return folder


def test_a_thief_opens_nothing_that_is_sealed_to_somebody_else(tmp_path: Path) -> None:
    storage = _storage(tmp_path / "storage", new_sealing_key())
    (storage / "identity").write_text(base64.urlsafe_b64encode(new_sealing_key()).decode())
    loot = rob(storage, tmp_path / "copy")
    assert (loot.queued_count, loot.opened) == (1, [])
    assert loot.key_count >= 1


@pytest.mark.parametrize("form", ["raw", "hex", "base64", "base64url"])
def test_a_thief_opens_what_lies_beside_its_key(form: str, tmp_path: Path) -> None:
    key = new_sealing_key()
    storage = _storage(tmp_path / "storage", key)
    forms = {
        "raw": key,
        "hex": key.hex().encode(),
        "base64": base64.b64encode(key),
        "base64url": base64.urlsafe_b64encode(key),
    }
    (storage / "key").write_bytes(forms[form])
    assert rob(storage, tmp_path / "copy").opened == ["case"]


def test_a_process_that_ended_meanwhile_breaks_no_search() -> None:
    """Seen: whoever speaks a sentence had ended between the list of processes and the look into their memory."""
    ended = subprocess.Popen(["true"])
    ended.wait()
    assert search_process(ended.pid, [Needle("held", "raw", b"anybody")]).scanned_bytes == 0
