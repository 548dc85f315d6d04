"""`kiosk catalogue check DIR`: exit code 0 when a terminal would take it, else 1; `schema` prints the schema."""

import json
import sys
from pathlib import Path

from kiosk.catalogue.check import check
from kiosk.catalogue.load import load_catalogue
from kiosk.catalogue.schema import item_schema

USAGE = "usage: kiosk catalogue check DIR | schema | preview ITEM … | new-key FILE | pack DIR … | install FILE …\n"


def main(arguments: list[str]) -> int:
    """Carry out one of the commands; 2 when it is none."""
    match arguments:
        case ["check", directory]:
            return _check(Path(directory))
        case ["schema"]:
            sys.stdout.write(json.dumps(item_schema(), ensure_ascii=False, indent=2) + "\n")
            return 0
        case _:
            sys.stderr.write(USAGE)
            return 2


def _check(directory: Path) -> int:
    """Print every fault with what is right in its place, or how many items there are."""
    faults = check(directory)
    for fault in faults:
        sys.stderr.write(f"{fault}\n" + (f"    right: {fault.right}\n" if fault.right else ""))
    if faults:
        return 1
    catalogue = load_catalogue(directory)
    sys.stdout.write(f"{directory}: {len(catalogue.items)} items in {len(catalogue.layout.categories)} categories\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
