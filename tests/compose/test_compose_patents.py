"""The bare date of a patent is called what the kind code of its number says, and a known account is linked."""

import pytest
from composing import everything, made


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("CN108259941A", "published Jul 6, 2018"),
        ("CN103746817B", "granted Jul 6, 2018"),
        ("US20180123456A1", "published Jul 6, 2018"),
        ("US10091236B2", "granted Jul 6, 2018"),
        ("WO2018123456A1", "published Jul 6, 2018"),
        ("EP1234567B1", "granted Jul 6, 2018"),
        ("11222333", "Jul 6, 2018"),
    ],
)
@pytest.mark.parametrize("style", ["full", "compact"])
def test_a_bare_date_is_called_granted_only_where_the_number_says_so(number: str, shown: str, style: str) -> None:
    profile = f"""
        basics: {{name: A}}
        patents: [{{title: T, number: "{number}", date: 2018-07-06}}]
        sections: [patents: {{style: {style}}}]
    """
    found = everything(made(profile))
    assert shown in found
    assert ("granted" in found, "published" in found) == ("granted" in shown, "published" in shown)


def test_a_named_date_is_shown_as_it_is_named_beside_a_bare_one() -> None:
    found = everything(
        made("basics: {name: A}\npatents: [{title: T, number: US10091236B2, filed: 2017, granted: 2018, date: 2019}]")
    )
    assert "granted 2018" in found
    assert "2019" in found
    assert "2017" in found


def test_the_account_at_a_known_network_is_linked_and_another_stays_text() -> None:
    profiles = '[{network: GitHub, username: "@adaq"}, {network: WeChat, username: adaq_wx}]'
    found = everything(made(f"basics: {{name: A, profiles: {profiles}}}"))
    assert "https://github.com/adaq" in found
    assert "adaq_wx" in found
    assert "wechat.com" not in found.lower()
