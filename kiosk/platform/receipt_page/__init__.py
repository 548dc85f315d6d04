"""The page behind the QR code of a slip: where a case is, for whoever holds the slip, without signing in."""
