"""The profile as the program holds it: JSON Resume's words, typed, frozen, with a path for every text.

Each field is declared once, by a `Kind` and a description. Validation, the JSON Schema, the tables of the
documentation, selection and the data writer all read these declarations, so a new field is one new line.
Attributes are the file's keys in snake case (`startDate` is `start_date`); `key_of` gives the key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from resume_cli.profile.declare import Field, Item, Kind, declarations, declare, item_class, key_of
from resume_cli.profile.settings import Meta, Variant
from resume_cli.profile.values import Date, Text

__all__ = [
    "Award",
    "Basics",
    "Certificate",
    "Contribution",
    "Date",
    "Education",
    "Field",
    "Interest",
    "Item",
    "Kind",
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
    "Text",
    "Variant",
    "Volunteer",
    "Work",
    "declarations",
    "declare",
    "item_class",
    "key_of",
    "texts",
]


@item_class
class Location(Item):
    """Where somebody lives or something is."""

    address: Text | None = declare(Kind.TEXT, "Street and number.")
    postal_code: Text | None = declare(Kind.TEXT, "Postal code, exactly as typed.")
    city: Text | None = declare(Kind.TEXT, "City.")
    region: Text | None = declare(Kind.TEXT, "State, province or region.", aliases=("state",))
    country_code: Text | None = declare(Kind.TEXT, "ISO 3166-1 alpha-2 code, such as `CN`.", form="country")
    country: Text | None = declare(Kind.TEXT, "Name of the country, when it should be written out.")


@item_class
class NetworkProfile(Item):
    """An account at a network of any name."""

    network: Text | None = declare(Kind.TEXT, "Name of the network, such as `GitHub`.")
    username: Text | None = declare(Kind.TEXT, "Name of the account.")
    url: Text | None = declare(Kind.LINK, "Address of the account's page.")


@item_class
class Basics(Item):
    """Who the person is and how to reach them."""

    name: Text | None = declare(Kind.TEXT, "Full name.")
    aka: tuple[Text, ...] = declare(Kind.TEXTS, "Other spellings of the name, as authors lists print it.")
    label: Text | None = declare(Kind.MARKUP, "Headline under the name, such as a position.", aliases=("headline",))
    image: Text | None = declare(
        Kind.LINK, "Portrait: a file inside the profile's folder.", aliases=("picture", "photo"), form="file"
    )
    email: tuple[Text, ...] = declare(Kind.TEXTS, "E-mail address, or several.", form="email")
    phone: tuple[Text, ...] = declare(
        Kind.TEXTS, "Telephone number, or several, exactly as typed.", aliases=("phoneNumber",), form="phone"
    )
    url: tuple[Text, ...] = declare(Kind.LINKS, "Home page, or several.", aliases=("website",))
    summary: Text | None = declare(
        Kind.MARKUP, "Who you are, in one to three paragraphs; an empty line parts paragraphs.", aliases=("bio",)
    )
    location: Location | None = declare(Kind.ITEM, "Where the person lives.", Location, lone="city")
    profiles: tuple[NetworkProfile, ...] = declare(Kind.ITEMS, "Accounts at networks.", NetworkProfile)


@item_class
class Role(Item):
    """One of several positions at one employer."""

    position: Text | None = declare(Kind.TEXT, "Title of the position.")
    location: Text | None = declare(Kind.TEXT, "Where.")
    start_date: Date | None = declare(Kind.DATE, "When it began.")
    end_date: Date | None = declare(Kind.DATE, "When it ended; absent while it goes on.")
    summary: Text | None = declare(Kind.MARKUP, "What it was about.")
    highlights: tuple[Text, ...] = declare(Kind.BULLETS, "What was achieved, a bullet each.")


@item_class
class Work(Item):
    """A job, and the shape of the entries in sections of one's own."""

    name: Text | None = declare(Kind.TEXT, "Employer.", aliases=("company", "employer"))
    position: Text | None = declare(Kind.TEXT, "Title of the position.")
    description: Text | None = declare(Kind.MARKUP, "What the employer does.")
    location: Text | None = declare(Kind.TEXT, "Where.", aliases=("jobLocation",))
    url: Text | None = declare(Kind.LINK, "Home page.", aliases=("website",))
    start_date: Date | None = declare(Kind.DATE, "When it began.")
    end_date: Date | None = declare(Kind.DATE, "When it ended; absent while it goes on.")
    summary: Text | None = declare(Kind.MARKUP, "What it was about.")
    highlights: tuple[Text, ...] = declare(Kind.BULLETS, "What was achieved, a bullet each.")
    keywords: tuple[Text, ...] = declare(Kind.TEXTS, "Technologies, methods, topics.")
    roles: tuple[Role, ...] = declare(Kind.ITEMS, "Positions at this employer, one after another.", Role)


