"""Compose the header: name, headline, photo and contacts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.compose.dates import date
from resume_cli.compose.links import address, email_link, linked, phone_link, shown_address, target_of
from resume_cli.compose.networks import account_url
from resume_cli.document import Contact, Header, Inlines, Link, Photo, Text, plain
from resume_cli.locale.scripts import UNSPACED, script_of
from resume_cli.profile.values import LocalizedText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.compose.formatter import Formatter
    from resume_cli.profile.model import Basics, Location, NetworkProfile
    from resume_cli.profile.values import Date

#: An account name that is a URL and not an e-mail address.
_PAGE = r"\A(?:https?://|[^\s@/]+\.[^\s@/]+/)"


def header(formatter: Formatter, basics: Basics) -> Header:
    """Return the header of a document."""
    name = formatter.text(basics.name)
    photo = None
    if basics.image is not None:
        label = formatter.locale.label("photo" if name else "photo_alone")
        photo = Photo(basics.image.content, label.format(name=plain(name)))
    return Header(name, formatter.markup(basics.label), tuple(_contacts(formatter, basics)), photo)


def _contacts(formatter: Formatter, basics: Basics) -> Iterator[Contact]:
    """Yield the contacts and details of a person, one for each value."""
    label = formatter.locale.label
    for email in basics.email:
        yield Contact("email", label("email"), email_link(email))
    for phone in basics.phone:
        yield Contact("phone", label("phone"), phone_link(phone))
    for url in basics.url:
        yield Contact("url", label("url"), address(url))
    if basics.location is not None and (place := _location(formatter, basics.location)):
        yield Contact("location", label("location"), place)
    for profile in basics.profiles:
        if account := _account(formatter, profile):
            named = profile.network is not None and plain(account).startswith(profile.network.content)
            network = plain(formatter.text(profile.network)) or label("profile")
            yield Contact("profile", "" if named else network, account)
    for key, value in basics.details.items():
        known = formatter.locale.get("details", key)
        name = (Text(known),) if known else formatter.plain(key)
        yield Contact("other", "", formatter.join((name, fact(formatter, value)), "colon"))


def fact(formatter: Formatter, value: LocalizedText | Date | tuple[LocalizedText, ...]) -> Inlines:
    """Return the value of a detail, which is a date, a text or several texts."""
    if isinstance(value, tuple):
        return formatter.items(value)
    return formatter.text(value) if isinstance(value, LocalizedText) else date(formatter, value)


def _account(formatter: Formatter, profile: NetworkProfile) -> Inlines:
    """Return an account: the network, then the URL if that contains the user name, or else the user name.

    The network is omitted if the URL shows it.
    """
    network, name = formatter.text(profile.network), formatter.text(profile.username)
    shown_url = shown_address(profile.url.content) if profile.url is not None else ""
    if shown_url and plain(name).casefold().replace(" ", "") in shown_url.casefold():
        shown = address(profile.url)
        if plain(network).casefold().replace(" ", "") in shown_url.partition("/")[0].casefold():
            return shown
    elif profile.url is None and (href := account_url(plain(network), plain(name))):
        shown = (Link(name, href),)
    elif profile.url is None and profile.username is not None and re.search(_PAGE, profile.username.content):
        shown = address(profile.username)
    elif profile.url is None or target_of(profile.url):
        shown = linked(name or network, profile.url)
        network = network if name else ()
    else:
        shown = formatter.join((name, (Text(shown_url),)), "comma")
    return formatter.join((network, shown), "colon")


def _location(formatter: Formatter, place: Location) -> Inlines:
    """Return a postal address in the order of the language, without separators between ideographs."""
    values = {
        "address": formatter.text(place.address),
        "city": formatter.text(place.city),
        "region": formatter.text(place.region),
        "postal_code": formatter.text(place.postal_code),
        "country": _country(formatter, place),
    }
    if _says(plain(values["region"]), plain(values["city"])):
        values["region"] = ()
    steps: list[Inlines] = []
    for step in formatter.locale.order("address"):
        names = [values[name] for name in step.split() if values[name]]
        joined = tuple(inline for index, name in enumerate(names) for inline in ((Text(" "),) if index else ()) + name)
        before = plain(steps[-1]) if steps else ""
        if joined and steps and {script_of(before), script_of(plain(joined))} <= UNSPACED:
            steps[-1] += joined
        elif joined:
            steps.append(joined)
    return formatter.join(steps, "address")


def _says(region: str, city: str) -> bool:
    """Return whether the name of the region begins with that of the city or vice versa: 上海市, Stockholm County."""
    shorter, longer = sorted((region, city), key=len)
    follows = longer[len(shorter) : len(shorter) + 1]
    whole = script_of(shorter) in UNSPACED or not follows.isalpha()
    return bool(shorter) and longer.startswith(shorter) and whole


def _country(formatter: Formatter, place: Location) -> Inlines:
    """Return the country as written, or else the name for its code, or else the code."""
    if place.country is not None or place.country_code is None:
        return formatter.text(place.country)
    name = formatter.locale.country(place.country_code.content)
    return (Text(name),) if name else formatter.text(place.country_code)
