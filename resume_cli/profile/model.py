"""The profile as the program holds it: JSON Resume's words, typed, frozen, with a path for every text.

A new field is one line here, and one where `compose/` writes it into the document. A new section type is a class, a
`SectionField` in `Profile`, a composer in `compose/sections.py`, and its title in each file of `locale/`. Attributes
are the file's keys in snake case: `startDate` is `start_date`.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated

from resume_cli.profile.fields import (
    BulletsField,
    DateField,
    Field,
    FieldKind,
    FlagField,
    Item,
    ItemsField,
    LinkField,
    LinksField,
    MarkupField,
    NumberField,
    SectionField,
    TextField,
    TextsField,
    WordField,
    WordsField,
    fields_of,
)
from resume_cli.profile.settings import Meta, Variant
from resume_cli.profile.values import LocalizedText


class Location(Item, frozen=True):
    """Where somebody lives or something is."""

    address: Annotated[TextField, Field("Street and number.")] = None
    postal_code: Annotated[TextField, Field("Postal code, exactly as typed.", language="none")] = None
    city: Annotated[TextField, Field("City.")] = None
    region: Annotated[TextField, Field("State, province or region.", aliases=("state",))] = None
    country_code: Annotated[
        TextField, Field("ISO 3166-1 alpha-2 code, such as `CN`.", form="country", language="none")
    ] = None
    country: Annotated[TextField, Field("Name of the country, when it should be written out.")] = None


class NetworkProfile(Item, frozen=True):
    """An account at a network of any name."""

    network: Annotated[TextField, Field("Name of the network, such as `GitHub`.")] = None
    username: Annotated[TextField, Field("Name of the account.", language="none")] = None
    url: Annotated[LinkField, Field("Address of the account's page.")] = None


class Basics(Item, frozen=True):
    """Who the person is and how to reach them."""

    name: Annotated[TextField, Field("Full name.", language="own")] = None
    aka: Annotated[TextsField, Field("Other spellings of the name, as authors lists print it.", language="own")] = ()
    label: Annotated[MarkupField, Field("Headline under the name, such as a position.", aliases=("headline",))] = None
    image: Annotated[
        LinkField, Field("Portrait: a file inside the profile's folder.", aliases=("picture", "photo"), form="file")
    ] = None
    email: Annotated[TextsField, Field("E-mail address, or several.", form="email", language="none")] = ()
    phone: Annotated[
        TextsField,
        Field(
            "Telephone number, or several, exactly as typed.", aliases=("phoneNumber",), form="phone", language="none"
        ),
    ] = ()
    url: Annotated[LinksField, Field("Home page, or several.", aliases=("website",))] = ()
    summary: Annotated[
        MarkupField, Field("Who you are, in one to three paragraphs; an empty line parts paragraphs.", aliases=("bio",))
    ] = None
    location: Annotated[Location | None, FieldKind.ITEM, Field("Where the person lives.", shorthand_key="city")] = None
    profiles: Annotated[ItemsField[NetworkProfile], Field("Accounts at networks.")] = ()


class Role(Item, frozen=True):
    """One of several positions at one employer."""

    position: Annotated[TextField, Field("Title of the position.")] = None
    location: Annotated[TextField, Field("Where.")] = None
    start_date: Annotated[DateField, Field("When it began.")] = None
    end_date: Annotated[DateField, Field("When it ended; absent while it goes on.")] = None
    summary: Annotated[MarkupField, Field("What it was about.")] = None
    highlights: Annotated[BulletsField, Field("What was achieved, a bullet each.")] = ()


class Work(Item, frozen=True):
    """A job, and the shape of the entries in sections of one's own."""

    name: Annotated[TextField, Field("Employer.", aliases=("company", "employer"))] = None
    position: Annotated[TextField, Field("Title of the position.")] = None
    description: Annotated[MarkupField, Field("What the employer does.")] = None
    location: Annotated[TextField, Field("Where.", aliases=("jobLocation",))] = None
    url: Annotated[LinkField, Field("Home page.", aliases=("website",))] = None
    start_date: Annotated[DateField, Field("When it began.")] = None
    end_date: Annotated[DateField, Field("When it ended; absent while it goes on.")] = None
    summary: Annotated[MarkupField, Field("What it was about.")] = None
    highlights: Annotated[BulletsField, Field("What was achieved, a bullet each.")] = ()
    keywords: Annotated[TextsField, Field("Technologies, methods, topics.")] = ()
    roles: Annotated[ItemsField[Role], Field("Positions at this employer, one after another.")] = ()


