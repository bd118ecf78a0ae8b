"""The address of an account is made from the user's name where the network is known and the name can be one."""

import pytest

from resume_cli.compose.networks import account_url


@pytest.mark.parametrize(
    ("network", "username", "address"),
    [
        ("LinkedIn", "adaquell", "https://www.linkedin.com/in/adaquell"),
        ("GitHub", "@adaq", "https://github.com/adaq"),
        ("git hub", "adaq", "https://github.com/adaq"),
        ("GitLab", "adaq", "https://gitlab.com/adaq"),
        ("ORCID", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("Google Scholar", "qc6CJjYAAAAJ", "https://scholar.google.com/citations?user=qc6CJjYAAAAJ"),
        ("Mastodon", "@ada@social.example", "https://social.example/@ada"),
        ("StackOverflow", "12323/ada-quell", "https://stackoverflow.com/users/12323/ada-quell"),
        ("Stack Overflow", "12323", "https://stackoverflow.com/users/12323"),
        ("X", "ada_q", "https://x.com/ada_q"),
        ("Xing", "Ada_Quell", "https://www.xing.com/profile/Ada_Quell"),
        ("知乎", "ada-q", "https://www.zhihu.com/people/ada-q"),
        ("YouTube", "@ada", "https://www.youtube.com/@ada"),
        ("Bluesky", "@ada.bsky.social", "https://bsky.app/profile/ada.bsky.social"),
        ("X (Twitter)", "ada_q", "https://x.com/ada_q"),
        ("Twitter/X", "@ada_q", "https://x.com/ada_q"),
        ("GitHub.com", "adaq", "https://github.com/adaq"),
        ("Mastodon", "ada@social.example", "https://social.example/@ada"),
        ("Hachyderm", "@ada@hachyderm.example", "https://hachyderm.example/@ada"),
        ("领英", "ada", "https://www.linkedin.com/in/ada"),
    ],
)
def test_a_known_network_gives_an_address(network: str, username: str, address: str) -> None:
    assert account_url(network, username) == address


@pytest.mark.parametrize(
    ("network", "username"),
    [
        ("WeChat", "adaq_wx"),
        ("Skype", "ada@example.com"),
        ("GitHub", "ada@example.com"),
        ("GitHub", "https://github.com/ada"),
        ("GitHub", "Ada Quell"),
        ("GitHub", ""),
        ("ORCID", "0000-0002-1825"),
        ("StackOverflow", "ada-quell"),
        ("Mastodon", "ada"),
        ("", "ada"),
    ],
)
def test_an_unknown_network_or_an_impossible_name_stays_text(network: str, username: str) -> None:
    assert account_url(network, username) == ""
