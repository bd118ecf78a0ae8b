"""The address of an account from the network's name and the user's name there."""

from __future__ import annotations

import re

from resume_cli.profile.identifiers import orcid_of
from resume_cli.suggestions import fold

# The names of networks are folded: lower case, without spaces, hyphens and dots.
_PREFIXES = {
    "behance": "www.behance.net/",
    "bitbucket": "bitbucket.org/",
    "bluesky": "bsky.app/profile/",
    "codeberg": "codeberg.org/",
    "devto": "dev.to/",
    "dribbble": "dribbble.com/",
    "facebook": "www.facebook.com/",
    "gitee": "gitee.com/",
    "github": "github.com/",
    "gitlab": "gitlab.com/",
    "googlescholar": "scholar.google.com/citations?user=",
    "huggingface": "huggingface.co/",
    "instagram": "www.instagram.com/",
    "kaggle": "www.kaggle.com/",
    "leetcode": "leetcode.com/u/",
    "linkedin": "www.linkedin.com/in/",
    "medium": "medium.com/@",
    "orcid": "orcid.org/",
    "pinterest": "www.pinterest.com/",
    "reddit": "www.reddit.com/user/",
    "researchgate": "www.researchgate.net/profile/",
    "stackoverflow": "stackoverflow.com/users/",
    "telegram": "t.me/",
    "tiktok": "www.tiktok.com/@",
    "twitch": "www.twitch.tv/",
    "twitter": "x.com/",
    "vimeo": "vimeo.com/",
    "weibo": "weibo.com/",
    "x": "x.com/",
    "xing": "www.xing.com/profile/",
    "youtube": "www.youtube.com/@",
    "zhihu": "www.zhihu.com/people/",
    "知乎": "www.zhihu.com/people/",
    "微博": "weibo.com/",
    "領英": "www.linkedin.com/in/",
    "领英": "www.linkedin.com/in/",
}
# What an account may be called where any word would be accepted by the pattern for all others, and would be wrong.
_PATTERNS = {
    "stackoverflow": re.compile(r"\d+(?:/[\w.~-]+)?"),
}
_ACCOUNT = re.compile(r"[\w.~-]+")
_MASTODON = re.compile(r"@?([\w.-]+)@([\w-]+(?:\.[\w-]+)+)")


def account_url(network: str, username: str) -> str:
    """Return the address of an account at a known network, or an empty string.

    A leading `@` is dropped. A name that cannot be an account there, such as an e-mail address, has no address.
    """
    name = fold(network).replace(".", "")
    if name in {"mastodon", "fediverse"}:
        match = _MASTODON.fullmatch(username.strip())
        return f"https://{match[2]}/@{match[1]}" if match else ""
    account = username.strip().removeprefix("@")
    if name == "orcid":
        account = orcid_of(account)
    if name not in _PREFIXES or not _PATTERNS.get(name, _ACCOUNT).fullmatch(account):
        return ""
    return f"https://{_PREFIXES[name]}{account}"
