"""The head of the résumé: name, headline, portrait, and each way to reach the person on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.compose.entries import email_link, phone_link
from resume_cli.compose.words import Formatter, shown_address, target_of
from resume_cli.document import Contact, Header, Inlines, Photo, plain
from resume_cli.document import Text as Run
from resume_cli.locale.scripts import UNSPACED, script_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.profile.model import Basics, LocalizedText, Location, NetworkProfile


def header(words: Formatter, basics: Basics) -> Header:
    """Return the header of a document."""
    name = words.text(basics.name)
    photo = None
    if basics.image is not None:
        photo = Photo(basics.image.content, photo_text(words, name))
    return Header(name, words.markup(basics.label), tuple(contacts(words, basics)), photo)


def photo_text(words: Formatter, name: Inlines) -> str:
    """Return the words that stand for the portrait."""
    return words.wording.label("photo").format(name=plain(name)) if name else words.wording.label("photo_alone")


def contacts(words: Formatter, basics: Basics) -> Iterator[Contact]:
    """Yield the ways to reach a person: several addresses are several contacts."""
    label = words.wording.label
    for email in basics.email:
        yield Contact("email", label("email"), email_link(email))
    for phone in basics.phone:
        yield Contact("phone", label("phone"), phone_link(phone))
    for url in basics.url:
        yield Contact("url", label("url"), words.address(url))
    if basics.location is not None:
        content = location(words, basics.location)
        if content:
            yield Contact("location", label("location"), content)
    for profile in basics.profiles:
        content = account(words, profile)
        if content:
            yield Contact("profile", "" if profile.network else label("profile"), content)


def account(words: Formatter, profile: NetworkProfile) -> Inlines:
    """Return an account: the network as it is written, then the address where that tells the name, else the name."""
    network, name = words.text(profile.network), words.text(profile.username)
    address = shown_address(profile.url.content) if profile.url is not None else ""
    if address and _folded(plain(name)) in address.casefold():
        shown = words.address(profile.url)
    elif profile.url is None or target_of(profile.url):
        shown = words.link(name or network, profile.url)
        network = network if name else ()
    else:
        shown = words.join((name, (Run(address),)), "comma")
    return words.join((network, shown), "colon")


def _folded(words: str) -> str:
    return words.casefold().replace(" ", "")


def location(words: Formatter, place: Location) -> Inlines:
    """Return an address in the order of the language; ideographs run on, other words are parted by commas."""
    parts = {
        "address": place.address,
        "city": place.city,
        "region": place.region,
        "postal_code": place.postal_code,
    }
    values = {name: words.text(text) for name, text in parts.items()}
    values["country"] = country(words, place)
    if plain(values["region"]) == plain(values["city"]):
        values["region"] = ()
    steps = []
    for step in words.wording.order("address"):
        names = [values[name] for name in step.split()]
        there = [name for name in names if name]
        steps.append(
            tuple(inline for index, name in enumerate(there) for inline in ((Run(" "),) if index else ()) + name)
        )
    return _joined(words, [step for step in steps if step])


def _joined(words: Formatter, steps: list[Inlines]) -> Inlines:
    joined: list[Inlines] = []
    for step in steps:
        before = plain(joined[-1]) if joined else ""
        if joined and {script_of(before), script_of(plain(step))} <= UNSPACED:
            joined[-1] = (*joined[-1], *step)
        else:
            joined.append(step)
    return words.join(joined, "address")


def country(words: Formatter, place: Location) -> Inlines:
    """Return the country as it was written out, else the name of its code, else what stands there."""
    if place.country is not None:
        return words.text(place.country)
    if place.country_code is None:
        return ()
    name = words.wording.country(place.country_code.content)
    return (Run(name),) if name else words.text(place.country_code)


def links(basics: Basics) -> tuple[str, ...]:
    """Return the addresses of a person's pages, for machines."""
    urls: tuple[LocalizedText | None, ...] = (*basics.url, *(profile.url for profile in basics.profiles))
    return tuple(target for url in urls if (target := target_of(url)))
