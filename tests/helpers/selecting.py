"""A profile in two languages to select from, and the content of a selection."""

from resume_cli.profile.fields import Item
from resume_cli.profile.model import texts
from resume_cli.select import Selection

BILINGUAL = """
    meta: {languages: [zh, en]}
    basics:
      name: {zh: 刘硕, en: Stuart Lau}
      aka: [Shuo Liu, "Liu, Shuo"]
      email: stuart.lau@example.com
      phone: +86 138-0000-1111
      url: https://stuartlau.example.com
      image: stuart-lau.jpg
      location: {city: {zh: 北京, en: Beijing}, countryCode: CN}
      profiles:
        - {network: GitHub, username: stuartlau, url: "https://github.com/stuartlau"}
        - {network: Mastodon}
      summary:
        zh: 我是刘硕，写[代码](https://github.com/stuartlau)，电话 13800001111。
        en: Stuart Lau writes [code](https://github.com/stuartlau); call +86 138 0000 1111 or stuart.lau@example.com.
    work:
      - {name: Acme, position: {zh: 工程师, en: Engineer}, startDate: 2018, tags: [a]}
      - name: ZDNS
        position: {zh: 实习生, en: Intern}
        startDate: 2010-01
        highlights:
          - {zh: 第一条要点, en: First point}
          - {zh: 秘密的要点, en: Secret point, tags: [secret]}
        tags: [internship]
    publications:
      - {name: On names, authors: [Wei Wang, "LIU  SHUO", S. Lau, "Lau, Stuart"], url: "https://example.org/stuart_lau.pdf"}
    patents:
      - {title: 方法一, number: CN1A, status: granted, granted: 2018-01-09, inventors: [刘硕, 王伟]}
      - {title: Method two, number: US2B, status: granted, granted: 2020-05}
      - {title: 方法三, number: CN3A, status: pending, filed: 2019}
      - {number: CN10A, status: pending}
    variants:
      anonymous: {redact: [basics.name, basics.email, basics.phone, basics.image]}
      short: {exclude: [internship, secret], sections: [summary, work], label: Architect}
      tagged: {include: [a]}
      five: {limit: {patents: 1}, pages: 2, theme: classic, language: en}
"""


def shown(selection: Selection, kind: str) -> tuple[Item, ...]:
    return next(each.items for each in selection.sections if each.kind == kind)


def contents(selection: Selection) -> list[str]:
    return [text.content for text in texts(selection.profile)]
