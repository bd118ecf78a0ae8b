"""The SkillsPassport of Cedefop (until 2020), with dates in attributes and codes next to their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.interchange import prose
from resume_cli.interchange.readers.europass.tree import (
    Entry,
    Tree,
    country,
    country_code,
    fluency,
    header,
    language,
    prose_of,
    put,
    single,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from resume_cli.interchange.draft import Draft


def read(tree: Tree, draft: Draft) -> None:
    """Translate a document; the caller adds notes for the texts that are left."""
    tree.drop("DocumentInfo", "about the document, not the person")
    if language := tree.element.get("locale"):
        draft.profile["meta"] = {"languages": [language]}
    for learner in tree.all("LearnerInfo"):
        _identification(learner, draft)
        for each in learner.all("WorkExperienceList/WorkExperience"):
            draft.section("work").append(_experience(each))
        for each in learner.all("EducationList/Education"):
            draft.section("education").append(_study(each))
        for skills in learner.all("Skills"):
            _skills(skills, draft)
        for each in learner.all("AchievementList/Achievement"):
            _achievement(each, draft)


def _identification(learner: Tree, draft: Draft) -> None:
    basics = header(draft)
    for one in learner.all("Identification"):
        name = [one.text("PersonName/FirstName"), one.text("PersonName/Surname")]
        one.drop("PersonName/Title", "a title before the name")
        contact = one.one("ContactInfo")
        put(basics, name=" ".join(filter(None, name)))
        if contact is not None:
            _contact(contact, basics)
        birth = one.one("Demographics/Birthdate")
        nationalities = [
            named(each, country, "basics.details") for each in one.all("Demographics/NationalityList/Nationality")
        ]
        gender = one.text("Demographics/Gender/Label", "Demographics/Gender/Code")
        details = {"birthDate": _date(birth), "gender": gender, "nationality": ", ".join(filter(None, nationalities))}
        put(basics, details={key: value for key, value in details.items() if value})
        _photo(one, draft)
    headline = learner.one("Headline")
    if headline is not None:
        kind = headline.moved("Type/Code", "basics")
        label = prose.from_html(headline.text("Description/Label")).whole
        put(basics, **{"summary" if kind == "personal_statement" else "label": label})
        headline.drop("Type", "the kind of the headline")


def _contact(contact: Tree, basics: Entry) -> None:
    address = contact.one("Address/Contact")
    if address is not None:
        lines = [address.text(each) for each in ("AddressLine", "AddressLine2")]
        location: Entry = {}
        code = country_code(address.text("Country/Code"))
        put(location, address=", ".join(filter(None, lines)), city=address.text("Municipality"),
             postalCode=address.text("PostalCode"), countryCode=code)  # fmt: skip
        if code:
            address.drop("Country/Label", "the country's name, which its code tells")
        put(location, country=address.text("Country/Label"))
        put(basics, location=location)
    put(basics, email=single(contact.texts("Email/Contact")),
         phone=single(contact.texts("TelephoneList/Telephone/Contact")),
         url=single(contact.texts("WebsiteList/Website/Contact")))  # fmt: skip
    contact.drop("TelephoneList", "what a number is for")
    profiles = [
        {"network": (each.text("Use/Label", "Use/Code")).capitalize(), "username": each.text("Contact")}
        for each in contact.all("InstantMessagingList/InstantMessaging")
    ]
    contact.drop("InstantMessagingList", "the name of a service, which its code tells")
    put(basics, profiles=profiles)


def _photo(one: Tree, draft: Draft) -> None:
    data, kind = one.text("Photo/Data"), one.text("Photo/MimeType")
    if not data:
        return
    from base64 import b64decode
    from binascii import Error as Base64Error

    try:
        content = b64decode("".join(data.split()), validate=True)
    except (Base64Error, ValueError):
        draft.note("lost", ("Photo",), message="a damaged picture")
        return
    name = f"portrait.{'png' if 'png' in kind else 'jpg'}"
    draft.images[name] = content
    header(draft)["image"] = name


def _date(element: Tree | None) -> str:
    """Return a date from attributes in the forms of XML Schema, such as `2020`, `--03` and `---15`."""
    if element is None:
        return ""
    parts = [element.element.get(part, "").strip("-") for part in ("year", "month", "day")]
    given = parts[: next((index for index, part in enumerate(parts) if not part), 3)]
    return "-".join(part.zfill(2 if index else 4) for index, part in enumerate(given))


def _dated(entry: Entry, each: Tree) -> None:
    current = each.moved("Period/Current", "endDate").lower() == "true"
    end = "" if current else _date(each.one("Period/To"))
    put(entry, startDate=_date(each.one("Period/From")), endDate=end)


def _experience(each: Tree) -> Entry:
    entry: Entry = {}
    employer = each.one("Employer")
    put(entry, position=each.text("Position/Label"))
    if employer is not None:
        town = employer.text("ContactInfo/Address/Contact/Municipality")
        land = employer.one("ContactInfo/Address/Contact/Country")
        place = [town, named(land, country, "work.location") if land else ""]
        put(entry, name=employer.text("Name"), location=", ".join(filter(None, place)))
        put(entry, url=employer.text("ContactInfo/Website/Contact"))
        employer.drop("ContactInfo", "more of the employer's address")
    _dated(entry, each)
    prose_of(entry, each.text("Activities"))
    each.drop("Position", "the code of a position")
    return entry


def _study(each: Tree) -> Entry:
    entry: Entry = {}
    put(entry, institution=each.text("Organisation/Name"), studyType=each.text("Title"))
    put(entry, area=each.text("Field/Label"))
    _dated(entry, each)
    prose_of(entry, each.text("Activities"))
    each.drop("Field", "the code of a field")
    return entry


def _skills(skills: Tree, draft: Draft) -> None:
    for each in skills.all("Linguistic/MotherTongueList/MotherTongue"):
        if name := _spoken(each):
            draft.section("languages").append({"language": name, "fluency": "native"})
    for each in skills.all("Linguistic/ForeignLanguageList/ForeignLanguage"):
        name = _spoken(each)
        level = each.one("ProficiencyLevel")
        names = ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing")
        grades = {part: level.text(part) for part in names} if level else {}
        certificates = [*each.texts("VerifiedBy/Certificate/Title"), *each.texts("CertificateList/Certificate/Title")]
        entry = {"language": name, **fluency(grades, draft, name)}
        put(entry, certificate=", ".join(certificates))
        draft.section("languages").append(entry)
    groups = {"Communication": "Communication", "Organisational": "Organisation", "JobRelated": "Job-related",
             "Computer": "Digital", "Digital": "Digital", "Other": "Other"}  # fmt: skip
    for kind, name in groups.items():
        if text := skills.text(f"{kind}/Description"):
            found = prose.from_html(text)
            entry = {"name": name}
            put(entry, summary=" ".join(found.text.split()), keywords=[*prose.flat(found.bullets)])
            draft.section("skills").append(entry)
    if licences := skills.texts("Driving/Description/Licence"):
        header(draft).setdefault("details", {})["drivingLicence"] = ", ".join(licences)  # type: ignore[index]


def _spoken(each: Tree) -> str:
    description = each.one("Description")
    return named(description, lambda code, _: language(code), "languages.language") if description else ""


def named(each: Tree, name_of: Callable[[str, Draft], str], target: str) -> str:
    """Take what has a code and a label: the label, or the name of the code when there is no label."""
    label = each.text("Label")
    code = each.moved("Code", target)
    return label or (name_of(code, each.draft) if code else "")


def _achievement(each: Tree, draft: Draft) -> None:
    kind, label = each.moved("Title/Code", "sections"), each.moved("Title/Label", "sections")
    text = prose.plain(each.text("Description"))
    match kind:
        case "publications":
            draft.section("publications").append({"name": text})
        case "presentations" | "conferences" | "seminars":
            draft.section("talks").append({"title": text})
        case "honors_awards":
            draft.section("awards").append({"title": text})
        case "certifications":
            draft.section("certificates").append({"name": text})
        case "projects":
            draft.section("projects").append({"name": text})
        case _:
            draft.own_section(label or "Achievements").append({"name": text})
