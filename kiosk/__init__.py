"""The resident's case, from greeting to answer. No Qt outside `kiosk.app`; see ARCHITECTURE.md for the drawing."""
