"""The profile as the program holds it: JSON Resume's words, typed, frozen, with a path for every text.

Each field is declared once, by a `FieldKind` and a description. Validation, the JSON Schema, the tables of the
documentation, selection and the data writer all read these declarations, so a new field is one new line.
Attributes are the file's keys in snake case (`startDate` is `start_date`); `key_of` gives the key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from resume_cli.profile.declare import Field, FieldKind, Item, declarations, declare, key_of, keys_of
from resume_cli.profile.settings import Meta, Variant
from resume_cli.profile.values import Date, LocalizedText

__all__ = [
    "Award",
    "Basics",
    "Certificate",
    "Contribution",
    "Date",
    "Education",
    "Field",
    "FieldKind",
    "Interest",
    "Item",
    "LocalizedText",
    "Location",
    "Meta",
    "NetworkProfile",
    "Patent",
    "Profile",
    "Project",
    "Publication",
    "Reference",
    "Role",
    "SectionSettings",
    "Skill",
    "SpokenLanguage",
    "Talk",
    "Variant",
    "Volunteer",
    "Work",
    "declarations",
    "declare",
    "key_of",
    "keys_of",
    "texts",
]


class Location(Item, frozen=True, eq=False):
    """Where somebody lives or something is."""

    address: LocalizedText | None = declare(FieldKind.TEXT, "Street and number.")
    postal_code: LocalizedText | None = declare(FieldKind.TEXT, "Postal code, exactly as typed.")
    city: LocalizedText | None = declare(FieldKind.TEXT, "City.")
    region: LocalizedText | None = declare(FieldKind.TEXT, "State, province or region.", aliases=("state",))
    country_code: LocalizedText | None = declare(
        FieldKind.TEXT, "ISO 3166-1 alpha-2 code, such as `CN`.", form="country"
    )
    country: LocalizedText | None = declare(FieldKind.TEXT, "Name of the country, when it should be written out.")


class NetworkProfile(Item, frozen=True, eq=False):
    """An account at a network of any name."""

    network: LocalizedText | None = declare(FieldKind.TEXT, "Name of the network, such as `GitHub`.")
    username: LocalizedText | None = declare(FieldKind.TEXT, "Name of the account.")
    url: LocalizedText | None = declare(FieldKind.LINK, "Address of the account's page.")


class Basics(Item, frozen=True, eq=False):
    """Who the person is and how to reach them."""

    name: LocalizedText | None = declare(FieldKind.TEXT, "Full name.")
    aka: tuple[LocalizedText, ...] = declare(FieldKind.TEXTS, "Other spellings of the name, as authors lists print it.")
    label: LocalizedText | None = declare(
        FieldKind.MARKUP, "Headline under the name, such as a position.", aliases=("headline",)
    )
    image: LocalizedText | None = declare(
        FieldKind.LINK, "Portrait: a file inside the profile's folder.", aliases=("picture", "photo"), form="file"
    )
    email: tuple[LocalizedText, ...] = declare(FieldKind.TEXTS, "E-mail address, or several.", form="email")
    phone: tuple[LocalizedText, ...] = declare(
        FieldKind.TEXTS, "Telephone number, or several, exactly as typed.", aliases=("phoneNumber",), form="phone"
    )
    url: tuple[LocalizedText, ...] = declare(FieldKind.LINKS, "Home page, or several.", aliases=("website",))
    summary: LocalizedText | None = declare(
        FieldKind.MARKUP, "Who you are, in one to three paragraphs; an empty line parts paragraphs.", aliases=("bio",)
    )
    location: Location | None = declare(FieldKind.ITEM, "Where the person lives.", Location, shorthand_key="city")
    profiles: tuple[NetworkProfile, ...] = declare(FieldKind.ITEMS, "Accounts at networks.", NetworkProfile)


class Role(Item, frozen=True, eq=False):
    """One of several positions at one employer."""

    position: LocalizedText | None = declare(FieldKind.TEXT, "Title of the position.")
    location: LocalizedText | None = declare(FieldKind.TEXT, "Where.")
    start_date: Date | None = declare(FieldKind.DATE, "When it began.")
    end_date: Date | None = declare(FieldKind.DATE, "When it ended; absent while it goes on.")
    summary: LocalizedText | None = declare(FieldKind.MARKUP, "What it was about.")
    highlights: tuple[LocalizedText, ...] = declare(FieldKind.BULLETS, "What was achieved, a bullet each.")


class Work(Item, frozen=True, eq=False):
    """A job, and the shape of the entries in sections of one's own."""

    name: LocalizedText | None = declare(FieldKind.TEXT, "Employer.", aliases=("company", "employer"))
    position: LocalizedText | None = declare(FieldKind.TEXT, "Title of the position.")
    description: LocalizedText | None = declare(FieldKind.MARKUP, "What the employer does.")
    location: LocalizedText | None = declare(FieldKind.TEXT, "Where.", aliases=("jobLocation",))
    url: LocalizedText | None = declare(FieldKind.LINK, "Home page.", aliases=("website",))
    start_date: Date | None = declare(FieldKind.DATE, "When it began.")
    end_date: Date | None = declare(FieldKind.DATE, "When it ended; absent while it goes on.")
    summary: LocalizedText | None = declare(FieldKind.MARKUP, "What it was about.")
    highlights: tuple[LocalizedText, ...] = declare(FieldKind.BULLETS, "What was achieved, a bullet each.")
    keywords: tuple[LocalizedText, ...] = declare(FieldKind.TEXTS, "Technologies, methods, topics.")
    roles: tuple[Role, ...] = declare(FieldKind.ITEMS, "Positions at this employer, one after another.", Role)


