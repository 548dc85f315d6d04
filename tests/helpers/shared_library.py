"""Small C libraries that tests build: a vendor's library that behaves as a test wants, or a clock that runs faster."""

import shutil
import subprocess
from pathlib import Path


def cause_without_compiler() -> str:
    """Why nothing can be built here, or nothing."""
    return "" if shutil.which("gcc") else "there is no gcc here"


def shared_library(source: str, path: Path, *options: str) -> Path:
    """Compile C into a shared library at this path. Raises RuntimeError with what the compiler said."""
    command = ("gcc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", *options, "-x", "c", "-o", str(path), "-")
    done = subprocess.run(command, input=source, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return path
