"""The demo: the whole product on one machine, with the hardware emulated on its wires."""
