"""Load themes, which define the appearance of a document as data: tokens, fonts and images."""
