"""What the resident sees and touches: view-models that mirror the session, and the QML that mirrors them. No I/O."""
