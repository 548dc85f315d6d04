"""What a status' `trouble` can be: a closed list, so that each has words for the technician (`doctor.trouble.*`).

A driver names no other (held by tests/unit/devices/contracts/test_troubles.py, and of every status that a test meets by
tests/conftest.py). What a device says beyond it goes by the nearest of these.
"""

from enum import StrEnum


class Trouble(StrEnum):
    # the wire
    GONE = "gone"
    NO_PERMISSION = "no_permission"
    IN_USE = "in_use"
    """Somebody else has it: what makes a device `busy`."""
    BAD_CERTIFICATE = "bad_certificate"
    CRASHED = "crashed"
    """The helper process of a library."""
    SILENT = "silent"
    HUNG = "hung"
    GARBAGE = "garbage"
    """Whatever talks there is no device of this kind."""
    BAD_FRAMES = "bad_frames"
    BAD_ANSWER = "bad_answer"
    # card readers
    SELF_TEST_FAILED = "self_test_failed"
    NOT_AUTHORISED = "not_authorised"
    MODULE_FAULT = "module_fault"
    """The module says that it is not well, and nothing that is known says how."""
    NO_SERVICE = "no_service"
    NO_READER = "no_reader"
    NO_LIBRARY = "no_library"
    NO_FUNCTION = "no_function"
    # printers
    OFFLINE = "offline"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    JAMMED = "jammed"
    TONER_EMPTY = "toner_empty"
    NO_PDF = "no_pdf"
    # cameras
    NO_DEVICE = "no_device"
    NOT_A_CAMERA = "not_a_camera"
    NO_ACCESS = "no_access"
    HELPER_DIED = "helper_died"
    STATUS = "status"
    HEAD = "head"
    CONTENT_TYPE = "content_type"
    CONTENT_LENGTH = "content_length"
    JPEG = "jpeg"
    BLACK = "black"
    HALF_FRAME = "half_frame"
    NO_FRAME = "no_frame"
    # sound
    ENGINE = "engine"
    SOUND_DEVICE = "sound_device"
    OTHER_ENGINE = "other_engine"
    """It speaks, but with another engine than the chosen one."""
    BAD_RATE = "bad_rate"
    # the small ones
    NO_SUCH_SWITCH = "no_such_switch"
    NO_SUCH_LIGHT = "no_such_light"
    NO_STATUS = "no_status"
    UNKNOWN_UPS = "unknown_ups"
    DRIVER_GONE = "driver_gone"
    DATA_STALE = "data_stale"
    ACCESS_DENIED = "access_denied"
    REPLACE_BATTERY = "replace_battery"
    OVERLOAD = "overload"
