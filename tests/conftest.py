"""What every test shares: the asyncio backend (the program runs on no other)."""

import pytest


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