@item_class
class Volunteer(Item):
    """Unpaid work."""

    organization: Text | None = declare(Kind.TEXT, "Organization.")
    position: Text | None = declare(Kind.TEXT, "What you were there.")
    location: Text | None = declare(Kind.TEXT, "Where.")
    url: Text | None = declare(Kind.LINK, "Home page.", aliases=("website",))
    start_date: Date | None = declare(Kind.DATE, "When it began.")
    end_date: Date | None = declare(Kind.DATE, "When it ended; absent while it goes on.")
    summary: Text | None = declare(Kind.MARKUP, "What it was about.")
    highlights: tuple[Text, ...] = declare(Kind.BULLETS, "What was achieved, a bullet each.")


@item_class
class Education(Item):
    """A course of study."""

    institution: Text | None = declare(Kind.TEXT, "School or university.", aliases=("school",))
    department: Text | None = declare(Kind.TEXT, "Department, faculty or laboratory.")
    area: Text | None = declare(Kind.TEXT, "Field of study.")
    study_type: Text | None = declare(Kind.TEXT, "Degree, such as `Bachelor`.")
    location: Text | None = declare(Kind.TEXT, "Where.", aliases=("schoolLocation",))
    url: Text | None = declare(Kind.LINK, "Home page.", aliases=("website",))
    start_date: Date | None = declare(Kind.DATE, "When it began.")
    end_date: Date | None = declare(Kind.DATE, "When it ended, or will end.")
    score: Text | None = declare(Kind.TEXT, "Grade, exactly as typed.", aliases=("gpa", "grade"))
    summary: Text | None = declare(Kind.MARKUP, "What it was about.")
    courses: tuple[Text, ...] = declare(Kind.BULLETS, "Courses worth naming.")
    highlights: tuple[Text, ...] = declare(Kind.BULLETS, "What was achieved, a bullet each.")


@item_class
class Award(Item):
    """A prize."""

    title: Text | None = declare(Kind.TEXT, "What was won.", aliases=("name",))
    date: Date | None = declare(Kind.DATE, "When.")
    awarder: Text | None = declare(Kind.TEXT, "Who gave it.")
    url: Text | None = declare(Kind.LINK, "Page about it.")
    summary: Text | None = declare(Kind.MARKUP, "What for.")


@item_class
class Certificate(Item):
    """A certificate or licence."""

    name: Text | None = declare(Kind.TEXT, "What it certifies.", aliases=("title",))
    date: Date | None = declare(Kind.DATE, "When it was given.", aliases=("startDate", "issueDate"))
    issuer: Text | None = declare(Kind.TEXT, "Who gave it.")
    url: Text | None = declare(Kind.LINK, "Page about it.")
    summary: Text | None = declare(Kind.MARKUP, "What it covers.")


@item_class
class Publication(Item):
    """A paper, a book, an article."""

    name: Text | None = declare(Kind.TEXT, "Title.", aliases=("title",))
    authors: tuple[Text, ...] = declare(Kind.TEXTS, "Authors in order; one's own name is set in bold.")
    publisher: Text | None = declare(Kind.TEXT, "Journal, conference or publisher.")
    release_date: Date | None = declare(Kind.DATE, "When it appeared.", aliases=("date",))
    type: Text | None = declare(Kind.TEXT, "Such as `conference`, `journal`, `book`.")
    pages: Text | None = declare(Kind.TEXT, "Pages, exactly as typed.")
    doi: Text | None = declare(Kind.TEXT, "Digital object identifier, such as `10.1109/ICBNMT.2011.6155893`.")
    url: Text | None = declare(Kind.LINK, "Page of the publication.", aliases=("website",))
    summary: Text | None = declare(Kind.MARKUP, "What it says.")
    highlights: tuple[Text, ...] = declare(Kind.BULLETS, "What is notable, a bullet each.")


@item_class
class Skill(Item):
    """A skill with its keywords."""

    name: Text | None = declare(Kind.TEXT, "Name of the skill or of a group of skills.")
    level: Text | None = declare(Kind.TEXT, "How well, in words.")
    keywords: tuple[Text, ...] = declare(Kind.TEXTS, "What belongs to it.")
    summary: Text | None = declare(Kind.MARKUP, "What there is to say of it.")


@item_class
class SpokenLanguage(Item):
    """A language the person speaks."""

    language: Text | None = declare(Kind.TEXT, "Name of the language.", aliases=("name",))
    fluency: Text | None = declare(Kind.TEXT, "How well, in words.", aliases=("level",))


