"""`python -m tests.simulator SEED [FIRST_WORD_OF_A_PLANTED_FAULT]` prints what happens in that world."""

import sys
from collections.abc import Sequence

from tests.simulator.disk import file_layer
from tests.simulator.ledger import BrokenPromiseError
from tests.simulator.planted import PLANTED
from tests.simulator.world import Plan, Run


def main(arguments: Sequence[str]) -> int:
    """Play one seed; 1 if a promise was broken."""
    seed, *words = arguments
    plan = next((plan for name, plan in PLANTED.items() if name.startswith(" ".join(words))), None) if words else Plan()
    if plan is None:
        print(f"planted are: {', '.join(PLANTED)}", file=sys.stderr)
        return 2
    with file_layer() as layer:
        run = Run(int(seed), layer, plan, lambda line: print(line, end=""))
        try:
            print(run.play())
        except BrokenPromiseError as error:
            print(f"broken: {error}")
            return 1
    return 0


sys.exit(main(sys.argv[1:]))
