"""`python -m kiosk.catalogue check DIR`: exit code 0 when the terminal would take the catalogue, else 1."""

import sys
from pathlib import Path

from kiosk.catalogue.check import check
from kiosk.catalogue.load import load_catalogue


def main(arguments: list[str]) -> int:
    """Print one line a fault, or how many items there are."""
    if len(arguments) != 2 or arguments[0] != "check":
        sys.stderr.write("usage: python -m kiosk.catalogue check DIR\n")
        return 2
    directory = Path(arguments[1])
    faults = check(directory)
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    if faults:
        return 1
    catalogue = load_catalogue(directory)
    sys.stdout.write(f"{directory}: {len(catalogue.items)} items in {len(catalogue.layout.categories)} categories\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
