"""Slips: what is known of each copy only moves forward, and *unknown* stays unknown."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.outbox import Outbox, ReceiptNote, ReceiptState, Saved, Store
from tests.helpers.messages import NOW, id_of

CASE = id_of(1)
FINAL = [state for state in ReceiptState if state not in (ReceiptState.COMPOSED, ReceiptState.SENT)]
RANK = {ReceiptState.COMPOSED: 0, ReceiptState.SENT: 1} | dict.fromkeys(FINAL, 2)


def state_of(store: Store, copy_number: int = 1) -> ReceiptState:
    return store.receipts(CASE)[copy_number - 1].state


def test_a_slip_goes_from_composed_to_what_became_of_it(store: Store) -> None:
    for state in (ReceiptState.COMPOSED, ReceiptState.SENT, ReceiptState.CONFIRMED):
        store.note_receipt(CASE, 1, state, NOW)
        assert state_of(store) is state


def test_a_slip_of_which_nothing_is_known_is_never_called_anything_else(store: Store) -> None:
    store.note_receipt(CASE, 1, ReceiptState.UNKNOWN, NOW)
    for state in ReceiptState:
        store.note_receipt(CASE, 1, state, NOW)
        assert state_of(store) is ReceiptState.UNKNOWN


def test_a_reprint_is_another_copy(store: Store) -> None:
    store.note_receipt(CASE, 1, ReceiptState.UNKNOWN, NOW)
    later = NOW + timedelta(minutes=2)
    store.note_receipt(CASE, 2, ReceiptState.CONFIRMED, later)
    assert store.receipts(CASE) == (
        ReceiptNote(CASE, 1, ReceiptState.UNKNOWN, NOW),
        ReceiptNote(CASE, 2, ReceiptState.CONFIRMED, later),
    )
    assert store.receipts(id_of(2)) == ()


@given(told=st.lists(st.sampled_from(ReceiptState), min_size=1, max_size=8))
def test_states_only_move_forward(told: list[ReceiptState], tmp_path_factory: pytest.TempPathFactory) -> None:
    store = Store(tmp_path_factory.mktemp("receipts") / "outbox.db")
    store.open()
    expected = told[0]
    for state in told:
        store.note_receipt(CASE, 1, state, NOW)
        expected = state if RANK[state] > RANK[expected] else expected
        assert state_of(store) is expected
    store.close()


@pytest.mark.anyio
async def test_the_shell_writes_slips_down_and_reads_them(tmp_path: Path) -> None:
    outbox = await Outbox(tmp_path / "outbox.db").open()
    assert await outbox.note_receipt(CASE, 1, ReceiptState.SENT, NOW) == Saved(CASE)
    assert await outbox.receipts(CASE) == (ReceiptNote(CASE, 1, ReceiptState.SENT, NOW),)
    await outbox.close()