class Volunteer(Item, frozen=True, eq=False):
    """Unpaid work."""

    organization: LocalizedText | None = declare(FieldKind.TEXT, "Organization.")
    position: LocalizedText | None = declare(FieldKind.TEXT, "What you were there.")
    location: LocalizedText | None = declare(FieldKind.TEXT, "Where.")
    url: LocalizedText | None = declare(FieldKind.LINK, "Home page.", aliases=("website",))
    start_date: Date | None = declare(FieldKind.DATE, "When it began.")
    end_date: Date | None = declare(FieldKind.DATE, "When it ended; absent while it goes on.")
    summary: LocalizedText | None = declare(FieldKind.MARKUP, "What it was about.")
    highlights: tuple[LocalizedText, ...] = declare(FieldKind.BULLETS, "What was achieved, a bullet each.")


class Education(Item, frozen=True, eq=False):
    """A course of study."""

    institution: LocalizedText | None = declare(FieldKind.TEXT, "School or university.", aliases=("school",))
    department: LocalizedText | None = declare(FieldKind.TEXT, "Department, faculty or laboratory.")
    area: LocalizedText | None = declare(FieldKind.TEXT, "Field of study.")
    study_type: LocalizedText | None = declare(FieldKind.TEXT, "Degree, such as `Bachelor`.")
    location: LocalizedText | None = declare(FieldKind.TEXT, "Where.", aliases=("schoolLocation",))
    url: LocalizedText | None = declare(FieldKind.LINK, "Home page.", aliases=("website",))
    start_date: Date | None = declare(FieldKind.DATE, "When it began.")
    end_date: Date | None = declare(FieldKind.DATE, "When it ended, or will end.")
    score: LocalizedText | None = declare(FieldKind.TEXT, "Grade, exactly as typed.", aliases=("gpa", "grade"))
    summary: LocalizedText | None = declare(FieldKind.MARKUP, "What it was about.")
    courses: tuple[LocalizedText, ...] = declare(FieldKind.BULLETS, "Courses worth naming.")
    highlights: tuple[LocalizedText, ...] = declare(FieldKind.BULLETS, "What was achieved, a bullet each.")


class Award(Item, frozen=True, eq=False):
    """A prize."""

    title: LocalizedText | None = declare(FieldKind.TEXT, "What was won.", aliases=("name",))
    date: Date | None = declare(FieldKind.DATE, "When.")
    awarder: LocalizedText | None = declare(FieldKind.TEXT, "Who gave it.")
    url: LocalizedText | None = declare(FieldKind.LINK, "Page about it.")
    summary: LocalizedText | None = declare(FieldKind.MARKUP, "What for.")


