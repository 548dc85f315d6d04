"""What a configuration says of one device, taken option by option."""

import shlex
import termios
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

Choice = TypeVar("Choice")
Options = Mapping[str, str | int | float | bool]
MOST_PORT = 65535


class BadDeviceConfigError(ValueError):
    """A driver nobody knows, an option it has not, or one that is missing; the text says which."""


class Reading:
    """Takes options one by one, and knows which were not asked for.

    What is wrong with one is kept (`mistakes`) and something in its place handed out, so that all are told at once;
    what was made of those is thrown away.
    """

    def __init__(self, driver: str, options: Options) -> None:
        self._driver = driver
        self._left = dict(options)
        self.mistakes: list[str] = []
        self.opens: dict[Path, bool] = {}
        """The files it opens, and whether nobody else may."""

    def wrong(self, what: str) -> None:
        """Something is wrong with what was read."""
        self.mistakes.append(f"{self._driver}: {what}")

    def text(self, name: str, default: str | None = None) -> str:
        value = self._left.pop(name, default)
        if not isinstance(value, str) or not value:
            self.wrong(f"option {name!r} must be a text")
            return ""
        if not value.isprintable():  # no path and no address; what opens it would fall over a NUL
            self.wrong(f"option {name!r} holds a character that is not printable")
            return ""
        return value

    def path(self, name: str, default: str | None = None, alone: bool = True) -> str:
        """A device's file; what is read from it `alone` is read by no other role."""
        value = self.text(name, default)
        if value:
            self.opens[Path(value).resolve()] = alone
        return value

    def host(self, name: str = "host", default: str | None = None) -> str:
        """A name or an address that a resolver can be asked for."""
        value = self.text(name, default)
        try:
            value.encode("idna")
        except UnicodeError:
            self.wrong(f"option {name!r} is no name of a machine: {value}")
        return value

    def port(self, name: str = "port", default: int | None = None) -> int:
        value = self.number(name, default)
        if value > MOST_PORT:
            self.wrong(f"option {name!r} must be at most {MOST_PORT}")
        return value

    def address(self, name: str, *schemes: str) -> str:
        """A URL of one of these schemes, whose host and port can be; without a password, for no driver would use it."""
        nowhere = f"{schemes[0]}://localhost"
        value = self.text(name)
        if not value:
            return nowhere
        try:
            parts = urlsplit(value)
            _ = parts.port
            (parts.hostname or "").encode("idna")
        except ValueError as error:  # UnicodeError too
            self.wrong(f"option {name!r}: {value}: {error}")
            return nowhere
        if "@" in parts.netloc:  # not repeated: it is somebody's
            self.wrong(f"option {name!r} holds a user or a password, which no driver hands over")
            return nowhere
        if parts.scheme not in schemes or not parts.hostname:
            wanted = " or ".join(f"{scheme}://" for scheme in schemes)
            self.wrong(f"option {name!r} must begin with {wanted} and a host: {value}")
            return nowhere
        return value

    def command(self, name: str) -> list[str]:
        """A program and its arguments, as a shell would part them."""
        value = self.text(name)
        try:
            return shlex.split(value)
        except ValueError as error:
            self.wrong(f"option {name!r}: {error}")
            return []

    def number(self, name: str, default: int | None = None) -> int:
        value = self._left.pop(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
            self.wrong(f"option {name!r} must be a whole number above 0")
            return 1
        return value

    def baud_rate(self) -> int:
        """A rate that termios has a name for: a port takes any other number without a word and runs at another rate."""
        rate = self.number("baud_rate", 115200)
        if not hasattr(termios, f"B{rate}"):
            self.wrong(f"{rate} is no baud rate of a serial port")
        return rate

    def has(self, name: str) -> bool:
        return name in self._left

    def choice(self, name: str, choices: Mapping[str, Choice], default: str) -> Choice:
        """What stands behind one of a few words."""
        word = self._left.pop(name, default)
        if not isinstance(word, str) or word not in choices:
            self.wrong(f"option {name!r} must be one of {', '.join(choices)}")
            return choices[default]
        return choices[word]

    def folder(self, name: str) -> Path | None:
        return Path(self.text(name)) if self.has(name) else None

    def done(self) -> None:
        """Nothing more is asked for."""
        if self._left:
            self.wrong(f"unknown option {', '.join(sorted(self._left))}")
