"""Write: atomic file writes, and the reports about them."""
