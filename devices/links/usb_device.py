"""Finding a USB device, taking its bulk pipes and giving it back, over pyusb. Blocks: not for the loop's thread."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import usb.core
import usb.util

from devices.links.link import LinkGoneError

UsbIds = Sequence[tuple[int, int]]
"""Vendor and product, the first that is plugged in counts."""


@dataclass(frozen=True, slots=True)
class Pipes:
    """The bulk pipes of the interface that was taken, by address."""

    outs: tuple[int, ...]
    ins: tuple[int, ...]


@contextlib.contextmanager
def errors_told() -> Iterator[None]:
    """Whatever USB says but a time-out is the end of the wire."""
    try:
        yield
    except usb.core.USBTimeoutError:
        raise
    except usb.core.USBError as error:
        raise LinkGoneError(str(error)) from error


def open_device(ids: UsbIds, backend: Any) -> tuple[Any, Pipes]:
    """In a thread: find the device and take its interface. Raises LinkGoneError."""
    try:
        with errors_told():
            device = _find(ids, backend)
            try:
                return device, _take(device)
            except BaseException:
                dispose(device)
                raise
    except usb.core.NoBackendError as error:
        raise LinkGoneError("libusb is not installed") from error


def _find(ids: UsbIds, backend: Any) -> Any:
    for vendor_id, product_id in ids:
        device = usb.core.find(idVendor=vendor_id, idProduct=product_id, backend=backend)
        if device is not None:
            return device
    raise LinkGoneError("not plugged in: " + ", ".join(f"{vendor:04x}:{product:04x}" for vendor, product in ids))


def _take(device: Any) -> Pipes:
    """Claim the first interface that has bulk pipes in both directions, from the kernel's own driver if need be."""
    for interface in _configuration(device):
        pipes = _pipes(interface)
        if not (pipes.outs and pipes.ins):
            continue
        number = interface.bInterfaceNumber
        with contextlib.suppress(NotImplementedError):
            if device.is_kernel_driver_active(number):
                device.detach_kernel_driver(number)
        usb.util.claim_interface(device, number)
        if interface.bAlternateSetting:
            interface.set_altsetting()
        return pipes
    raise LinkGoneError("no bulk pipes")


def _configuration(device: Any) -> Any:
    """The one in force: setting it anew would reset a device that others use as well."""
    try:
        return device.get_active_configuration()
    except usb.core.USBError:
        device.set_configuration()
        return device.get_active_configuration()


def _pipes(interface: Any) -> Pipes:
    bulk = sorted(
        pipe.bEndpointAddress
        for pipe in interface
        if usb.util.endpoint_type(pipe.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
    )
    is_in = usb.util.ENDPOINT_IN
    return Pipes(
        outs=tuple(pipe for pipe in bulk if usb.util.endpoint_direction(pipe) != is_in),
        ins=tuple(pipe for pipe in bulk if usb.util.endpoint_direction(pipe) == is_in),
    )


def dispose(device: Any) -> None:
    """Give the device back; one that is gone is given back already."""
    with contextlib.suppress(usb.core.USBError):
        usb.util.dispose_resources(device)
