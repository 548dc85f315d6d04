pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// 11, 11b: paying, for the work on payment; no journey leads here yet.
Column {
    id: root

    required property var words

    spacing: Theme.space(5)

    Repeater {
        model: [0, 1, 2]

        StateStrip {
            required property int modelData

            x: Theme.margin
            width: root.width - 2 * x
            labels: root.words.payStates
            icons: ["qr-scan", "clock", "check-circle"]
            current: modelData
        }
    }
    BillCard {
        x: Theme.margin
        width: root.width - 2 * x
        icon: "electricity"
        title: root.words.billTitle
        line: root.words.billLine
        amount: root.words.billAmount
        unit: root.words.billUnit
    }
    PayCode {
        x: Theme.margin
        width: Math.min(root.width - 2 * x, Theme.px(1000))
        code: root.words.payCode
        title: root.words.payValid
        text: root.words.payRenewed
        fraction: 0.97
        ways: root.words.payWays
    }
}
