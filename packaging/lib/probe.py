"""Prints the lines "package probe" read from standard input whose probe finds nothing on this machine.

Lives here: how the needs of packaging/apt/* are recognised without dpkg. Never here: installing anything.
Probes: lib:SONAME (the loader finds it) · cmd:NAME (on PATH, also in sbin) · python:MODULE (importable by the
interpreter that runs this) · header:FILE (among that interpreter's own C headers) · file:GLOB (under /usr or /lib, or
absolute).
"""

import ctypes
import importlib.util
import os
import shutil
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path


def is_found(probe: str) -> bool:
    """Whether the machine has what the probe names. Raises ValueError for a kind of probe that does not exist."""
    kind, _, name = probe.partition(":")
    match kind:
        case "lib":
            return _loads(name)
        case "cmd":
            return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin") is not None
        case "python":
            return importlib.util.find_spec(name) is not None
        case "header":
            return (Path(sysconfig.get_path("include")) / name).is_file()
        case "file":
            return any(Path("/").glob(name.lstrip("/")))
        case _:
            raise ValueError(f"unknown kind of probe: {probe!r}")


def lacking(lines: Iterable[str]) -> Iterator[str]:
    """The lines whose probe fails. A line without a probe is always lacking: only dpkg can tell."""
    for line in lines:
        match line.split():
            case [_, probe] if is_found(probe):
                continue
            case []:
                continue
            case _:
                yield line.strip()


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    for lacking_line in lacking(sys.stdin):
        print(lacking_line)
