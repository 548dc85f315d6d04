pragma Singleton
pragma ComponentBehavior: Bound
import QtQuick

// What a glass is judged by: full light of each kind, of all, of none. No role of the design, and the same in every look.
QtObject {
    readonly property var named: ({red: "#FF0000", green: "#00FF00", blue: "#0000FF", white: "#FFFFFF", black: "#000000"})
}
