"""The words that a language brings: labels, dates, punctuation."""
