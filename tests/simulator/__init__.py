"""A deterministic simulation of one terminal, its disk, its network, its platform and its clocks, all from one seed.

    residents ─► terminal (the real store on a disk that can be cut, the real courier, the real judge)
                     │ requests, answers: the real wire encodings
                 network (loss, delay, doubles, lost acknowledgements, torn answers, a captive portal, a sick gateway)
                     │
                 platform (a synchronous model of kiosk.platform, held to it by tests/simulator/test_platform_model.py)

`python -m tests.simulator SEED` prints what happens, event by event; the same seed gives the same bytes.
"""
