"""Validate: plain data to a `Profile`, or every problem at once."""