class Volunteer(Item, frozen=True):
    """Unpaid work."""

    organization: Annotated[TextField, Field("Organization.")] = None
    position: Annotated[TextField, Field("What you were there.")] = None
    location: Annotated[TextField, Field("Where.")] = None
    url: Annotated[LinkField, Field("Home page.", aliases=("website",))] = None
    start_date: Annotated[DateField, Field("When it began.")] = None
    end_date: Annotated[DateField, Field("When it ended; absent while it goes on.")] = None
    summary: Annotated[MarkupField, Field("What it was about.")] = None
    highlights: Annotated[BulletsField, Field("What was achieved, a bullet each.")] = ()


class Education(Item, frozen=True):
    """A course of study."""

    institution: Annotated[TextField, Field("School or university.", aliases=("school",))] = None
    department: Annotated[TextField, Field("Department, faculty or laboratory.")] = None
    area: Annotated[TextField, Field("Field of study.")] = None
    study_type: Annotated[TextField, Field("Degree, such as `Bachelor`.")] = None
    location: Annotated[TextField, Field("Where.", aliases=("schoolLocation",))] = None
    url: Annotated[LinkField, Field("Home page.", aliases=("website",))] = None
    start_date: Annotated[DateField, Field("When it began.")] = None
    end_date: Annotated[DateField, Field("When it ended, or will end.")] = None
    score: Annotated[TextField, Field("Grade, exactly as typed.", aliases=("gpa", "grade"))] = None
    summary: Annotated[MarkupField, Field("What it was about.")] = None
    courses: Annotated[BulletsField, Field("Courses worth naming.")] = ()
    highlights: Annotated[BulletsField, Field("What was achieved, a bullet each.")] = ()


class Award(Item, frozen=True):
    """A prize."""

    title: Annotated[TextField, Field("What was won.", aliases=("name",))] = None
    date: Annotated[DateField, Field("When.")] = None
    awarder: Annotated[TextField, Field("Who gave it.")] = None
    url: Annotated[LinkField, Field("Page about it.")] = None
    summary: Annotated[MarkupField, Field("What for.")] = None


class Certificate(Item, frozen=True):
    """A certificate or licence."""

    name: Annotated[TextField, Field("What it certifies.", aliases=("title",))] = None
    date: Annotated[DateField, Field("When it was given.", aliases=("startDate", "issueDate"))] = None
    issuer: Annotated[TextField, Field("Who gave it.")] = None
    url: Annotated[LinkField, Field("Page about it.")] = None
    summary: Annotated[MarkupField, Field("What it covers.")] = None


class Publication(Item, frozen=True):
    """A paper, a book, an article."""

    name: Annotated[TextField, Field("Title.", aliases=("title",), language="own")] = None
    authors: Annotated[TextsField, Field("Authors in order; one's own name is set in bold.", language="own")] = ()
    publisher: Annotated[TextField, Field("Journal, conference or publisher.", language="own")] = None
    release_date: Annotated[DateField, Field("When it appeared.", aliases=("date",))] = None
    type: Annotated[TextField, Field("Such as `conference`, `journal`, `book`.")] = None
    pages: Annotated[TextField, Field("Pages, exactly as typed.", language="none")] = None
    doi: Annotated[
        TextField, Field("Digital object identifier, such as `10.1109/ICBNMT.2011.6155893`.", language="none")
    ] = None
    url: Annotated[LinkField, Field("Page of the publication.", aliases=("website",))] = None
    summary: Annotated[MarkupField, Field("What it says.")] = None
    highlights: Annotated[BulletsField, Field("What is notable, a bullet each.")] = ()


class Skill(Item, frozen=True):
    """A skill with its keywords."""

    name: Annotated[TextField, Field("Name of the skill or of a group of skills.")] = None
    level: Annotated[TextField, Field("How well, in words.")] = None
    keywords: Annotated[TextsField, Field("What belongs to it.")] = ()
    summary: Annotated[MarkupField, Field("What there is to say of it.")] = None


class SpokenLanguage(Item, frozen=True):
    """A language the person speaks."""

    language: Annotated[TextField, Field("Name of the language.", aliases=("name",))] = None
    fluency: Annotated[TextField, Field("How well, in words.", aliases=("level",))] = None


class Interest(Item, frozen=True):
    """An interest with its keywords."""

    name: Annotated[TextField, Field("Name of the interest.")] = None
    keywords: Annotated[TextsField, Field("What belongs to it.")] = ()
    summary: Annotated[MarkupField, Field("What there is to say of it.")] = None


