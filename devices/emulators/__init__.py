"""The hardware's side of every wire, with faults to inject. Imports no driver and no codec of one, so that a mistake
made twice cannot hide."""
