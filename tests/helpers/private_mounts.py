"""File systems of our own, seen by this process and its children only, and gone with them however they end."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CLONE_NEWNS = 0x00020000
_MS_PRIVATE_AND_BELOW = 1 << 18 | 1 << 14


def cause_without_mounts(*commands: str) -> str:
    """Why this machine cannot do it, or nothing."""
    if os.geteuid() != 0:
        return "mounting needs root"
    missing = [name for name in ("mount", "umount", *commands) if shutil.which(name) is None]
    if missing:
        return f"there is no {', '.join(missing)} here"
    tried = subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True, text=True)
    return tried.stderr.strip()


def enter_private_mounts() -> None:
    """Leave the mounts of the rest of the machine: what is mounted from now on ends with the last of our processes.

    Raises OSError where the kernel forbids it.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNS) != 0 or libc.mount(b"none", b"/", None, _MS_PRIVATE_AND_BELOW, None) != 0:
        raise OSError(ctypes.get_errno(), "mounts of our own are not allowed here")


@contextmanager
def mounted(source: Path | str, folder: Path, *options: str) -> Iterator[Path]:
    """Mount something on a folder for as long as the block lasts; a loop device goes with its mount."""
    folder.mkdir(parents=True, exist_ok=True)
    command("mount", *options, str(source), str(folder))
    try:
        yield folder
    finally:
        command("umount", "--lazy", str(folder))


def formatted(image: Path, size_bytes: int, *mkfs: str) -> Path:
    """A sparse file with a file system in it."""
    with image.open("wb") as file:
        file.truncate(size_bytes)
    command(*mkfs, str(image))
    return image


def command(*words: str) -> None:
    """Run a command; raises RuntimeError with what it said."""
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr.strip()}")
