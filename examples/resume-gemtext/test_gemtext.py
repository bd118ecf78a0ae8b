"""The exporter keeps the contract: every text in order, every link, the same bytes twice, no socket."""

from resume_gemtext import EXPORTER

from resume_cli.testing import check_exporter


def test_the_contract() -> None:
    check_exporter(EXPORTER, extract=bytes.decode)
