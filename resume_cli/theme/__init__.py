"""Themes: how a document looks, as data: tokens, fonts, pictures."""
