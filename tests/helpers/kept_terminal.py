"""A terminal without a window, for the keeper's tests: speaks the keeper's words and writes a diary of what it heard.

python kept_terminal.py DIARY BEHAVIOUR…     the n-th one started behaves as the n-th word says, later ones well

well: warm, shown when told to go           leaves: asks to leave as soon as a fresh one is warm
refuses: ends with 2      dies: ends when told to go      crashes: ends with 9 when it hears of a fresh one
"""

import os
import sys
from pathlib import Path


def main(diary: Path, behaviours: list[str]) -> int:
    number = diary.read_text().count("started") if diary.exists() else 0
    behaviour = behaviours[number] if number < len(behaviours) else "well"

    def note(what: str) -> None:
        with diary.open("a") as file:
            file.write(f"{number} {what}\n")

    def say(word: str) -> None:
        os.write(1, word.encode() + b"\n")

    note(f"started {os.getpid()}")
    if behaviour == "refuses":
        return 2
    say("warm")
    for line in sys.stdin:
        note(line.strip())
        match line.strip(), behaviour:
            case "go", "dies":
                return 3
            case "go", _:
                note("shown")
                say("shown")
            case "warm", "leaves":
                say("leave")
            case "warm", "crashes":
                return 9
    note("left alone")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
