"""The reception platform: a process of its own that takes cases in, lets staff answer, and tells residents where it is.

    terminal ─► terminal_api ─► intake ─► one transaction: message + event + projection ─► Acknowledgement
    staff    ─► staff_api    ─► desk   ─► deciding ─► one transaction: request + event + projection
    a day    ─► timers       ─► clocks ─► one transaction: event + projection
    operator ─► operator     ─► the staff API, as anybody with the staff token
    browser  ─► console      ─► people (who is that?) ─► as staff
    resident ─► terminal_api ─► residents ─► bridge.progress

    assets/routing ─► routing_data ─► route, kept with the case
    events ─► routing ─► standing ─► clocks, bridge, desk_cases

What a case is follows from its events and from nothing else (decisions/0025). Terminal code never imports this
package; it shares wire, cases, catalogue and core.
"""
