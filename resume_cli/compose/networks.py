"""Find the URL of an account from the names of the network and the user."""

from __future__ import annotations

import re

from resume_cli.profile.identifiers import orcid_of
from resume_cli.suggestions import fold

# The names of networks are folded to lower-case letters and digits.
_PREFIXES = {
    "behance": "www.behance.net/",
    "bitbucket": "bitbucket.org/",
    "bluesky": "bsky.app/profile/",
    "codeberg": "codeberg.org/",
    "codeforces": "codeforces.com/profile/",
    "codepen": "codepen.io/",
    "csdn": "blog.csdn.net/",
    "devto": "dev.to/",
    "dribbble": "dribbble.com/",
    "facebook": "www.facebook.com/",
    "gitee": "gitee.com/",
    "dockerhub": "hub.docker.com/u/",
    "exercism": "exercism.org/profiles/",
    "github": "github.com/",
    "gitlab": "gitlab.com/",
    "googlescholar": "scholar.google.com/citations?user=",
    "hackerrank": "www.hackerrank.com/profile/",
    "huggingface": "huggingface.co/",
    "instagram": "www.instagram.com/",
    "kaggle": "www.kaggle.com/",
    "keybase": "keybase.io/",
    "leetcode": "leetcode.com/u/",
    "linkedin": "www.linkedin.com/in/",
    "medium": "medium.com/@",
    "npm": "www.npmjs.com/~",
    "orcid": "orcid.org/",
    "pinterest": "www.pinterest.com/",
    "qiita": "qiita.com/",
    "reddit": "www.reddit.com/user/",
    "researchgate": "www.researchgate.net/profile/",
    "soundcloud": "soundcloud.com/",
    "sourcehut": "sr.ht/~",
    "stackoverflow": "stackoverflow.com/users/",
    "telegram": "t.me/",
    "threads": "www.threads.net/@",
    "tiktok": "www.tiktok.com/@",
    "twitch": "www.twitch.tv/",
    "twitter": "x.com/",
    "twitterx": "x.com/",
    "velog": "velog.io/@",
    "vimeo": "vimeo.com/",
    "vk": "vk.com/",
    "weibo": "weibo.com/",
    "x": "x.com/",
    "xing": "www.xing.com/profile/",
    "xtwitter": "x.com/",
    "youtube": "www.youtube.com/@",
    "zenn": "zenn.dev/",
    "zhihu": "www.zhihu.com/people/",
    "知乎": "www.zhihu.com/people/",
    "博客园": "www.cnblogs.com/",
    "微博": "weibo.com/",
    "領英": "www.linkedin.com/in/",
    "领英": "www.linkedin.com/in/",
}
# The account names of networks for which the general pattern would accept invalid names.
_PATTERNS = {
    "stackoverflow": re.compile(r"\d+(?:/[\w.~-]+)?"),
}
_ACCOUNT = re.compile(r"[\w.~-]+")
_MASTODON = re.compile(r"@?([\w.-]+)@([\w-]+(?:\.[\w-]+)+)")


def account_url(network: str, username: str) -> str:
    """Return the URL of an account at a known network, or an empty string.

    A leading `@` is dropped. The result is empty for an invalid account name, such as an e-mail address.
    """
    name = "".join(filter(str.isalnum, fold(network))).removesuffix("com")
    match = _MASTODON.fullmatch(username.strip())
    if match and (name in {"mastodon", "fediverse"} or username.startswith("@")):
        return f"https://{match[2]}/@{match[1]}"
    account = username.strip().removeprefix("@")
    if name == "orcid":
        account = orcid_of(account)
    if name not in _PREFIXES or not _PATTERNS.get(name, _ACCOUNT).fullmatch(account):
        return ""
    return f"https://{_PREFIXES[name]}{account}"
