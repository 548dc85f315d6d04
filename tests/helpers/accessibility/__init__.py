"""The judge of every screen: what is on it (`seen`), what holds (`rules`), what is wrong (`judge`)."""
