"""The staff console: pages made here, for a browser without script. They show and ask; what may be done is `roles`.

browser ─► doors (own address? CSRF? visit? role?) ─► a page's handler ─► the same core as the API ─► template
"""
