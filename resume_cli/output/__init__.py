"""Write: bytes to files, and what is told of them."""
