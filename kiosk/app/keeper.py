"""Keeps one terminal on the screen and a fresh one warm behind it, so that no memory outlives its resident (0019).

    first   ◄─ go            shown ─► keeper                            a process a line
    standby            warm ─► keeper ─ warm ─► first … leave ─► keeper ─ go ─► standby … shown ─► first ends

A tiny process without Qt. It decides when nobody waits for it: a standby that dies or does not come up is replaced and
the one on the screen goes on; if that one crashes, the standby takes over at once. What is stored passes by its lock.
"""

import fcntl
import logging
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.app.lock import POWER_OFF, REBOOT, RUNS_ALREADY, UNUSABLE
from kiosk.app.mistakes import all_mistakes
from kiosk.config import SettingsError, load_settings

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeeperTiming:
    """How long to wait for what."""

    standby_after_s: float = 5.0
    """The one on the screen has the processor to itself until it serves; then the next one is made ready."""
    missed_after_s: float = 60.0
    """A standby that failed is not tried again sooner."""
    show_s: float = 10.0
    """A standby that shows nothing for so long never will."""
    end_s: float = 75.0
    """More than an effect under way may take (command.EFFECT_S)."""


def run(config: Path, root: Path) -> int:
    """Run the terminal; where its settings say so, replaced after each resident. Returns the exit code."""
    try:
        settings = load_settings(config)
    except SettingsError as error:
        return _refused(all_mistakes(error), UNUSABLE)
    if not settings.process.replace_after_resident:
        from kiosk.app.start import run as run_terminal

        return run_terminal(config, root)
    command = (sys.executable, "-m", "kiosk", "run", "--config", str(config), "--cued")
    return keep(command, settings.storage.directory)


def keep(command: Sequence[str], directory: Path, timing: KeeperTiming | None = None) -> int:
    """Keep `command` running, one for each resident, alone in `directory`, until SIGTERM or SIGINT."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock = (directory / "keeper.lock").open("w")
    except OSError as error:
        return _refused(f"{directory}: {error.strerror}", UNUSABLE)
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return _refused(f"another terminal runs in {directory}", RUNS_ALREADY)
        return Keeper(command, timing or KeeperTiming()).run()


@dataclass(slots=True, eq=False)
class _Terminal:
    """One process, and what it has said."""

    process: subprocess.Popen[bytes]
    is_warm: bool = False
    was_shown: bool = False
    must_by_s: float = field(default=float("inf"))
    """Until then it has to have done what it was told: come up, or end."""

    def tell(self, word: str) -> None:
        """Say a word to it; one that is gone does not hear."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(word.encode() + b"\n")
        except OSError:
            _log.info("a terminal is gone before it heard %s", word)


