"""What Word documents need, loaded once by the server from which workers are forked."""

from __future__ import annotations

from resume_cli.batch.warm import warm

warm("docx")
