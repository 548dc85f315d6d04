"""Every item that can be applied for is filed by an automatic resident, in both layouts and every manner."""

import pytest

from kiosk.catalogue import Kind
from kiosk.session.states import Mode
from tests.helpers.automatic_resident import AutomaticResident, Manner
from tests.helpers.view_context import real_catalogue

FILED = sorted(item.id for item in real_catalogue().items.values() if item.kind is Kind.APPLY)


@pytest.mark.parametrize("item_id", FILED)
def test_an_automatic_resident_files_it_in_both_layouts_and_every_manner(item_id: str) -> None:
    item = real_catalogue().item(item_id)
    for mode in (Mode.STANDARD, Mode.ELDER):
        for manner in Manner:
            walked = AutomaticResident(item, mode, manner).visit()
            assert walked.case
            assert len(walked.asked) == len(set(walked.asked))
            if manner is Manner.WRONG_FIRST:
                assert walked.told
