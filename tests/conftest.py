"""What every test shares: the asyncio backend (the program runs on no other), and no deadline by the wall's clock."""

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)  # a busy machine is slow, and nothing is wrong
settings.load_profile("patient")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--terminal", metavar="FILE", help="with -m hardware -s: the terminal's configuration, whose devices are tried"
    )
