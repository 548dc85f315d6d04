import QtQuick

// The kinds of text of one mode.
QtObject {
    required property TypeRole clock
    required property TypeRole display
    required property TypeRole title
    required property TypeRole heading
    required property TypeRole bodyLarge
    required property TypeRole body
    required property TypeRole label
    required property TypeRole caption
}