class Reference(Item, frozen=True):
    """Somebody who vouches for the person."""

    name: Annotated[TextField, Field("Who.", language="own")] = None
    position: Annotated[TextField, Field("What they are.")] = None
    email: Annotated[TextField, Field("E-mail address.", form="email", language="none")] = None
    phone: Annotated[TextField, Field("Telephone number.", form="phone", language="none")] = None
    url: Annotated[LinkField, Field("Page about them.")] = None
    reference: Annotated[MarkupField, Field("What they say.")] = None


class Project(Item, frozen=True):
    """A project."""

    name: Annotated[TextField, Field("Name.")] = None
    description: Annotated[MarkupField, Field("What it is.", aliases=("summary",))] = None
    highlights: Annotated[BulletsField, Field("What was achieved, a bullet each.")] = ()
    keywords: Annotated[TextsField, Field("Technologies, methods, topics.")] = ()
    start_date: Annotated[DateField, Field("When it began.")] = None
    end_date: Annotated[DateField, Field("When it ended; absent while it goes on.")] = None
    url: Annotated[LinkField, Field("Home page.", aliases=("website",))] = None
    roles: Annotated[TextsField, Field("What you were in it.", aliases=("role",))] = ()
    entity: Annotated[TextField, Field("Company or institution it was for.")] = None
    type: Annotated[TextField, Field("Such as `application`, `talk`, `volunteering`.")] = None
    location: Annotated[TextField, Field("Where.")] = None


class Patent(Item, frozen=True):
    """A patent or an application for one."""

    title: Annotated[
        TextField, Field("Title, in the patent's own language or several.", aliases=("name",), language="own")
    ] = None
    number: Annotated[TextField, Field("Publication number, such as `US10091236B2`.", language="none")] = None
    office: Annotated[
        TextField, Field("Office as its two letters, such as `CN`, `US`, `EP`, `JP` or `WO`.", language="none")
    ] = None
    status: Annotated[TextField, Field("`granted`, `pending`, `expired`, … or words of your own.")] = None
    application: Annotated[TextField, Field("Application number.", language="none")] = None
    filed: Annotated[DateField, Field("When it was filed.")] = None
    published: Annotated[DateField, Field("When the application was published.")] = None
    granted: Annotated[DateField, Field("When it was granted.")] = None
    expires: Annotated[DateField, Field("When it expires.")] = None
    date: Annotated[
        DateField, Field("Date of the document, when the kind code of the number says whether it was granted.")
    ] = None
    assignee: Annotated[TextsField, Field("Who owns it, one or several.", language="own")] = ()
    inventors: Annotated[TextsField, Field("Inventors in order; one's own name is set in bold.", language="own")] = ()
    family: Annotated[TextField, Field("What the patents of one invention have in common.", language="own")] = None
    url: Annotated[LinkField, Field("Page of the patent.")] = None
    summary: Annotated[MarkupField, Field("What it is about.")] = None


class Contribution(Item, frozen=True):
    """A contribution to a project of others."""

    name: Annotated[TextField, Field("Name of the project.")] = None
    role: Annotated[TextField, Field("What you were in it.")] = None
    url: Annotated[LinkField, Field("Page that shows the contribution.")] = None
    start_date: Annotated[DateField, Field("When it began.")] = None
    end_date: Annotated[DateField, Field("When it ended.")] = None
    date: Annotated[DateField, Field("When, for a single one.")] = None
    type: Annotated[TextField, Field("Such as `bug fix`, `feature`, `documentation`.")] = None
    summary: Annotated[MarkupField, Field("What it was.")] = None
    highlights: Annotated[BulletsField, Field("What was achieved, a bullet each.")] = ()
    keywords: Annotated[TextsField, Field("Technologies, methods, topics.")] = ()


class Talk(Item, frozen=True):
    """A talk."""

    title: Annotated[TextField, Field("Title.", aliases=("name",), language="own")] = None
    event: Annotated[TextField, Field("Conference or meeting.", language="own")] = None
    date: Annotated[DateField, Field("When.")] = None
    location: Annotated[TextField, Field("Where.")] = None
    type: Annotated[TextField, Field("Such as `keynote`, `workshop`.")] = None
    url: Annotated[LinkField, Field("Slides or recording.")] = None
    summary: Annotated[MarkupField, Field("What it was about.")] = None


