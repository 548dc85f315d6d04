"""What the screens know of the machine's place, from its settings."""

from kiosk.config import Settings
from ui.viewmodels.context import Place


def machine_place(settings: Settings) -> Place:
    """Whose machine it is, whom to call, where people go, where telephones look."""
    terminal = settings.terminal
    return Place(
        terminal.place_name, terminal.machine_line, terminal.help_phone, terminal.short_place_name,
        terminal.refuge_name, terminal.refuge_way, settings.platform.public_url, settings.maintenance.console_url,
        terminal.refuge_walk, terminal.nearby.name, terminal.nearby.note, terminal.nearby.walk,
        terminal.address or terminal.place_name,
    )  # fmt: skip
