"""The model of the platform against the real one: the same requests in the same order get the same answers."""

import random
from pathlib import Path

import pytest

from tests.simulator.differential import differences

pytestmark = pytest.mark.anyio


async def test_the_model_answers_as_the_real_platform_does(tmp_path: Path) -> None:
    assert await differences(tmp_path, random.Random(7), sequence_count=12) == []
