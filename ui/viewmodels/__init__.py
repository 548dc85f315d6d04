"""What QML reads: one view-model a screen-sized concern. Each mirrors the session's snapshot and holds no truth."""

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1
