"""`python -m tests.campaigns NAME [--short] | --list`; the work is the runner's."""

import sys

from tests.campaigns.runner import main

sys.exit(main(sys.argv[1:]))
