"""Exporters: each module holds one, named EXPORTER, and is imported only when it runs."""
