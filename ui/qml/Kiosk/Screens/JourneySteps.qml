pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Controls
import Kiosk.ViewModels

// The four arches of filing a case.
StepHeader {
    steps: [Words.text("step.identify"), Words.text("step.fill"), Words.text("step.review"), Words.text("step.submit")]
}
