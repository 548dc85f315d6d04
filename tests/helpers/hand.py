"""A hand beside the terminal, a process of its own: the moment of a touch is its own, however busy the terminal is.

For each line it is given, `<seconds>`, it rests so long, and answers with two moments of the monotonic clock in ns:
when it meant to touch, and when it did. The second over the first is what the machine alone does to a process.
"""

import os
import sys
import time


def main() -> None:
    for line in sys.stdin:
        meant_ns = time.monotonic_ns() + int(float(line) * 1e9)
        time.sleep(float(line))
        os.write(1, f"{meant_ns} {time.monotonic_ns()}".encode())  # in one piece


if __name__ == "__main__":
    main()