class Keeper:
    """Spawns, watches and swaps."""

    def __init__(self, command: Sequence[str], timing: KeeperTiming) -> None:
        self._command = tuple(command)
        self._timing = timing
        self._selector = selectors.DefaultSelector()
        self._active: _Terminal | None = None
        self._standby: _Terminal | None = None
        self._leaving: _Terminal | None = None
        self._standby_at_s = float("inf")
        self._must_stop = False
        self._stopping = False
        self._code = 0

    def run(self) -> int:
        """Keep until told to stop, or until the terminal itself says that it cannot run; its exit code."""
        wake, woken = socket.socketpair()
        with wake, woken:
            wake.setblocking(False)
            signal.set_wakeup_fd(wake.fileno())
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, self._told_to_stop)
            self._selector.register(woken, selectors.EVENT_READ)
            self._active = self._spawn()
            self._active.tell("go")
            while any((self._active, self._standby, self._leaving)):
                self._look()
        return self._code

    def _look(self) -> None:
        """Wait for the next word, end or moment, and act on it."""
        for key, _ in self._selector.select(max(0.0, self._next_s() - time.monotonic())):
            if key.data is None:
                key.fileobj.recv(64)  # type: ignore[union-attr]
            else:
                self._hear(key.data)
        if self._must_stop and not self._stopping:
            self._stop(0)
        now_s = time.monotonic()
        if now_s >= self._standby_at_s and self._standby is None and not self._stopping:
            self._standby_at_s = float("inf")
            self._standby = self._spawn()
        for late in (self._standby, self._active, self._leaving):
            if late is not None and now_s >= late.must_by_s:
                late.process.kill()

    def _told_to_stop(self, *_: object) -> None:
        """A signal, which can come in the middle of anything; `_look` acts on it."""
        self._must_stop = True

    def _next_s(self) -> float:
        late = (each.must_by_s for each in (self._standby, self._active, self._leaving) if each is not None)
        return min(self._standby_at_s, *late, time.monotonic() + 3600)

    def _hear(self, terminal: _Terminal) -> None:
        assert terminal.process.stdout is not None
        said = os.read(terminal.process.stdout.fileno(), 4096)
        for word in said.decode(errors="replace").split():
            match word:
                case "warm" if terminal is self._standby:
                    terminal.is_warm = True
                    if self._active is not None:
                        self._active.tell("warm")
                case "leave" if terminal is self._active:
                    self._swap()
                case "shown":
                    self._shown(terminal)
        if not said:
            self._ended(terminal)

    def _swap(self) -> None:
        """The one on the screen is free: let the warm one come up in front of it."""
        assert self._active is not None
        if self._standby is None or not self._standby.is_warm:
            self._active.tell("go")
            return
        self._standby.must_by_s = time.monotonic() + self._timing.show_s
        self._standby.tell("go")

    def _shown(self, terminal: _Terminal) -> None:
        terminal.was_shown, terminal.must_by_s = True, float("inf")
        if terminal is self._standby:
            self._active, self._leaving, self._standby = terminal, self._active, None
            if self._leaving is not None:
                self._end(self._leaving)
        self._standby_at_s = time.monotonic() + self._timing.standby_after_s

    def _ended(self, terminal: _Terminal) -> None:
        self._selector.unregister(terminal.process.stdout)  # type: ignore[arg-type]
        code = terminal.process.wait()
        for end in (terminal.process.stdin, terminal.process.stdout):
            assert end is not None
            end.close()
        if terminal is self._leaving:
            self._leaving = None
        elif terminal is self._standby:
            self._standby = None
            self._standby_at_s = time.monotonic() + self._timing.missed_after_s
            if self._active is not None:
                self._active.tell("go")
        else:
            self._active = None
            self._lost(terminal, code)

    def _lost(self, terminal: _Terminal, code: int) -> None:
        """The one on the screen is gone: by its own will, or by a crash that the next one makes good."""
        if self._stopping or code in (0, UNUSABLE, RUNS_ALREADY, REBOOT, POWER_OFF) or not terminal.was_shown:
            self._stop(self._code if self._stopping else code)
            return
        _log.error("the terminal ended with %d; the next one takes over", code)
        self._active, self._standby = self._standby or self._spawn(), None
        self._active.tell("go")

    def _stop(self, code: int) -> None:
        """End everything; those who are not on the screen have nothing to finish."""
        self._stopping, self._code = True, code
        for terminal in (self._active, self._standby, self._leaving):
            if terminal is not None:
                self._end(terminal)

    def _end(self, terminal: _Terminal) -> None:
        terminal.process.terminate()
        terminal.must_by_s = time.monotonic() + self._timing.end_s

    def _spawn(self) -> _Terminal:
        pipe = subprocess.PIPE
        # unbuffered: what one that is gone did not hear must not be written once more when its pipe is closed
        terminal = _Terminal(subprocess.Popen(self._command, stdin=pipe, stdout=pipe, bufsize=0))
        assert terminal.process.stdout is not None
        self._selector.register(terminal.process.stdout, selectors.EVENT_READ, terminal)
        return terminal


def _refused(reason: str, code: int) -> int:
    print(reason, file=sys.stderr)
    return code
