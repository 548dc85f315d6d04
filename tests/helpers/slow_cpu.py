"""A slower processor: processes that the kernel gives only so much of one core (cgroups, either version)."""

import contextlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

PERIOD_US = 5000
"""So short that a slow processor is felt in every frame, not one second in five."""
_OLD = Path("/sys/fs/cgroup/cpu")
_NEW = Path("/sys/fs/cgroup")


class CannotSlowError(Exception):
    """The kernel lets nobody here do that."""


@contextmanager
def slow_cpu(share: float) -> Iterator[Callable[[int], None]]:
    """Gives what puts a process under it, by its id; what it starts from then on is under it too.

    `share`: of one core. Raises `CannotSlowError`.
    """
    quota_us = round(PERIOD_US * share)
    is_old = (_OLD / "cpu.cfs_quota_us").exists() or (_OLD / "cpu.shares").exists()
    group = (_OLD if is_old else _NEW) / f"kiosk-slow-{os.getpid()}"
    try:
        group.mkdir()
        if is_old:
            (group / "cpu.cfs_period_us").write_text(str(PERIOD_US))
            (group / "cpu.cfs_quota_us").write_text(str(quota_us))
        else:
            (group / "cpu.max").write_text(f"{quota_us} {PERIOD_US}")
    except OSError as error:
        with contextlib.suppress(OSError):
            group.rmdir()
        raise CannotSlowError(str(error)) from error
    try:
        yield partial(_put_into, group)
    finally:
        with contextlib.suppress(OSError):  # somebody of it lives on; it goes with the machine's next start
            group.rmdir()


def _put_into(group: Path, pid: int) -> None:
    (group / "cgroup.procs").write_text(str(pid))
