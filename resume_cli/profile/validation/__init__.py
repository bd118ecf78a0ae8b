"""Validation, which turns plain data into a `Profile` or reports all problems at once."""
