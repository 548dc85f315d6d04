"""What PySide does to references: the reason for `PySide6-Essentials<6.12` (kiosk/decisions/0002), and a fault that
only the end of a process shows."""

import ctypes
import subprocess
import sys

from PySide6.QtCore import Property, Signal, Slot

TP_DEL = 53
"""Py_tp_del of CPython's typeslots.h: the old finaliser; an object that has one is never collected from a cycle."""


def test_calls_that_return_nothing_leave_the_references_to_none_alone() -> None:
    """In a process of its own: a PySide6 with the fault aborts the interpreter."""
    code = "from PySide6.QtCore import QObject; o = QObject(); [o.setObjectName('a') for _ in range(10_000)]"
    subprocess.run([sys.executable, "-c", code], check=True, stdin=subprocess.DEVNULL)


def test_what_cannot_be_collected_at_exit_is_one_property_each_for_pyside_frees_them_in_the_wrong_slot() -> None:
    """`-X dev` tells of uncollectable objects at exit of whoever imports a view-model, or `ui.input.touch` (two of
    them): PySide's `Property`, and nothing of ours. Its type has `PyObject_GC_Del` as `tp_del` where `tp_free` is due,
    and every property is in a cycle with its class, which lives as long as the process. Nothing grows by it. Once this
    fails, PySide is mended and the note can go.
    """
    slot = ctypes.pythonapi.PyType_GetSlot
    slot.restype, slot.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_int)
    freed_by = ctypes.cast(ctypes.pythonapi.PyObject_GC_Del, ctypes.c_void_p).value
    assert [slot(each, TP_DEL) for each in (Property, Signal, Slot)] == [freed_by, None, None]

    command = [sys.executable, "-X", "dev", "-c", "import ui.input.touch"]
    told = subprocess.run(command, check=False, capture_output=True, text=True)
    assert "gc: 2 uncollectable objects at shutdown" in told.stderr