@item_class
class Interest(Item):
    """An interest with its keywords."""

    name: Text | None = declare(Kind.TEXT, "Name of the interest.")
    keywords: tuple[Text, ...] = declare(Kind.TEXTS, "What belongs to it.")
    summary: Text | None = declare(Kind.MARKUP, "What there is to say of it.")


@item_class
class Reference(Item):
    """Somebody who vouches for the person."""

    name: Text | None = declare(Kind.TEXT, "Who.")
    position: Text | None = declare(Kind.TEXT, "What they are.")
    email: Text | None = declare(Kind.TEXT, "E-mail address.", form="email")
    phone: Text | None = declare(Kind.TEXT, "Telephone number.", form="phone")
    url: Text | None = declare(Kind.LINK, "Page about them.")
    reference: Text | None = declare(Kind.MARKUP, "What they say.")


@item_class
class Project(Item):
    """A project."""

    name: Text | None = declare(Kind.TEXT, "Name.")
    description: Text | None = declare(Kind.MARKUP, "What it is.", aliases=("summary",))
    highlights: tuple[Text, ...] = declare(Kind.BULLETS, "What was achieved, a bullet each.")
    keywords: tuple[Text, ...] = declare(Kind.TEXTS, "Technologies, methods, topics.")
    start_date: Date | None = declare(Kind.DATE, "When it began.")
    end_date: Date | None = declare(Kind.DATE, "When it ended; absent while it goes on.")
    url: Text | None = declare(Kind.LINK, "Home page.", aliases=("website",))
    roles: tuple[Text, ...] = declare(Kind.TEXTS, "What you were in it.", aliases=("role",))
    entity: Text | None = declare(Kind.TEXT, "Company or institution it was for.")
    type: Text | None = declare(Kind.TEXT, "Such as `application`, `talk`, `volunteering`.")
    location: Text | None = declare(Kind.TEXT, "Where.")


@item_class
class Patent(Item):
    """A patent or an application for one."""

    title: Text | None = declare(Kind.TEXT, "Title, in the patent's own language or several.", aliases=("name",))
    number: Text | None = declare(Kind.TEXT, "Publication number, such as `US10091236B2`.")
    office: Text | None = declare(Kind.TEXT, "Office as its two letters, such as `CN`, `US`, `EP`, `JP` or `WO`.")
    status: Text | None = declare(Kind.TEXT, "`granted`, `pending`, `expired`, … or words of your own.")
    application: Text | None = declare(Kind.TEXT, "Application number.")
    filed: Date | None = declare(Kind.DATE, "When it was filed.")
    published: Date | None = declare(Kind.DATE, "When the application was published.")
    granted: Date | None = declare(Kind.DATE, "When it was granted.", aliases=("date",))
    expires: Date | None = declare(Kind.DATE, "When it expires.")
    assignee: tuple[Text, ...] = declare(Kind.TEXTS, "Who owns it, one or several.")
    inventors: tuple[Text, ...] = declare(Kind.TEXTS, "Inventors in order; one's own name is set in bold.")
    family: Text | None = declare(Kind.TEXT, "What the patents of one invention have in common.")
    url: Text | None = declare(Kind.LINK, "Page of the patent.")
    summary: Text | None = declare(Kind.MARKUP, "What it is about.")


@item_class
class Contribution(Item):
    """A contribution to a project of others."""

    name: Text | None = declare(Kind.TEXT, "Name of the project.")
    role: Text | None = declare(Kind.TEXT, "What you were in it.")
    url: Text | None = declare(Kind.LINK, "Page that shows the contribution.")
    start_date: Date | None = declare(Kind.DATE, "When it began.")
    end_date: Date | None = declare(Kind.DATE, "When it ended.")
    date: Date | None = declare(Kind.DATE, "When, for a single one.")
    type: Text | None = declare(Kind.TEXT, "Such as `bug fix`, `feature`, `documentation`.")
    summary: Text | None = declare(Kind.MARKUP, "What it was.")
    highlights: tuple[Text, ...] = declare(Kind.BULLETS, "What was achieved, a bullet each.")
    keywords: tuple[Text, ...] = declare(Kind.TEXTS, "Technologies, methods, topics.")


@item_class
class Talk(Item):
    """A talk."""

    title: Text | None = declare(Kind.TEXT, "Title.", aliases=("name",))
    event: Text | None = declare(Kind.TEXT, "Conference or meeting.")
    date: Date | None = declare(Kind.DATE, "When.")
    location: Text | None = declare(Kind.TEXT, "Where.")
    type: Text | None = declare(Kind.TEXT, "Such as `keynote`, `workshop`.")
    url: Text | None = declare(Kind.LINK, "Slides or recording.")
    summary: Text | None = declare(Kind.MARKUP, "What it was about.")


