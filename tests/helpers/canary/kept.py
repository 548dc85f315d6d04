"""The keeper as a campaign looks at it: the product's, keeping terminals with an agent inside."""

import sys
from pathlib import Path

from kiosk.app.keeper import keep
from kiosk.config import load_settings


def main() -> int:
    config = Path(sys.argv[1])
    command = (sys.executable, "-X", "faulthandler", "-m", "tests.helpers.canary.subject", str(config), "--cued")
    return keep(command, load_settings(config).storage.directory)


if __name__ == "__main__":
    sys.exit(main())
