"""How a vendor's library becomes a SAM_V module: a process of its own that speaks the module's frames over a pipe."""

from pathlib import Path

from devices.links.link import OpenLink
from devices.links.process import own_script, process_link

WORKER_PATH = Path(__file__).with_name("termb_worker.py")
EXITS = {3: "no_library", 4: "no_function", 5: "no_reader"}


def termb_link(library: str, port: int) -> OpenLink:
    """It is started anew for every opening of the link, whatever became of the last; its end has a code."""
    return process_link(own_script(WORKER_PATH, library, str(port)), EXITS)
