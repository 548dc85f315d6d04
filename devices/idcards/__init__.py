"""Readers of the second-generation resident ID card: pure codec, pure presence logic, thin driver."""
