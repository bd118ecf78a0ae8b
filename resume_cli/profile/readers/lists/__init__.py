"""Lists beside a profile, in the formats that other programs export."""
