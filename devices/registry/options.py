"""What a configuration says of one device, taken option by option."""

import shlex
import termios
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

Options = Mapping[str, str | int | float | bool]
MOST_PORT = 65535


class BadDeviceConfigError(ValueError):
    """A driver nobody knows, an option it has not, or one that is missing; the text says which."""


class Reading:
    """Takes options one by one, and knows which were not asked for."""

    def __init__(self, driver: str, options: Options) -> None:
        self._driver = driver
        self._left = dict(options)

    def text(self, name: str, default: str | None = None) -> str:
        value = self._left.pop(name, default)
        if not isinstance(value, str) or not value:
            raise BadDeviceConfigError(f"{self._driver}: option {name!r} must be a text")
        if not value.isprintable():  # no path and no address; what opens it would fall over a NUL
            raise BadDeviceConfigError(f"{self._driver}: option {name!r} holds a character that is not printable")
        return value

    def host(self, name: str = "host", default: str | None = None) -> str:
        """A name or an address that a resolver can be asked for."""
        value = self.text(name, default)
        try:
            value.encode("idna")
        except UnicodeError as error:
            raise BadDeviceConfigError(f"{self._driver}: option {name!r} is no name of a machine: {value}") from error
        return value

    def port(self, name: str = "port", default: int | None = None) -> int:
        value = self.number(name, default)
        if value > MOST_PORT:
            raise BadDeviceConfigError(f"{self._driver}: option {name!r} must be at most {MOST_PORT}")
        return value

    def address(self, name: str, *schemes: str) -> str:
        """A URL of one of these schemes, whose host and port can be."""
        value = self.text(name)
        try:
            parts = urlsplit(value)
            _ = parts.port
            (parts.hostname or "").encode("idna")
        except ValueError as error:  # UnicodeError too
            raise BadDeviceConfigError(f"{self._driver}: option {name!r}: {value}: {error}") from error
        if parts.scheme not in schemes or not parts.hostname:
            wanted = " or ".join(f"{scheme}://" for scheme in schemes)
            raise BadDeviceConfigError(f"{self._driver}: option {name!r} must begin with {wanted} and a host: {value}")
        return value

    def command(self, name: str) -> list[str]:
        """A program and its arguments, as a shell would part them."""
        value = self.text(name)
        try:
            return shlex.split(value)
        except ValueError as error:
            raise BadDeviceConfigError(f"{self._driver}: option {name!r}: {error}") from error

    def number(self, name: str, default: int | None = None) -> int:
        value = self._left.pop(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
            raise BadDeviceConfigError(f"{self._driver}: option {name!r} must be a whole number above 0")
        return value

    def baud_rate(self) -> int:
        """A rate that termios has a name for: a port takes any other number without a word and runs at another rate."""
        rate = self.number("baud_rate", 115200)
        if not hasattr(termios, f"B{rate}"):
            raise BadDeviceConfigError(f"{self._driver}: {rate} is no baud rate of a serial port")
        return rate

    def has(self, name: str) -> bool:
        return name in self._left

    def choice(self, name: str, choices: Mapping[str, int], default: str) -> int:
        """What stands behind one of a few words."""
        word = self._left.pop(name, default)
        if not isinstance(word, str) or word not in choices:
            raise BadDeviceConfigError(f"{self._driver}: option {name!r} must be one of {', '.join(choices)}")
        return choices[word]

    def folder(self, name: str) -> Path | None:
        return Path(self.text(name)) if self.has(name) else None

    def done(self) -> None:
        if self._left:
            raise BadDeviceConfigError(f"{self._driver}: unknown option {', '.join(sorted(self._left))}")
