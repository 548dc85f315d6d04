"""Fuzzes one target in a process of its own: `python -m tests.helpers.fuzz NAME CORPUS [options of libFuzzer]`.

Atheris watches which lines of `devices` a new input reaches and goes on from there. A target that raises, takes longer
than `-timeout` for one input or more memory than `-rss_limit_mb` ends the process with another code than 0; libFuzzer
leaves the input beside the corpus. `planted-*` are the faults by which the campaign judges itself.
"""

import sys
import time

import atheris

with atheris.instrument_imports(include=["devices", "tests.helpers.fuzz_targets"]):
    from tests.helpers.fuzz_targets import Target, fuzz_targets


def _planted_error(data: bytes) -> None:
    if data[:1] == b"\xaa" and data[1:2] == b"\x96":
        raise IndexError


def _planted_hang(data: bytes) -> None:
    if data[:1] == b"\xaa" and data[1:2] == b"\x96":
        time.sleep(60)


_KEPT: list[bytes] = []


def _planted_leak(data: bytes) -> None:
    _KEPT.append(bytes(1 << 20))


PLANTED: dict[str, Target] = {
    "planted-error": _planted_error,
    "planted-hang": _planted_hang,
    "planted-leak": _planted_leak,
}


def main() -> None:
    target = {**fuzz_targets(), **PLANTED}[sys.argv[1]]
    atheris.instrument_func(_planted_error)
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
