"""Readers of lists in files next to a profile, in the formats that other programs export."""
