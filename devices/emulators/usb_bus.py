"""A USB bus without a kernel: a pyusb backend in which emulated devices are plugged in and out.

    devices/links/usb.py ─► usb.core.find(backend=bus) ─► UsbBus ─┬─ UsbDevice ◄─ an emulator, on the loop
      in its threads                                              └─ UsbDevice ◄─ another one

Behaves as the bus does where drivers trip over it: a transfer ends with a short packet or when its room is full, so an
answer whose length is a multiple of the packet size ends only with the time-out; a packet that is longer than its room
is an overflow; a device that takes nothing makes the host wait; one that is gone is ENODEV in the middle of a transfer;
one that no udev rule has opened is EACCES.
"""

import asyncio
import errno
import threading
import time
from array import array
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import usb.backend
import usb.core

DEVICE_TYPE, CONFIGURATION_TYPE, INTERFACE_TYPE, ENDPOINT_TYPE = 1, 2, 4, 5
BULK = 2
VENDOR_CLASS, PRINTER_CLASS = 0xFF, 0x07
PACKET_BYTES = 64
OUT_ROOM_BYTES = 1024
"""What a device takes before anybody has looked at it."""
IN = 0x80


@dataclass(eq=False, slots=True)
class UsbDevice:
    """A device with one interface of bulk pipes, seen from its own side. Loop thread only."""

    vendor_id: int
    product_id: int
    pipes: tuple[int, ...] = (0x01, 0x81)
    """Addresses; those from 0x81 go to the host."""
    interface_class: int = VENDOR_CLASS
    forbidden: bool = False
    """No udev rule has given it to the kiosk."""
    held: bool = False
    """Another program has claimed its interface."""
    room_bytes: int = OUT_ROOM_BYTES
    """Of each pipe from the host; with none, it takes nothing and the host waits."""
    _ends: dict[int, "_Pipe"] = field(init=False, default_factory=dict)

    @property
    def plugged(self) -> bool:
        return bool(self._ends)

    def give(self, pipe: int, data: bytes) -> None:
        """Have one transfer ready for the host: it ends with a short packet, or with none. Lost while unplugged."""
        if self._ends:
            self._ends[pipe].put_packets(data)

    async def take(self, pipe: int) -> bytes:
        """Wait for bytes of the host; until then what is more than a little stays with the host. Raises EOFError when
        the device is unplugged."""
        end = self._ends.get(pipe)
        if end is None:
            raise EOFError
        await end.filled.wait()
        return end.take_all()


class _Pipe:
    """What is under way in one pipe; both sides of it, from any thread."""

    def __init__(self, device: UsbDevice) -> None:
        self.device = device
        self.lock = threading.Condition()
        self.packets: deque[bytes] = deque()
        self.gone = False
        self.loop = asyncio.get_running_loop()
        self.filled = asyncio.Event()

    def put_packets(self, data: bytes) -> None:
        with self.lock:
            self.packets.extend(data[at : at + PACKET_BYTES] for at in range(0, len(data), PACKET_BYTES))
            self.lock.notify_all()

    def take_all(self) -> bytes:
        with self.lock:
            if self.gone:
                raise EOFError
            data = b"".join(self.packets)
            self.packets.clear()
            self.filled.clear()
            self.lock.notify_all()
            return data

    def cut(self) -> None:
        with self.lock:
            self.gone = True
            self.lock.notify_all()
        self.filled.set()

    def host_writes(self, data: bytes, timeout_ms: int) -> int:
        """How many bytes the device took in time; raises USBError."""
        deadline_s, sent = time.monotonic() + timeout_ms / 1000, 0
        with self.lock:
            while sent < len(data):
                room = self.device.room_bytes - sum(map(len, self.packets))
                if room <= 0 and self._in_time(deadline_s):
                    continue
                if room <= 0:
                    break
                packet = data[sent : sent + min(room, PACKET_BYTES)]
                self._must_be_there()
                self.packets.append(packet)
                sent += len(packet)
                self.loop.call_soon_threadsafe(self.filled.set)
            self._must_be_there()
        return _or_time_out(sent)

    def host_reads(self, room: Any, timeout_ms: int) -> int:
        """Fill the room with one transfer and give its length; raises USBError."""
        deadline_s, got = time.monotonic() + timeout_ms / 1000, 0
        with self.lock:
            while got < len(room):
                if not self.packets:
                    if self._in_time(deadline_s):
                        continue
                    break
                if len(self.packets[0]) > len(room) - got:
                    raise usb.core.USBError("Overflow", -8, errno.EOVERFLOW)
                packet = self.packets.popleft()
                room[got : got + len(packet)] = array("B", packet)
                got += len(packet)
                if len(packet) < PACKET_BYTES:
                    return got
        return _or_time_out(got)

    def _in_time(self, deadline_s: float) -> bool:
        """Wait for a change; False when the time is over."""
        self._must_be_there()
        changed = self.lock.wait(max(0.0, deadline_s - time.monotonic()))
        self._must_be_there()
        return changed

    def _must_be_there(self) -> None:
        if self.gone:
            raise no_device()


