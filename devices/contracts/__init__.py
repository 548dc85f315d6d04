"""What a device can do and be, in small Protocols and closed unions. Standard library only; XFS4IoT's words."""
