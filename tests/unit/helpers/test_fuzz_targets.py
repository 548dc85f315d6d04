"""Every codec takes every input: by chance here, guided and for long in the campaign `codec-fuzz`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.fuzz_targets import fuzz_targets


@pytest.mark.parametrize("name", sorted(fuzz_targets()))
@given(data=st.binary(max_size=2048))
def test_no_bytes_trouble_a_codec(name: str, data: bytes) -> None:
    fuzz_targets()[name](data)