def _or_time_out(count: int) -> int:
    if not count:
        raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
    return count


def no_device() -> usb.core.USBError:
    return usb.core.USBError("No such device (it may have been disconnected)", -4, errno.ENODEV)


@dataclass(eq=False, slots=True)
class _Plugged:
    """A device between being plugged in and out: what the bus gives an address. Plugged in again it is another."""

    device: UsbDevice
    address: int
    ends: dict[int, _Pipe]
    claimed: bool = False


class UsbBus(usb.backend.IBackend):  # type: ignore[misc] # pyusb has no types
    """The backend. `plug` and `unplug` on the loop's thread; what pyusb calls, in any."""

    def __init__(self) -> None:
        self._plugged: list[_Plugged] = []
        self._addresses = 0

    def plug(self, device: UsbDevice) -> None:
        if device.plugged:
            return
        self._addresses += 1
        device._ends = {pipe: _Pipe(device) for pipe in device.pipes}
        self._plugged.append(_Plugged(device, self._addresses, device._ends))

    def unplug(self, device: UsbDevice) -> None:
        for plugged in [each for each in self._plugged if each.device is device]:
            self._plugged.remove(plugged)
            for pipe in plugged.ends.values():
                pipe.cut()
        device._ends = {}

    # ── usb.backend.IBackend ──

    def enumerate_devices(self) -> Iterator[_Plugged]:
        return iter(tuple(self._plugged))

    def get_parent(self, dev: _Plugged) -> None:
        return None

    def get_device_descriptor(self, dev: _Plugged) -> Any:
        return SimpleNamespace(
            bLength=18, bDescriptorType=DEVICE_TYPE, bcdUSB=0x0110, bDeviceClass=0, bDeviceSubClass=0,
            bDeviceProtocol=0, bMaxPacketSize0=8, idVendor=dev.device.vendor_id, idProduct=dev.device.product_id,
            bcdDevice=0x0100, iManufacturer=0, iProduct=0, iSerialNumber=0, bNumConfigurations=1,
            bus=1, address=dev.address, port_number=1, port_numbers=(1,), speed=2,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: _Plugged, config: int) -> Any:
        _only_one(config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=CONFIGURATION_TYPE, wTotalLength=18 + 7 * len(dev.ends), bNumInterfaces=1,
            bConfigurationValue=1, iConfiguration=0, bmAttributes=0x80, bMaxPower=50, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: _Plugged, intf: int, alt: int, config: int) -> Any:
        _only_one(intf, alt, config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=INTERFACE_TYPE, bInterfaceNumber=0, bAlternateSetting=0,
            bNumEndpoints=len(dev.ends), bInterfaceClass=dev.device.interface_class, bInterfaceSubClass=1,
            bInterfaceProtocol=2, iInterface=0, extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: _Plugged, ep: int, intf: int, alt: int, config: int) -> Any:
        return SimpleNamespace(
            bLength=7, bDescriptorType=ENDPOINT_TYPE, bEndpointAddress=dev.device.pipes[ep], bmAttributes=BULK,
            wMaxPacketSize=PACKET_BYTES, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: _Plugged) -> _Plugged:
        if dev.device.forbidden:
            raise usb.core.USBError("Access denied (insufficient permissions)", -3, errno.EACCES)
        if dev not in self._plugged:
            raise no_device()
        return dev

    def close_device(self, dev_handle: _Plugged) -> None:
        dev_handle.claimed = False

    def get_configuration(self, dev_handle: _Plugged) -> int:
        return 1

    def set_configuration(self, dev_handle: _Plugged, config_value: int) -> None: ...

    def claim_interface(self, dev_handle: _Plugged, intf: int) -> None:
        if dev_handle.claimed or dev_handle.device.held:
            raise usb.core.USBError("Resource busy", -6, errno.EBUSY)
        dev_handle.claimed = True

    def release_interface(self, dev_handle: _Plugged, intf: int) -> None:
        dev_handle.claimed = False

    def is_kernel_driver_active(self, dev_handle: _Plugged, intf: int) -> bool:
        return False

    def bulk_write(self, dev_handle: _Plugged, ep: int, intf: int, data: Any, timeout: int) -> int:
        return dev_handle.ends[ep].host_writes(data.tobytes(), timeout)

    def bulk_read(self, dev_handle: _Plugged, ep: int, intf: int, buff: Any, timeout: int) -> int:
        return dev_handle.ends[ep].host_reads(buff, timeout)


def _only_one(*indices: int) -> None:
    """pyusb counts upwards until it hears this."""
    if any(indices):
        raise IndexError
