"""What a configuration says of one device, taken option by option."""

from collections.abc import Mapping
from pathlib import Path

Options = Mapping[str, str | int | float | bool]


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
        return value

    def number(self, name: str, default: int | None = None) -> int:
        value = self._left.pop(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
            raise BadDeviceConfigError(f"{self._driver}: option {name!r} must be a whole number above 0")
        return value

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
