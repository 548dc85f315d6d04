"""Drivers of card readers.

role              driver            options
id_card           samv-serial       path, baud_rate = 115200
"""

from devices.contracts.card_reader import CardReader
from devices.registry.options import Reading


def _samv_serial(options: Reading) -> CardReader:
    from devices.idcards.samv import SamvReader
    from devices.links.streams import serial_link

    return SamvReader(serial_link(options.text("path"), options.number("baud_rate", 115200)))


DRIVERS = {"id_card": {"samv-serial": _samv_serial}}
