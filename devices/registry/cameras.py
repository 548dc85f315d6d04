"""Drivers of document cameras.

role              driver            options
camera            http-snapshot     url
"""

from devices.contracts.camera import FrameSource
from devices.registry.options import Reading


def _http_snapshot(options: Reading) -> FrameSource:
    from devices.cameras.http_answer import parse_address
    from devices.cameras.snapshot import SnapshotCamera
    from devices.links.streams import tcp_link

    address = parse_address(options.text("url"))
    return SnapshotCamera(address, tcp_link(address.host, address.port))


DRIVERS = {"camera": {"http-snapshot": _http_snapshot}}
