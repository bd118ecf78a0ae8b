"""The model of a profile: typed, frozen classes named after JSON Resume's keys, with a path for every text.

A new field requires one line here and one in `compose/`, which writes it into the document. A new section type
requires a `section` of `Profile`, a title in each file of `locale/` and, unless it shares the class of its entries, a
composer in `compose/sections.py`. Attributes are the keys of the file in snake case: `startDate` is `start_date`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.profile.fields import FieldKind, Item, fields_of, parts, section
from resume_cli.profile.settings import GROUPS, STYLES, Meta, Variant
from resume_cli.profile.values import LocalizedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resume_cli.profile.values import Date


class Location(Item, frozen=True):
    """Where somebody lives or something is."""

    address: LocalizedText | None = FieldKind.TEXT("Street and number.")
    postal_code: LocalizedText | None = FieldKind.TEXT("Postal code, exactly as typed.", language="none")
    city: LocalizedText | None = FieldKind.TEXT("City.")
    region: LocalizedText | None = FieldKind.TEXT("State, province or region.")
    country_code: LocalizedText | None = FieldKind.TEXT(
        "ISO 3166-1 alpha-2 code, such as `CN`.", form="country", language="none"
    )
    country: LocalizedText | None = FieldKind.TEXT("Name of the country, when it should be written out.")


class EntryLink(Item, frozen=True):
    """One of several links of an entry."""

    label: LocalizedText | None = FieldKind.TEXT("What it leads to, such as `Demo`; the address itself when absent.")
    url: LocalizedText | None = FieldKind.LINK("Where it leads.")


class Entry(Item, frozen=True):
    """What all entries of sections have."""

    links: tuple[EntryLink, ...] = FieldKind.ITEMS("Further links.", EntryLink, shorthand_key="url")


class NetworkProfile(Item, frozen=True):
    """An account at a network of any name."""

    network: LocalizedText | None = FieldKind.TEXT("Name of the network, such as `GitHub`.")
    username: LocalizedText | None = FieldKind.TEXT("Name of the account.", language="none")
    url: LocalizedText | None = FieldKind.LINK("Address of the account's page.")


class Basics(Item, frozen=True):
    """Who the person is and how to reach them."""

    name: LocalizedText | None = FieldKind.TEXT("Full name.", language="own")
    aka: tuple[LocalizedText, ...] = FieldKind.TEXTS(
        "Other spellings of the name, as in lists of authors.", language="own"
    )
    label: LocalizedText | None = FieldKind.MARKUP("Headline under the name, such as a position.")
    image: LocalizedText | None = FieldKind.LINK("Portrait: a file inside the profile's folder.", form="file")
    email: tuple[LocalizedText, ...] = FieldKind.TEXTS(
        "E-mail address, or several.", form="email", language="none", often_one=True
    )
    phone: tuple[LocalizedText, ...] = FieldKind.TEXTS(
        "Telephone number, or several, exactly as typed.", form="phone", language="none", often_one=True
    )
    url: tuple[LocalizedText, ...] = FieldKind.LINKS("Home page, or several.", often_one=True)
    summary: LocalizedText | None = FieldKind.MARKUP(
        "Who you are, in one to three paragraphs; an empty line separates paragraphs."
    )
    location: Location | None = FieldKind.ITEM("Where the person lives.", Location, shorthand_key="city")
    profiles: tuple[NetworkProfile, ...] = FieldKind.ITEMS("Accounts at networks.", NetworkProfile)
    details: Mapping[str, LocalizedText | Date | tuple[LocalizedText, ...]] = FieldKind.FACTS(
        "What else a country's habits ask for: `birthDate`, `birthPlace`, `gender`, `nationality`, `maritalStatus`, "
        "`drivingLicence`, `workPermit`, `militaryService`, `politicalStatus`, `ethnicity`, `registeredResidence`, "
        "`availability`; any other key is a label of its own."
    )


class Role(Entry, frozen=True):
    """One of several positions at one employer."""

    position: tuple[LocalizedText, ...] = FieldKind.TEXTS("Title of the position, or several.", often_one=True)
    department: LocalizedText | None = FieldKind.TEXT("Department or team.")
    location: LocalizedText | None = FieldKind.TEXT("Where.")
    url: LocalizedText | None = FieldKind.LINK("Home page.")
    start_date: Date | None = FieldKind.DATE("When it began.")
    end_date: Date | None = FieldKind.DATE("When it ended; absent while it goes on.")
    summary: LocalizedText | None = FieldKind.MARKUP("What it was about.")
    highlights: tuple[LocalizedText, ...] = FieldKind.BULLETS("What was achieved, a bullet each.")
    keywords: tuple[LocalizedText, ...] = FieldKind.TEXTS("Technologies, methods, topics.")


class Work(Entry, frozen=True):
    """A job, and the form of the entries in custom sections."""

    name: LocalizedText | None = FieldKind.TEXT("Employer.")
    position: tuple[LocalizedText, ...] = FieldKind.TEXTS("Title of the position, or several.", often_one=True)
    department: LocalizedText | None = FieldKind.TEXT("Department or team.")
    description: LocalizedText | None = FieldKind.MARKUP("What the employer does.")
    location: LocalizedText | None = FieldKind.TEXT("Where.")
    url: LocalizedText | None = FieldKind.LINK("Home page.")
    start_date: Date | None = FieldKind.DATE("When it began.")
    end_date: Date | None = FieldKind.DATE("When it ended; absent while it goes on.")
    summary: LocalizedText | None = FieldKind.MARKUP("What it was about.")
    highlights: tuple[LocalizedText, ...] = FieldKind.BULLETS("What was achieved, a bullet each.")
    keywords: tuple[LocalizedText, ...] = FieldKind.TEXTS("Technologies, methods, topics.")
    roles: tuple[Role, ...] = FieldKind.ITEMS(
        "Positions at this employer, one after another.", Role, shorthand_key="position"
    )


class Volunteer(Entry, frozen=True):
    """Unpaid work."""

    organization: LocalizedText | None = FieldKind.TEXT("Organization.")
    position: tuple[LocalizedText, ...] = FieldKind.TEXTS("Your role there, or several.", often_one=True)
    location: LocalizedText | None = FieldKind.TEXT("Where.")
    url: LocalizedText | None = FieldKind.LINK("Home page.")
    start_date: Date | None = FieldKind.DATE("When it began.")
    end_date: Date | None = FieldKind.DATE("When it ended; absent while it goes on.")
    summary: LocalizedText | None = FieldKind.MARKUP("What it was about.")
    highlights: tuple[LocalizedText, ...] = FieldKind.BULLETS("What was achieved, a bullet each.")


class Education(Entry, frozen=True):
    """A course of study."""

    institution: LocalizedText | None = FieldKind.TEXT("School or university.")
    department: LocalizedText | None = FieldKind.TEXT("Department, faculty or laboratory.")
    area: LocalizedText | None = FieldKind.TEXT("Field of study.")
    study_type: LocalizedText | None = FieldKind.TEXT("Degree, such as `Bachelor`.")
    location: LocalizedText | None = FieldKind.TEXT("Where.")
    url: LocalizedText | None = FieldKind.LINK("Home page.")
    start_date: Date | None = FieldKind.DATE("When it began.")
    end_date: Date | None = FieldKind.DATE("When it ended, or will end.")
    score: LocalizedText | None = FieldKind.TEXT("Grade, exactly as typed.")
    summary: LocalizedText | None = FieldKind.MARKUP("What it was about.")
    thesis: LocalizedText | None = FieldKind.MARKUP("Title of the thesis.", language="own")
    advisor: tuple[LocalizedText, ...] = FieldKind.TEXTS("Who supervised it, one or several.", often_one=True)
    courses: tuple[LocalizedText, ...] = FieldKind.BULLETS("Courses worth naming.")
    highlights: tuple[LocalizedText, ...] = FieldKind.BULLETS("What was achieved, a bullet each.")


class Award(Entry, frozen=True):
    """A prize."""

    title: LocalizedText | None = FieldKind.TEXT("What was won.")
    date: Date | None = FieldKind.DATE("When.")
    awarder: LocalizedText | None = FieldKind.TEXT("Who gave it.")
    url: LocalizedText | None = FieldKind.LINK("Page about it.")
    summary: LocalizedText | None = FieldKind.MARKUP("What it was for.")


class Certificate(Entry, frozen=True):
    """A certificate or licence."""

    name: LocalizedText | None = FieldKind.TEXT("What it certifies.")
    date: Date | None = FieldKind.DATE("When it was given.")
    issuer: LocalizedText | None = FieldKind.TEXT("Who gave it.")
    expires: Date | None = FieldKind.DATE("Until when it is valid.")
    id: LocalizedText | None = FieldKind.TEXT("Its number, exactly as typed.", language="none")
    url: LocalizedText | None = FieldKind.LINK("Page about it.")
    summary: LocalizedText | None = FieldKind.MARKUP("What it covers.")


class Publication(Entry, frozen=True):
    """A paper, a book, an article."""

    name: LocalizedText | None = FieldKind.TEXT("Title.", language="own")
    authors: tuple[LocalizedText, ...] = FieldKind.TEXTS(
        "Authors in order; the person's own name is set in bold.", language="own"
    )
    publisher: LocalizedText | None = FieldKind.TEXT("Journal, conference or publisher.", language="own")
    release_date: Date | None = FieldKind.DATE("When it appeared.")
    type: LocalizedText | None = FieldKind.TEXT("Such as `conference`, `journal`, `book`.")
    volume: LocalizedText | None = FieldKind.TEXT("Volume of the journal, exactly as typed.", language="none")
    issue: LocalizedText | None = FieldKind.TEXT("Issue of the journal, exactly as typed.", language="none")
    pages: LocalizedText | None = FieldKind.TEXT("Pages, exactly as typed.", language="none")
    status: LocalizedText | None = FieldKind.TEXT(
        "`accepted`, `in press`, `submitted`, `under review`, … or other words."
    )
    doi: LocalizedText | None = FieldKind.TEXT(
        "Digital object identifier, such as `10.1109/ICBNMT.2011.6155893`.", language="none"
    )
    arxiv: LocalizedText | None = FieldKind.TEXT("Number at arXiv, such as `2101.00001`.", language="none")
    isbn: LocalizedText | None = FieldKind.TEXT("ISBN of a book, exactly as typed.", language="none")
    url: LocalizedText | None = FieldKind.LINK("Page of the publication.")
    summary: LocalizedText | None = FieldKind.MARKUP("What it is about.")
    highlights: tuple[LocalizedText, ...] = FieldKind.BULLETS("What is notable, a bullet each.")


class Skill(Entry, frozen=True):
    """A skill with its keywords."""

    name: LocalizedText | None = FieldKind.TEXT("Name of the skill or of a group of skills.")
    level: LocalizedText | None = FieldKind.TEXT("How well, in words.")
    keywords: tuple[LocalizedText, ...] = FieldKind.TEXTS("Keywords that belong to it.")
    summary: LocalizedText | None = FieldKind.MARKUP("What there is to say about it.")


class SpokenLanguage(Entry, frozen=True):
    """A language the person speaks."""

    language: LocalizedText | None = FieldKind.TEXT("Name of the language.")
    fluency: LocalizedText | None = FieldKind.TEXT("How well, in words or as a level: `C1`, `N1`, `HSK 6`.")
    certificate: LocalizedText | None = FieldKind.TEXT("What proves it, such as `TOEFL 110`.")


class Interest(Entry, frozen=True):
    """An interest with its keywords."""

    name: LocalizedText | None = FieldKind.TEXT("Name of the interest.")
    keywords: tuple[LocalizedText, ...] = FieldKind.TEXTS("Keywords that belong to it.")
    summary: LocalizedText | None = FieldKind.MARKUP("What there is to say about it.")


class Reference(Entry, frozen=True):
    """Somebody who vouches for the person."""

    name: LocalizedText | None = FieldKind.TEXT("Their name.", language="own")
    position: tuple[LocalizedText, ...] = FieldKind.TEXTS("Their position, or several.", often_one=True)
    email: LocalizedText | None = FieldKind.TEXT("E-mail address.", form="email", language="none")
    phone: LocalizedText | None = FieldKind.TEXT("Telephone number.", form="phone", language="none")
    url: LocalizedText | None = FieldKind.LINK("Page about the person.")
    reference: LocalizedText | None = FieldKind.MARKUP("What they say.")


class Project(Entry, frozen=True):
    """A project."""

    name: LocalizedText | None = FieldKind.TEXT("Name.")
    description: LocalizedText | None = FieldKind.MARKUP("What it is.")
    highlights: tuple[LocalizedText, ...] = FieldKind.BULLETS("What was achieved, a bullet each.")
    keywords: tuple[LocalizedText, ...] = FieldKind.TEXTS("Technologies, methods, topics.")
    start_date: Date | None = FieldKind.DATE("When it began.")
    end_date: Date | None = FieldKind.DATE("When it ended; absent while it goes on.")
    url: LocalizedText | None = FieldKind.LINK("Home page.")
    roles: tuple[LocalizedText, ...] = FieldKind.TEXTS("Your roles in it.")
    entity: LocalizedText | None = FieldKind.TEXT("Company or institution it was for.")
    type: LocalizedText | None = FieldKind.TEXT("Such as `application`, `talk`, `volunteering`.")
    location: LocalizedText | None = FieldKind.TEXT("Where.")


class Patent(Entry, frozen=True):
    """A patent or an application for one."""

    title: LocalizedText | None = FieldKind.TEXT("Title, in the patent's own language or several.", language="own")
    number: LocalizedText | None = FieldKind.TEXT("Publication number, such as `US10091236B2`.", language="none")
    office: LocalizedText | None = FieldKind.TEXT(
        "Office as its two letters, such as `CN`, `US`, `EP`, `JP` or `WO`.", language="none"
    )
    status: LocalizedText | None = FieldKind.TEXT("`granted`, `pending`, `expired`, … or any other word.")
    application: LocalizedText | None = FieldKind.TEXT("Application number.", language="none")
    filed: Date | None = FieldKind.DATE("When it was filed.")
    published: Date | None = FieldKind.DATE("When the application was published.")
    granted: Date | None = FieldKind.DATE("When it was granted.")
    expires: Date | None = FieldKind.DATE("When it expires.")
    date: Date | None = FieldKind.DATE(
        "Date of the document, when the kind code of the number says whether it was granted."
    )
    assignee: tuple[LocalizedText, ...] = FieldKind.TEXTS("Who owns it, one or several.", language="own")
    inventors: tuple[LocalizedText, ...] = FieldKind.TEXTS(
        "Inventors in order; the person's own name is set in bold.", language="own"
    )
    family: LocalizedText | None = FieldKind.TEXT("What the patents of one invention have in common.", language="own")
    url: LocalizedText | None = FieldKind.LINK("Page of the patent.")
    summary: LocalizedText | None = FieldKind.MARKUP("What it is about.")


class Contribution(Entry, frozen=True):
    """A contribution to a project of others."""

    name: LocalizedText | None = FieldKind.TEXT("Name of the project.")
    role: LocalizedText | None = FieldKind.TEXT("Your role in it.")
    url: LocalizedText | None = FieldKind.LINK("Page that shows the contribution.")
    start_date: Date | None = FieldKind.DATE("When it began.")
    end_date: Date | None = FieldKind.DATE("When it ended.")
    date: Date | None = FieldKind.DATE("When, for a single one.")
    type: LocalizedText | None = FieldKind.TEXT("Such as `bug fix`, `feature`, `documentation`.")
    summary: LocalizedText | None = FieldKind.MARKUP("What it was.")
    highlights: tuple[LocalizedText, ...] = FieldKind.BULLETS("What was achieved, a bullet each.")
    keywords: tuple[LocalizedText, ...] = FieldKind.TEXTS("Technologies, methods, topics.")


class Talk(Entry, frozen=True):
    """A talk."""

    title: LocalizedText | None = FieldKind.TEXT("Title.", language="own")
    event: LocalizedText | None = FieldKind.TEXT("Conference or meeting.", language="own")
    date: Date | None = FieldKind.DATE("When.")
    location: LocalizedText | None = FieldKind.TEXT("Where.")
    type: LocalizedText | None = FieldKind.TEXT("Such as `keynote`, `workshop`.")
    url: LocalizedText | None = FieldKind.LINK("Slides or recording.")
    summary: LocalizedText | None = FieldKind.MARKUP("What it was about.")


class Totals(Item, frozen=True):
    """The size of a list of which the file has only a part, as in what is attached to an export."""

    entries: int | None = FieldKind.NUMBER("How many entries the whole list has.")
    counts: Mapping[str, object] = FieldKind.FREE("For each field of `counts`, how many entries have each value.")


class SectionSettings(Item, frozen=True):
    """How one section is shown, or a custom section.

    In the file it is a name (`work`), a mapping of one name to these settings (`patents: {limit: 10}`),
    or these settings with a new `id` and `entries`.
    """

    id: str = FieldKind.WORD("Name of the section: `summary`, `work`, `patents`, … or a new one.", default="")
    title: LocalizedText | None = FieldKind.TEXT(
        "Heading; the language's usual one when absent, none when it is an empty text.", may_be_empty=True
    )
    entries: tuple[Work, ...] = FieldKind.ITEMS("Entries of a custom section.", Work, shorthand_key="name")
    include: tuple[str, ...] = FieldKind.WORDS("Show only entries with one of these tags.")
    exclude: tuple[str, ...] = FieldKind.WORDS("Hide entries with one of these tags.")
    group: str | None = FieldKind.WORD("Field to group by.", choices=GROUPS)
    counts: tuple[str, ...] = FieldKind.WORDS("Fields whose values are counted in a summary line, over all entries.")
    sort: str | None = FieldKind.WORD("Field to sort by; `-` before it reverses, as in `-granted`.")
    limit: int | None = FieldKind.NUMBER("How many entries to show; the rest is counted.")
    totals: Totals | None = FieldKind.ITEM("Size of the whole list, when this file has only a part of it.", Totals)
    style: str | None = FieldKind.WORD(
        "`full` entries or `compact` lines; a list of papers `numbered`, `by-year` or `author-year`.", choices=STYLES
    )
    numbered: bool = FieldKind.FLAG("Number the entries, across all groups.")
    more: LocalizedText | None = FieldKind.LINK("Where the full list is.")
    break_before: bool = FieldKind.FLAG("Begin the section on a new page.")


class Profile(Item, frozen=True):
    """Everything about one person. Lists keep the order of the file."""

    meta: Meta = FieldKind.ITEM("About the file itself.", Meta, default=Meta())
    basics: Basics = FieldKind.ITEM("Who the person is and how to reach them.", Basics, default=Basics())
    work: tuple[Work, ...] = section("Jobs.", Work, after="summary")
    volunteer: tuple[Volunteer, ...] = section("Unpaid work.", Volunteer, after="certificates")
    education: tuple[Education, ...] = section("Courses of study.", Education, after="work")
    awards: tuple[Award, ...] = section("Prizes.", Award, shorthand_key="title", after="talks")
    certificates: tuple[Certificate, ...] = section(
        "Certificates and licences.", Certificate, shorthand_key="name", after="awards"
    )
    publications: tuple[Publication, ...] = section("Papers, books, articles.", Publication, after="projects")
    skills: tuple[Skill, ...] = section("Skills.", Skill, shorthand_key="name", after="education")
    languages: tuple[SpokenLanguage, ...] = section(
        "Languages spoken.", SpokenLanguage, shorthand_key="language", after="volunteer"
    )
    interests: tuple[Interest, ...] = section("Interests.", Interest, shorthand_key="name", after="languages")
    references: tuple[Reference, ...] = section("People who vouch.", Reference, shorthand_key="name", after="interests")
    projects: tuple[Project, ...] = section("Projects.", Project, after="skills")
    patents: tuple[Patent, ...] = section("Patents and applications.", Patent, after="publications")
    contributions: tuple[Contribution, ...] = section("Contributions to open source.", Contribution, after="patents")
    talks: tuple[Talk, ...] = section("Talks.", Talk, after="contributions")
    sections: tuple[SectionSettings, ...] = FieldKind.ITEMS(
        "Order, titles and form of the sections, and custom sections.", SectionSettings, shorthand_key="id"
    )
    variants: Mapping[str, Variant] = FieldKind.FREE("Named ways to show this profile.", Variant)


#: The section types by name.
SECTIONS = {name: field for name, field in fields_of(Profile).items() if field.after is not None}


def _with_followers(name: str) -> Iterator[str]:
    yield name
    # If several sections follow the same one, the last declared comes first.
    for each in reversed(SECTIONS):
        if SECTIONS[each].after == name:
            yield from _with_followers(each)


#: The usual order of the sections of a résumé.
USUAL_ORDER = tuple(_with_followers("summary"))
if lost := SECTIONS.keys() - set(USUAL_ORDER):
    raise TypeError(f"these sections follow no other, as their `after` says: {', '.join(sorted(lost))}")


def texts(value: object) -> Iterator[LocalizedText]:
    """Yield every text of a value, such as an item, and of the items within it, in the order of the declarations."""
    return (each for each in parts(value) if isinstance(each, LocalizedText))
