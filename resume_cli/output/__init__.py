"""Write files atomically and report on them."""
