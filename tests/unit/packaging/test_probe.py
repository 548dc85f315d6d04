"""The probes tell what a machine has without asking its package manager."""

from pathlib import Path

import probe
import pytest


@pytest.mark.parametrize("found", ["lib:libc.so.6", "cmd:sh", "python:json", "header:Python.h", "file:/etc/pass*d"])
def test_what_is_there_is_found(found: str) -> None:
    assert probe.is_found(found)


@pytest.mark.parametrize(
    "absent",
    [
        "lib:libabsent.so.7",
        "cmd:absent-command",
        "python:absent_module",
        "header:absent.h",
        "file:/usr/absent/**/*.ttc",
    ],
)
def test_what_is_absent_is_not_found(absent: str) -> None:
    assert not probe.is_found(absent)


def test_an_unknown_kind_of_probe_is_a_mistake_in_the_list() -> None:
    with pytest.raises(ValueError, match="library:x"):
        probe.is_found("library:x")


def test_only_the_lacking_lines_remain_and_a_line_without_probe_lacks() -> None:
    lines = ["libc6 lib:libc.so.6\n", "absent lib:libabsent.so.7\n", "\n", "only-dpkg-knows\n"]
    assert list(probe.lacking(lines)) == ["absent lib:libabsent.so.7", "only-dpkg-knows"]


def test_every_line_of_every_apt_list_has_a_probe_of_a_known_kind() -> None:
    for path in (Path(__file__).parents[3] / "packaging/apt").iterdir():
        for line in path.read_text().splitlines():
            if line and not line.startswith("#"):
                package, kind_and_name = line.split()[:2]
                assert package
                probe.is_found(kind_and_name)
