"""Drivers of power supplies.

role              driver            options
power             nut               host = "127.0.0.1", port = 3493, ups
"""

from devices.contracts.power import PowerSupply
from devices.registry.options import Reading


def _nut(options: Reading) -> PowerSupply:
    from devices.links.streams import tcp_link
    from devices.power.nut import NutSupply

    return NutSupply(tcp_link(options.host(default="127.0.0.1"), options.port(default=3493)), options.text("ups"))


DRIVERS = {"power": {"nut": _nut}}