@item_class
class SectionSettings(Item):
    """How one section is shown, or a section of one's own.

    In the file it is a name (`work`), a mapping of one name to these settings (`patents: {limit: 10}`),
    or these settings with an `id` of one's own and `entries`.
    """

    id: str = declare(Kind.WORD, "Name of the section: `summary`, `work`, `patents`, … or one of your own.")
    title: Text | None = declare(Kind.TEXT, "Heading; the language's usual one when absent.")
    entries: tuple[Work, ...] = declare(Kind.ITEMS, "Entries of a section of one's own.", Work, lone="name")
    include: tuple[str, ...] = declare(Kind.WORDS, "Show only entries with one of these tags.")
    exclude: tuple[str, ...] = declare(Kind.WORDS, "Hide entries with one of these tags.")
    group: str | None = declare(
        Kind.WORD, "Field to group by.", choices=("office", "year", "status", "family", "type", "event", "publisher")
    )
    counts: tuple[str, ...] = declare(
        Kind.WORDS, "Fields whose values are counted in a summary line, over all entries."
    )
    sort: str | None = declare(Kind.WORD, "Field to sort by; `-` before it reverses, as in `-granted`.")
    limit: int | None = declare(Kind.NUMBER, "How many entries to show; the rest is counted.")
    style: str | None = declare(Kind.WORD, "`full` entries or `compact` lines.", choices=("full", "compact"))
    numbered: bool = declare(Kind.FLAG, "Number the entries, on over all groups.")
    more: Text | None = declare(Kind.LINK, "Where the full list is.")
    break_before: bool = declare(Kind.FLAG, "Begin the section on a new page.", aliases=("pageBreak",))


@item_class
class Profile(Item):
    """Everything about one person. Lists stand in the order of the file."""

    LISTS: ClassVar[tuple[str, ...]] = (
        "work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages",
        "interests", "references", "projects", "patents", "contributions", "talks",
    )  # fmt: skip

    meta: Meta = declare(Kind.ITEM, "About the file itself.", Meta, aliases=("metadata",), always=True)
    basics: Basics = declare(Kind.ITEM, "Who the person is and how to reach them.", Basics, always=True)
    work: tuple[Work, ...] = declare(Kind.ITEMS, "Jobs.", Work)
    volunteer: tuple[Volunteer, ...] = declare(Kind.ITEMS, "Unpaid work.", Volunteer)
    education: tuple[Education, ...] = declare(Kind.ITEMS, "Courses of study.", Education)
    awards: tuple[Award, ...] = declare(Kind.ITEMS, "Prizes.", Award, lone="title")
    certificates: tuple[Certificate, ...] = declare(
        Kind.ITEMS, "Certificates and licences.", Certificate, aliases=("certifications",), lone="name"
    )
    publications: tuple[Publication, ...] = declare(Kind.ITEMS, "Papers, books, articles.", Publication)
    skills: tuple[Skill, ...] = declare(Kind.ITEMS, "Skills.", Skill, lone="name")
    languages: tuple[SpokenLanguage, ...] = declare(Kind.ITEMS, "Languages spoken.", SpokenLanguage, lone="language")
    interests: tuple[Interest, ...] = declare(Kind.ITEMS, "Interests.", Interest, aliases=("hobbies",), lone="name")
    references: tuple[Reference, ...] = declare(Kind.ITEMS, "People who vouch.", Reference, lone="name")
    projects: tuple[Project, ...] = declare(Kind.ITEMS, "Projects.", Project)
    patents: tuple[Patent, ...] = declare(Kind.ITEMS, "Patents and applications.", Patent)
    contributions: tuple[Contribution, ...] = declare(Kind.ITEMS, "Contributions to open source.", Contribution)
    talks: tuple[Talk, ...] = declare(Kind.ITEMS, "Talks.", Talk)
    sections: tuple[SectionSettings, ...] = declare(
        Kind.ITEMS, "Order, titles and shape of sections, and sections of one's own.", SectionSettings, lone="id"
    )
    variants: Mapping[str, Variant] = declare(Kind.FREE, "Named ways to show this profile.", Variant)


def texts(item: Item) -> Iterator[Text]:
    """Yield every text of an item and of the items within, in the order of the declarations."""
    for attribute in declarations(type(item)):
        yield from _texts_in(getattr(item, attribute))


def _texts_in(value: object) -> Iterator[Text]:
    match value:
        case Text():
            yield value
        case Item():
            yield from texts(value)
        case tuple():
            for each in value:
                yield from _texts_in(each)
        case Mapping():
            for each in value.values():
                yield from _texts_in(each)
