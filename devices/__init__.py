"""The machines around the screen: contracts, drivers and emulators. Knows neither `kiosk` nor `ui` nor Qt."""
