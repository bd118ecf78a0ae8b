"""The SkillsPassport of Cedefop (until 2020), with dates in attributes and codes next to their labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.interchange import prose
from resume_cli.interchange.readers.europass.tree import Entry, Tree, fluency, header, prose_of, put, single

if TYPE_CHECKING:
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
        details = {"birthDate": _date(birth), "gender": one.text("Demographics/Gender/Label"),
                   "nationality": ", ".join(one.texts("Demographics/NationalityList/Nationality/Label"))}  # fmt: skip
        put(basics, details={key: value for key, value in details.items() if value})
        _photo(one, draft)
    headline = learner.one("Headline")
    if headline is not None:
        kind = headline.moved("Type/Code", "basics")
        found = prose.from_html(headline.text("Description/Label"))
        label = "\n\n".join(filter(None, [found.text, *found.bullets]))
        put(basics, **{"summary" if kind == "personal_statement" else "label": label})
        headline.drop("Type", "the kind of the headline")


def _contact(contact: Tree, basics: Entry) -> None:
    address = contact.one("Address/Contact")
    if address is not None:
        lines = [address.text(each) for each in ("AddressLine", "AddressLine2")]
        location: Entry = {}
        put(location, address=", ".join(filter(None, lines)), city=address.text("Municipality"),
             postalCode=address.text("PostalCode"), countryCode=address.text("Country/Code"))  # fmt: skip
        address.drop("Country/Label", "the country's name, which its code tells")
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
        country = employer.text("ContactInfo/Address/Contact/Country/Label")
        put(entry, name=employer.text("Name"), location=", ".join(filter(None, [town, country])))
        put(entry, url=employer.text("ContactInfo/Website/Contact"))
        employer.drop("ContactInfo", "more of the employer's address")
    _dated(entry, each)
    prose_of(entry, each.text("Activities"))
    each.drop("Position", "the code of a position, which its name tells")
    return entry


def _study(each: Tree) -> Entry:
    entry: Entry = {}
    put(entry, institution=each.text("Organisation/Name"), studyType=each.text("Title"))
    put(entry, area=each.text("Field/Label"))
    _dated(entry, each)
    prose_of(entry, each.text("Activities"))
    each.drop("Field", "the code of a field, which its name tells")
    return entry


def _skills(skills: Tree, draft: Draft) -> None:
    for each in skills.all("Linguistic/MotherTongueList/MotherTongue"):
        each.drop("Description/Code", "the code of a language, which its name tells")
        draft.section("languages").append({"language": each.text("Description/Label"), "fluency": "native"})
    for each in skills.all("Linguistic/ForeignLanguageList/ForeignLanguage"):
        each.drop("Description/Code", "the code of a language, which its name tells")
        name = each.text("Description/Label")
        level = each.one("ProficiencyLevel")
        names = ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing")
        grades = {part: level.text(part) for part in names} if level else {}
        words = {re.sub(r"(?<=[a-z])(?=[A-Z])", "-", key): grade for key, grade in grades.items()}
        draft.section("languages").append({"language": name, **fluency(words, draft, name)})
    groups = {"Communication": "Communication", "Organisational": "Organisation", "JobRelated": "Job-related",
             "Computer": "Digital", "Digital": "Digital", "Other": "Other"}  # fmt: skip
    for kind, name in groups.items():
        if text := skills.text(f"{kind}/Description"):
            found = prose.from_html(text)
            entry: Entry = {"name": name}
            put(entry, summary=" ".join(found.text.split()), keywords=found.bullets)
            draft.section("skills").append(entry)
    if licences := skills.texts("Driving/Description/Licence"):
        header(draft).setdefault("details", {})["drivingLicence"] = ", ".join(licences)  # type: ignore[index]


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