class SectionSettings(Item, frozen=True):
    """How one section is shown, or a section of one's own.

    In the file it is a name (`work`), a mapping of one name to these settings (`patents: {limit: 10}`),
    or these settings with an `id` of one's own and `entries`.
    """

    id: Annotated[
        Annotated[str, FieldKind.WORD],
        Field("Name of the section: `summary`, `work`, `patents`, … or one of your own."),
    ] = ""
    title: Annotated[TextField, Field("Heading; the language's usual one when absent.")] = None
    entries: Annotated[ItemsField[Work], Field("Entries of a section of one's own.", shorthand_key="name")] = ()
    include: Annotated[WordsField, Field("Show only entries with one of these tags.")] = ()
    exclude: Annotated[WordsField, Field("Hide entries with one of these tags.")] = ()
    group: Annotated[
        WordField,
        Field("Field to group by.", choices=("office", "year", "status", "family", "type", "event", "publisher")),
    ] = None
    counts: Annotated[WordsField, Field("Fields whose values are counted in a summary line, over all entries.")] = ()
    sort: Annotated[WordField, Field("Field to sort by; `-` before it reverses, as in `-granted`.")] = None
    limit: Annotated[NumberField, Field("How many entries to show; the rest is counted.")] = None
    style: Annotated[WordField, Field("`full` entries or `compact` lines.", choices=("full", "compact"))] = None
    numbered: Annotated[FlagField, Field("Number the entries, on over all groups.")] = False
    more: Annotated[LinkField, Field("Where the full list is.")] = None
    break_before: Annotated[FlagField, Field("Begin the section on a new page.", aliases=("pageBreak",))] = False


class Profile(Item, frozen=True):
    """Everything about one person. Lists keep the order of the file."""

    meta: Annotated[Meta, FieldKind.ITEM, Field("About the file itself.", aliases=("metadata",))] = Meta()
    basics: Annotated[Basics, FieldKind.ITEM, Field("Who the person is and how to reach them.")] = Basics()
    work: Annotated[ItemsField[Work], SectionField("Jobs.", after="summary")] = ()
    volunteer: Annotated[ItemsField[Volunteer], SectionField("Unpaid work.", after="certificates")] = ()
    education: Annotated[ItemsField[Education], SectionField("Courses of study.", after="work")] = ()
    awards: Annotated[ItemsField[Award], SectionField("Prizes.", shorthand_key="title", after="talks")] = ()
    certificates: Annotated[
        ItemsField[Certificate],
        SectionField("Certificates and licences.", aliases=("certifications",), shorthand_key="name", after="awards"),
    ] = ()
    publications: Annotated[ItemsField[Publication], SectionField("Papers, books, articles.", after="skills")] = ()
    skills: Annotated[ItemsField[Skill], SectionField("Skills.", shorthand_key="name", after="projects")] = ()
    languages: Annotated[
        ItemsField[SpokenLanguage], SectionField("Languages spoken.", shorthand_key="language", after="volunteer")
    ] = ()
    interests: Annotated[
        ItemsField[Interest], SectionField("Interests.", aliases=("hobbies",), shorthand_key="name", after="languages")
    ] = ()
    references: Annotated[
        ItemsField[Reference], SectionField("People who vouch.", shorthand_key="name", after="interests")
    ] = ()
    projects: Annotated[ItemsField[Project], SectionField("Projects.", after="education")] = ()
    patents: Annotated[ItemsField[Patent], SectionField("Patents and applications.", after="publications")] = ()
    contributions: Annotated[
        ItemsField[Contribution], SectionField("Contributions to open source.", after="patents")
    ] = ()
    talks: Annotated[ItemsField[Talk], SectionField("Talks.", after="contributions")] = ()
    sections: Annotated[
        ItemsField[SectionSettings],
        Field("Order, titles and shape of sections, and sections of one's own.", shorthand_key="id"),
    ] = ()
    variants: Annotated[Mapping[str, Variant], FieldKind.FREE, Field("Named ways to show this profile.")] = {}


#: The section types by their names.
SECTIONS = {name: field for name, field in fields_of(Profile).items() if isinstance(field, SectionField)}


def _with_followers(section: str) -> Iterator[str]:
    yield section
    # Of several that follow one section, the last declared is next to it: those before it have followers of their own.
    for name in reversed(SECTIONS):
        if SECTIONS[name].after == section:
            yield from _with_followers(name)


#: How a résumé is usually ordered.
USUAL_ORDER = tuple(_with_followers("summary"))
if lost := SECTIONS.keys() - set(USUAL_ORDER):
    raise TypeError(f"these sections follow no other, as their `after` says: {', '.join(sorted(lost))}")


def texts(item: Item) -> Iterator[LocalizedText]:
    """Yield every text of an item and of the items within, in the order of the declarations."""
    for name in fields_of(type(item)):
        yield from _texts_in(getattr(item, name))


def _texts_in(value: object) -> Iterator[LocalizedText]:
    match value:
        case LocalizedText():
            yield value
            yield from value.highlights
        case Item():
            yield from texts(value)
        case tuple():
            for each in value:
                yield from _texts_in(each)
        case Mapping():
            for each in value.values():
                yield from _texts_in(each)
