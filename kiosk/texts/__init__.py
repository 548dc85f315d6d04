"""The one catalogue of words for screen, speech and paper: gettext files under assets/i18n, read without Qt."""

from kiosk.texts.catalogue import MissingTextError, Privacy, Texts

__all__ = ["MissingTextError", "Privacy", "Texts"]