class Certificate(Item, frozen=True, eq=False):
    """A certificate or licence."""

    name: LocalizedText | None = declare(FieldKind.TEXT, "What it certifies.", aliases=("title",))
    date: Date | None = declare(FieldKind.DATE, "When it was given.", aliases=("startDate", "issueDate"))
    issuer: LocalizedText | None = declare(FieldKind.TEXT, "Who gave it.")
    url: LocalizedText | None = declare(FieldKind.LINK, "Page about it.")
    summary: LocalizedText | None = declare(FieldKind.MARKUP, "What it covers.")


class Publication(Item, frozen=True, eq=False):
    """A paper, a book, an article."""

    name: LocalizedText | None = declare(FieldKind.TEXT, "Title.", aliases=("title",))
    authors: tuple[LocalizedText, ...] = declare(FieldKind.TEXTS, "Authors in order; one's own name is set in bold.")
    publisher: LocalizedText | None = declare(FieldKind.TEXT, "Journal, conference or publisher.")
    release_date: Date | None = declare(FieldKind.DATE, "When it appeared.", aliases=("date",))
    type: LocalizedText | None = declare(FieldKind.TEXT, "Such as `conference`, `journal`, `book`.")
    pages: LocalizedText | None = declare(FieldKind.TEXT, "Pages, exactly as typed.")
    doi: LocalizedText | None = declare(
        FieldKind.TEXT, "Digital object identifier, such as `10.1109/ICBNMT.2011.6155893`."
    )
    url: LocalizedText | None = declare(FieldKind.LINK, "Page of the publication.", aliases=("website",))
    summary: LocalizedText | None = declare(FieldKind.MARKUP, "What it says.")
    highlights: tuple[LocalizedText, ...] = declare(FieldKind.BULLETS, "What is notable, a bullet each.")


class Skill(Item, frozen=True, eq=False):
    """A skill with its keywords."""

    name: LocalizedText | None = declare(FieldKind.TEXT, "Name of the skill or of a group of skills.")
    level: LocalizedText | None = declare(FieldKind.TEXT, "How well, in words.")
    keywords: tuple[LocalizedText, ...] = declare(FieldKind.TEXTS, "What belongs to it.")
    summary: LocalizedText | None = declare(FieldKind.MARKUP, "What there is to say of it.")


class SpokenLanguage(Item, frozen=True, eq=False):
    """A language the person speaks."""

    language: LocalizedText | None = declare(FieldKind.TEXT, "Name of the language.", aliases=("name",))
    fluency: LocalizedText | None = declare(FieldKind.TEXT, "How well, in words.", aliases=("level",))


class Interest(Item, frozen=True, eq=False):
    """An interest with its keywords."""

    name: LocalizedText | None = declare(FieldKind.TEXT, "Name of the interest.")
    keywords: tuple[LocalizedText, ...] = declare(FieldKind.TEXTS, "What belongs to it.")
    summary: LocalizedText | None = declare(FieldKind.MARKUP, "What there is to say of it.")


class Reference(Item, frozen=True, eq=False):
    """Somebody who vouches for the person."""

    name: LocalizedText | None = declare(FieldKind.TEXT, "Who.")
    position: LocalizedText | None = declare(FieldKind.TEXT, "What they are.")
    email: LocalizedText | None = declare(FieldKind.TEXT, "E-mail address.", form="email")
    phone: LocalizedText | None = declare(FieldKind.TEXT, "Telephone number.", form="phone")
    url: LocalizedText | None = declare(FieldKind.LINK, "Page about them.")
    reference: LocalizedText | None = declare(FieldKind.MARKUP, "What they say.")


class Project(Item, frozen=True, eq=False):
    """A project."""

    name: LocalizedText | None = declare(FieldKind.TEXT, "Name.")
    description: LocalizedText | None = declare(FieldKind.MARKUP, "What it is.", aliases=("summary",))
    highlights: tuple[LocalizedText, ...] = declare(FieldKind.BULLETS, "What was achieved, a bullet each.")
    keywords: tuple[LocalizedText, ...] = declare(FieldKind.TEXTS, "Technologies, methods, topics.")
    start_date: Date | None = declare(FieldKind.DATE, "When it began.")
    end_date: Date | None = declare(FieldKind.DATE, "When it ended; absent while it goes on.")
    url: LocalizedText | None = declare(FieldKind.LINK, "Home page.", aliases=("website",))
    roles: tuple[LocalizedText, ...] = declare(FieldKind.TEXTS, "What you were in it.", aliases=("role",))
    entity: LocalizedText | None = declare(FieldKind.TEXT, "Company or institution it was for.")
    type: LocalizedText | None = declare(FieldKind.TEXT, "Such as `application`, `talk`, `volunteering`.")
    location: LocalizedText | None = declare(FieldKind.TEXT, "Where.")


