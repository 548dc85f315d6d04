"""What every test shares: the asyncio backend (the program runs on no other), and no deadline by the wall's clock."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from devices.contracts.health import DeviceStatus
from devices.contracts.troubles import Trouble
from devices.contracts.watching import Watched
from kiosk.config import SettingsError, load_settings

settings.register_profile("patient", deadline=None)  # a busy machine is slow, and nothing is wrong
settings.load_profile("patient")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def every_trouble_is_of_the_list() -> Iterator[None]:
    """No driver publishes a trouble that has no words, whatever its device says."""
    known = {"", *Trouble}

    def held(tell: Callable[[Watched[object], object], None]) -> Callable[[Watched[object], object], None]:
        def told(watched: Watched[object], value: object) -> None:
            assert not isinstance(value, DeviceStatus) or value.trouble in known, value
            tell(watched, value)

        return told

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Watched, "publish", held(Watched.publish))
        patch.setattr(Watched, "refresh", held(Watched.refresh))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--terminal", metavar="FILE", help="with -m hardware -s: the terminal's configuration, whose devices are tried"
    )


def pytest_configure(config: pytest.Config) -> None:
    """A settings file that cannot be used is said once, and not by every test that would have read it."""
    if path := config.getoption("--terminal"):
        try:
            load_settings(Path(path))
        except SettingsError as error:
            raise pytest.UsageError(f"--terminal: {error}") from None
