"""Exporters: each module defines one, named EXPORTER, and is imported only when it runs."""