class Patent(Item, frozen=True, eq=False):
    """A patent or an application for one."""

    title: LocalizedText | None = declare(
        FieldKind.TEXT, "Title, in the patent's own language or several.", aliases=("name",)
    )
    number: LocalizedText | None = declare(FieldKind.TEXT, "Publication number, such as `US10091236B2`.")
    office: LocalizedText | None = declare(
        FieldKind.TEXT, "Office as its two letters, such as `CN`, `US`, `EP`, `JP` or `WO`."
    )
    status: LocalizedText | None = declare(FieldKind.TEXT, "`granted`, `pending`, `expired`, … or words of your own.")
    application: LocalizedText | None = declare(FieldKind.TEXT, "Application number.")
    filed: Date | None = declare(FieldKind.DATE, "When it was filed.")
    published: Date | None = declare(FieldKind.DATE, "When the application was published.")
    granted: Date | None = declare(FieldKind.DATE, "When it was granted.", aliases=("date",))
    expires: Date | None = declare(FieldKind.DATE, "When it expires.")
    assignee: tuple[LocalizedText, ...] = declare(FieldKind.TEXTS, "Who owns it, one or several.")
    inventors: tuple[LocalizedText, ...] = declare(
        FieldKind.TEXTS, "Inventors in order; one's own name is set in bold."
    )
    family: LocalizedText | None = declare(FieldKind.TEXT, "What the patents of one invention have in common.")
    url: LocalizedText | None = declare(FieldKind.LINK, "Page of the patent.")
    summary: LocalizedText | None = declare(FieldKind.MARKUP, "What it is about.")


class Contribution(Item, frozen=True, eq=False):
    """A contribution to a project of others."""

    name: LocalizedText | None = declare(FieldKind.TEXT, "Name of the project.")
    role: LocalizedText | None = declare(FieldKind.TEXT, "What you were in it.")
    url: LocalizedText | None = declare(FieldKind.LINK, "Page that shows the contribution.")
    start_date: Date | None = declare(FieldKind.DATE, "When it began.")
    end_date: Date | None = declare(FieldKind.DATE, "When it ended.")
    date: Date | None = declare(FieldKind.DATE, "When, for a single one.")
    type: LocalizedText | None = declare(FieldKind.TEXT, "Such as `bug fix`, `feature`, `documentation`.")
    summary: LocalizedText | None = declare(FieldKind.MARKUP, "What it was.")
    highlights: tuple[LocalizedText, ...] = declare(FieldKind.BULLETS, "What was achieved, a bullet each.")
    keywords: tuple[LocalizedText, ...] = declare(FieldKind.TEXTS, "Technologies, methods, topics.")


class Talk(Item, frozen=True, eq=False):
    """A talk."""

    title: LocalizedText | None = declare(FieldKind.TEXT, "Title.", aliases=("name",))
    event: LocalizedText | None = declare(FieldKind.TEXT, "Conference or meeting.")
    date: Date | None = declare(FieldKind.DATE, "When.")
    location: LocalizedText | None = declare(FieldKind.TEXT, "Where.")
    type: LocalizedText | None = declare(FieldKind.TEXT, "Such as `keynote`, `workshop`.")
    url: LocalizedText | None = declare(FieldKind.LINK, "Slides or recording.")
    summary: LocalizedText | None = declare(FieldKind.MARKUP, "What it was about.")


