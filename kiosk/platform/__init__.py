"""The reception platform: a process of its own that takes cases in, lets staff answer, and tells residents where it is.

    terminal ─► terminal_api ─► intake ─► one transaction: message + event + projection ─► Acknowledgement
    staff    ─► staff_api    ─► desk   ─► routing.decide ─► one transaction: request + event + projection
    operator ─► operator     ─► the staff API, as anybody with the staff token
    resident ─► terminal_api ─► residents ─► routing.progress ─► the bridge

What a case is follows from its events and from nothing else (`routing` is pure). Terminal code never imports this
package; it shares wire, cases, catalogue and core.
"""