class SectionSettings(Item, frozen=True, eq=False):
    """How one section is shown, or a section of one's own.

    In the file it is a name (`work`), a mapping of one name to these settings (`patents: {limit: 10}`),
    or these settings with an `id` of one's own and `entries`.
    """

    id: str = declare(FieldKind.WORD, "Name of the section: `summary`, `work`, `patents`, … or one of your own.")
    title: LocalizedText | None = declare(FieldKind.TEXT, "Heading; the language's usual one when absent.")
    entries: tuple[Work, ...] = declare(
        FieldKind.ITEMS, "Entries of a section of one's own.", Work, shorthand_key="name"
    )
    include: tuple[str, ...] = declare(FieldKind.WORDS, "Show only entries with one of these tags.")
    exclude: tuple[str, ...] = declare(FieldKind.WORDS, "Hide entries with one of these tags.")
    group: str | None = declare(
        FieldKind.WORD,
        "Field to group by.",
        choices=("office", "year", "status", "family", "type", "event", "publisher"),
    )
    counts: tuple[str, ...] = declare(
        FieldKind.WORDS, "Fields whose values are counted in a summary line, over all entries."
    )
    sort: str | None = declare(FieldKind.WORD, "Field to sort by; `-` before it reverses, as in `-granted`.")
    limit: int | None = declare(FieldKind.NUMBER, "How many entries to show; the rest is counted.")
    style: str | None = declare(FieldKind.WORD, "`full` entries or `compact` lines.", choices=("full", "compact"))
    numbered: bool = declare(FieldKind.FLAG, "Number the entries, on over all groups.")
    more: LocalizedText | None = declare(FieldKind.LINK, "Where the full list is.")
    break_before: bool = declare(FieldKind.FLAG, "Begin the section on a new page.", aliases=("pageBreak",))


class Profile(Item, frozen=True, eq=False):
    """Everything about one person. Lists stand in the order of the file."""

    LISTS: ClassVar[tuple[str, ...]] = (
        "work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages",
        "interests", "references", "projects", "patents", "contributions", "talks",
    )  # fmt: skip

    meta: Meta = declare(FieldKind.ITEM, "About the file itself.", Meta, aliases=("metadata",), always=True)
    basics: Basics = declare(FieldKind.ITEM, "Who the person is and how to reach them.", Basics, always=True)
    work: tuple[Work, ...] = declare(FieldKind.ITEMS, "Jobs.", Work)
    volunteer: tuple[Volunteer, ...] = declare(FieldKind.ITEMS, "Unpaid work.", Volunteer)
    education: tuple[Education, ...] = declare(FieldKind.ITEMS, "Courses of study.", Education)
    awards: tuple[Award, ...] = declare(FieldKind.ITEMS, "Prizes.", Award, shorthand_key="title")
    certificates: tuple[Certificate, ...] = declare(
        FieldKind.ITEMS, "Certificates and licences.", Certificate, aliases=("certifications",), shorthand_key="name"
    )
    publications: tuple[Publication, ...] = declare(FieldKind.ITEMS, "Papers, books, articles.", Publication)
    skills: tuple[Skill, ...] = declare(FieldKind.ITEMS, "Skills.", Skill, shorthand_key="name")
    languages: tuple[SpokenLanguage, ...] = declare(
        FieldKind.ITEMS, "Languages spoken.", SpokenLanguage, shorthand_key="language"
    )
    interests: tuple[Interest, ...] = declare(
        FieldKind.ITEMS, "Interests.", Interest, aliases=("hobbies",), shorthand_key="name"
    )
    references: tuple[Reference, ...] = declare(FieldKind.ITEMS, "People who vouch.", Reference, shorthand_key="name")
    projects: tuple[Project, ...] = declare(FieldKind.ITEMS, "Projects.", Project)
    patents: tuple[Patent, ...] = declare(FieldKind.ITEMS, "Patents and applications.", Patent)
    contributions: tuple[Contribution, ...] = declare(FieldKind.ITEMS, "Contributions to open source.", Contribution)
    talks: tuple[Talk, ...] = declare(FieldKind.ITEMS, "Talks.", Talk)
    sections: tuple[SectionSettings, ...] = declare(
        FieldKind.ITEMS,
        "Order, titles and shape of sections, and sections of one's own.",
        SectionSettings,
        shorthand_key="id",
    )
    variants: Mapping[str, Variant] = declare(FieldKind.FREE, "Named ways to show this profile.", Variant)


def texts(item: Item) -> Iterator[LocalizedText]:
    """Yield every text of an item and of the items within, in the order of the declarations."""
    for attribute in declarations(type(item)):
        yield from _texts_in(getattr(item, attribute))


def _texts_in(value: object) -> Iterator[LocalizedText]:
    match value:
        case LocalizedText():
            yield value
        case Item():
            yield from texts(value)
        case tuple():
            for each in value:
                yield from _texts_in(each)
        case Mapping():
            for each in value.values():
                yield from _texts_in(each)
