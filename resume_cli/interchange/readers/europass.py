"""Europass: the SkillsPassport of Cedefop (until 2020) and the Candidate of europa.eu, bare or attached to a PDF.

Both are read by local names, since prefixes differ. Descriptions are HTML of an editor.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.interchange import periods, prose
from resume_cli.interchange.contract import Reader
from resume_cli.interchange.source import xml_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source

_Entry = dict[str, object]
_LANGUAGES = {"bul": "bg", "cat": "ca", "ces": "cs", "dan": "da", "deu": "de", "ell": "el", "eng": "en", "est": "et",
              "fin": "fi", "fra": "fr", "gle": "ga", "hrv": "hr", "hun": "hu", "isl": "is", "ita": "it", "lav": "lv",
              "lit": "lt", "mlt": "mt", "nld": "nl", "nor": "no", "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru",
              "slk": "sk", "slv": "sl", "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk", "ara": "ar", "zho": "zh",
              "jpn": "ja", "kor": "ko"}  # fmt: skip


class _Tree:
    """An element from which texts are taken; `rest` notes those that nobody has taken."""

    def __init__(self, element: _Element, draft: Draft) -> None:
        self.element = element
        self.draft = draft

    def all(self, path: str) -> list[_Tree]:
        """Return the elements at a path of local names, such as `Skills/Driving`."""
        found = [self.element]
        for step in path.split("/"):
            found = [child for each in found for child in each if _name(child) == step]
        return [_Tree(each, self.draft) for each in found]

    def one(self, path: str) -> _Tree | None:
        return next(iter(self.all(path)), None)

    def text(self, *paths: str) -> str:
        """Take the first text that there is at one of these paths."""
        for path in paths:
            for each in self.all(path):
                text = (each.element.text or "").strip()
                if text:
                    each.element.text = None
                    return text
        return ""

    def moved(self, path: str, target: str) -> str:
        """Take the text at a path, and note where it went, since its words will not be found in the profile."""
        text = self.text(path)
        if text:
            self.draft.note(
                "renamed", (*_path(self.element), *path.split("/")), target, text, "in the form of profiles"
            )
        return text

    def texts(self, path: str) -> list[str]:
        return [text for each in self.all(path) if (text := each.take())]

    def take(self) -> str:
        """Take the text of this element."""
        text = (self.element.text or "").strip()
        self.element.text = None
        return text

    def drop(self, path: str, why: str) -> None:
        """Note the texts below a path as lost for a reason."""
        for each in self.all(path):
            each.rest(why)

    def rest(self, why: str = "profiles have no place for it") -> None:
        """Note every text and date that was not taken as lost."""
        for element in self.element.iter():
            text = (element.text or "").strip() if isinstance(element.tag, str) else ""
            if text:
                self.draft.note("lost", _path(element), value=text, message=why)
                element.text = None


def _name(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _path(element: _Element) -> tuple[str, ...]:
    return tuple(reversed([_name(element), *(_name(each) for each in element.iterancestors())]))


def _root(source: Source) -> _Element | None:
    if source.content[:5] == b"%PDF-":
        from resume_cli.interchange.attachments import pdf_attachments

        roots = (xml_root(content) for content in pdf_attachments(source).values() if content.lstrip()[:1] == b"<")
        return next((root for root in roots if root is not None and _kind(root)), None)
    return source.xml


def _kind(root: _Element) -> str:
    return {"SkillsPassport": "SkillsPassport", "Candidate": "Candidate"}.get(_name(root), "")


def _recognise(source: Source) -> str | None:
    root = _root(source)
    kind = "" if root is None else _kind(root)
    return f"a Europass file ({kind})" if kind else None


def _read(source: Source, draft: Draft) -> None:
    root = _root(source)
    assert root is not None, "recognised before"
    tree = _Tree(root, draft)
    if _kind(root) == "Candidate":
        _candidate(tree, draft)
    else:
        _passport(tree, draft)
    tree.rest()
    draft.profile.update({key: value for key, value in draft.profile.items() if value})


def _put(entry: _Entry, **values: object) -> None:
    entry.update({key: value for key, value in values.items() if value})


def _prose(entry: _Entry, html: str, text: str = "summary", bullets: str = "highlights") -> None:
    found = prose.from_html(html)
    _put(entry, **{text: found.text, bullets: found.bullets})


def _header(draft: Draft) -> _Entry:
    basics: _Entry = draft.profile.setdefault("basics", {})
    return basics


def _single(values: list[str]) -> object:
    return values[0] if len(values) == 1 else values


# The Candidate of europa.eu


def _candidate(tree: _Tree, draft: Draft) -> None:
    for path in ("DocumentID", "CandidateSupplier", "RenderingInformation", "CandidateProfile/ID"):
        tree.drop(path, "about the document, not the person")
    for person in tree.all("CandidatePerson"):
        _person(person, draft)
    for profile in tree.all("CandidateProfile"):
        if language := profile.element.get("languageCode"):
            draft.profile["meta"] = {"languages": [language]}
        if summary := profile.text("ExecutiveSummary"):
            found = prose.from_html(summary)
            _put(_header(draft), summary="\n\n".join(filter(None, [found.text, *found.bullets])))
        for employer in profile.all("EmploymentHistory/EmployerHistory"):
            draft.section("work").extend(_posts(employer))
        for school in profile.all("EducationHistory/EducationOrganizationAttendance"):
            draft.section("education").append(_school(school))
        _competences(profile, draft)
        _lists(profile, draft)


def _person(person: _Tree, draft: Draft) -> None:
    basics = _header(draft)
    name = [person.text(f"PersonName/{each}") for each in ("GivenName", "MiddleName", "FamilyName")]
    _put(basics, name=" ".join(filter(None, name)))
    emails, phones, urls, profiles = [], [], [], []
    for each in person.all("Communication"):
        channel = each.moved("ChannelCode", "basics").lower()
        each.drop("UseCode", "what an address or number is for")
        address = each.one("Address")
        if address is not None:
            _put(basics, location=_address(address))
        dialing, number, uri = each.text("CountryDialing"), each.text("DialNumber"), each.text("URI")
        title = each.text("OtherTitle")
        each.drop("CountryCode", "the country of a number, which its first digits tell")
        if number:
            phones.append(f"+{dialing.lstrip('+')} {number}" if dialing else number)
        elif channel == "email":
            emails.append(uri)
        elif channel == "web":
            urls.append(uri)
        elif uri:
            profiles.append({"network": title or channel, "url" if "://" in uri else "username": uri})
    _put(basics, email=_single(emails), phone=_single(phones), url=_single(urls), profiles=profiles)
    details = {"nationality": ", ".join(person.texts("NationalityCode")), "birthDate": person.text("BirthDate"),
               "gender": person.text("GenderCode")}  # fmt: skip
    _put(basics, details={key: value for key, value in details.items() if value})
    while code := person.moved("PrimaryLanguageCode", "languages"):
        draft.section("languages").append({"language": _language(code), "fluency": "native"})


def _address(address: _Tree) -> _Entry:
    location: _Entry = {}
    _put(location, address=", ".join(address.texts("AddressLine")), city=address.text("CityName"),
         postalCode=address.text("PostalCode"), countryCode=address.text("CountryCode").upper())  # fmt: skip
    return location


def _period(entry: _Entry, holder: _Tree, *paths: str) -> None:
    """Set start and end; a post that is current has no end, whatever else is said."""
    for path in paths:
        for period in holder.all(path):
            start = period.text("StartDate/FormattedDateTime", "StartDate/DateText")
            end = period.text("EndDate/FormattedDateTime", "EndDate/DateText")
            flags = {period.moved(flag, "endDate").lower() for flag in ("CurrentIndicator", "Ongoing")}
            _put(entry, startDate=periods.date(start), endDate="" if "true" in flags else periods.date(end, end=True))
            if start:
                return


def _posts(employer: _Tree) -> Iterator[_Entry]:
    name = employer.text("OrganizationName")
    url = next((url for each in employer.all("OrganizationContact/Communication") if (url := each.text("URI"))), "")
    contact = employer.one("OrganizationContact/Communication/Address")
    town = contact.text("CityName") if contact else ""
    employer.drop("OrganizationContact", "more of the employer's address")
    shared: _Entry = {}
    _period(shared, employer, "EmploymentPeriod")
    for post in employer.all("PositionHistory"):
        entry: _Entry = {}
        _put(entry, name=name, position=post.text("PositionTitle"), url=url)
        place = ", ".join(filter(None, [post.text("City") or town, post.text("Country").upper()]))
        _put(entry, location=place)
        _period(entry, post, "EmploymentPeriod")
        _prose(entry, post.text("Description"))
        yield {**shared, **entry} if "startDate" not in entry else entry


def _school(school: _Tree) -> _Entry:
    entry: _Entry = {}
    degree = school.text("EducationDegree/DegreeName")
    programme = school.text("ProgramName")
    field = school.text("EducationDegree/FieldOfStudy")
    _put(entry, institution=school.text("OrganizationName"), studyType=degree or programme)
    _put(entry, area=field or (programme if degree and programme != degree else ""))
    _put(entry, score=school.text("EducationDegree/FinalGrade/ScoreText"))
    _period(entry, school, "AttendancePeriod")
    _prose(entry, school.text("EducationDegree/OccupationalSkillsCovered"), "summary", "highlights")
    return entry


def _competences(profile: _Tree, draft: Draft) -> None:
    digital: list[str] = []
    for each in profile.all("PersonQualifications/PersonCompetency"):
        kind = each.moved("TaxonomyID", "skills").lower()
        name = each.moved("CompetencyID", "languages") if kind == "language" else each.text("CompetencyID")
        if kind != "language":
            digital.append(name)
            continue
        grades = {
            dimension.moved("CompetencyDimensionTypeCode", "languages"): dimension.text("Score/ScoreText")
            for dimension in each.all("CompetencyDimension")
        }
        draft.section("languages").append({"language": _language(name), **_fluency(grades, draft, name)})
    if digital:
        draft.section("skills").append({"name": "Digital", "keywords": digital})


def _fluency(grades: dict[str, str], draft: Draft, name: str) -> _Entry:
    """Return one fluency for the grades of several skills: the words name each where they differ."""
    found = {re.sub(r"^CEF-|-Production$", "", key).replace("-", " "): grade for key, grade in grades.items() if grade}
    if not found:
        return {}
    if len(set(found.values())) == 1:
        return {"fluency": next(iter(found.values()))}
    text = ", ".join(f"{key.split()[-1].lower()} {grade}" for key, grade in found.items())
    at = f"languages[{len(draft.section('languages'))}].fluency"
    draft.note("guessed", ("languages", name), at, text, "the grades of several skills, as one text")
    return {"fluency": text}


def _language(code: str) -> str:
    """Return the English name of a language by its code; a word that is no code stays as it is."""
    from resume_cli.locale.languages import english_name

    return english_name(_LANGUAGES.get(code.lower(), code)) or code


_CREATIONS = ("Title", "Description", "Date", "Link", "Publisher")


def _lists(profile: _Tree, draft: Draft) -> None:
    for each in profile.all("PublicationHistory/Publication"):
        entry: _Entry = {}
        _put(entry, name=each.text("Title"), publisher=each.text("Publisher"), url=each.text("Link"))
        _put(entry, releaseDate=periods.date(each.text("Date")), summary=prose.plain(each.text("Description")))
        draft.section("publications").append(entry)
    lists = (
        ("ConferencesAndSeminars/ConferenceAndSeminar", "talks", "title", "summary"),
        ("VoluntaryWorks/VoluntaryWork", "volunteer", "organization", "summary"),
        ("HobbiesAndInterests/HobbyAndInterest", "interests", "name", "summary"),
        ("Projects/Project", "projects", "name", "description"),
    )
    for path, section, title, text in lists:
        for each in profile.all(path):
            entry = {}
            _put(entry, **{title: each.text("Title"), text: prose.plain(each.text("Description"))})
            _dates(entry, each, section)
            draft.section(section).append(entry)
    for kind in ("Certifications/Certification", "Licenses/License", "CourseCertifications/CourseCertification"):
        for each in profile.all(kind):
            draft.section("certificates").append(
                {"name": each.text("Title", "Name") or prose.plain(each.text("Description"))}
            )
    _others(profile, draft)


def _dates(entry: _Entry, each: _Tree, section: str) -> None:
    if section in {"volunteer", "projects"}:
        _period(entry, each, "Period", "AttendancePeriod", "EmploymentPeriod")
        _put(entry, url=each.text("Link"))
    elif section == "talks":
        _put(entry, date=periods.date(each.text("Date")), url=each.text("Link"), location=each.text("Location"))


def _others(profile: _Tree, draft: Draft) -> None:
    groups = {"CommunicationAndInterpersonalSkills": "Communication", "OrganisationalSkills": "Organisation",
              "ManagementAndLeadershipSkills": "Management", "NetworksAndMemberships": "Memberships"}  # fmt: skip
    for group in profile.element:
        name = _name(group)
        for other in group if name in {*groups, "Others", "CreativeWorks", "Skills"} else ():
            item = _Tree(other, draft)
            title, text = item.text("Title"), prose.plain(item.text("Description"))
            if title or text:
                entries = draft.own_section(groups.get(name, title if name == "Others" else name))
                entries.append({key: value for key, value in (("name", title), ("summary", text)) if value})


# The SkillsPassport of Cedefop


def _passport(tree: _Tree, draft: Draft) -> None:
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


def _identification(learner: _Tree, draft: Draft) -> None:
    basics = _header(draft)
    for one in learner.all("Identification"):
        name = [one.text("PersonName/FirstName"), one.text("PersonName/Surname")]
        one.drop("PersonName/Title", "a title before the name")
        contact = one.one("ContactInfo")
        _put(basics, name=" ".join(filter(None, name)))
        if contact is not None:
            _contact(contact, basics)
        birth = one.one("Demographics/Birthdate")
        details = {"birthDate": _date(birth), "gender": one.text("Demographics/Gender/Label"),
                   "nationality": ", ".join(one.texts("Demographics/NationalityList/Nationality/Label"))}  # fmt: skip
        _put(basics, details={key: value for key, value in details.items() if value})
        _photo(one, draft)
    headline = learner.one("Headline")
    if headline is not None:
        kind = headline.moved("Type/Code", "basics")
        label = headline.text("Description/Label")
        _put(basics, **{"summary" if kind == "personal_statement" else "label": label})
        headline.drop("Type", "the kind of the headline")


def _contact(contact: _Tree, basics: _Entry) -> None:
    address = contact.one("Address/Contact")
    if address is not None:
        lines = [address.text(each) for each in ("AddressLine", "AddressLine2")]
        location: _Entry = {}
        _put(location, address=", ".join(filter(None, lines)), city=address.text("Municipality"),
             postalCode=address.text("PostalCode"), countryCode=address.text("Country/Code"))  # fmt: skip
        address.drop("Country/Label", "the country's name, which its code tells")
        _put(basics, location=location)
    _put(basics, email=_single(contact.texts("Email/Contact")),
         phone=_single(contact.texts("TelephoneList/Telephone/Contact")),
         url=_single(contact.texts("WebsiteList/Website/Contact")))  # fmt: skip
    contact.drop("TelephoneList", "what a number is for")
    profiles = [
        {"network": (each.text("Use/Label", "Use/Code")).capitalize(), "username": each.text("Contact")}
        for each in contact.all("InstantMessagingList/InstantMessaging")
    ]
    contact.drop("InstantMessagingList", "the name of a service, which its code tells")
    _put(basics, profiles=profiles)


def _photo(one: _Tree, draft: Draft) -> None:
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
    _header(draft)["image"] = name


def _date(element: _Tree | None) -> str:
    """Return a date whose parts are attributes in the forms of XML Schema: `2020`, `--03`, `---15`."""
    if element is None:
        return ""
    parts = [element.element.get(part, "").strip("-") for part in ("year", "month", "day")]
    given = parts[: next((index for index, part in enumerate(parts) if not part), 3)]
    return "-".join(part.zfill(2 if index else 4) for index, part in enumerate(given))


def _dated(entry: _Entry, each: _Tree) -> None:
    current = each.moved("Period/Current", "endDate").lower() == "true"
    end = "" if current else _date(each.one("Period/To"))
    _put(entry, startDate=_date(each.one("Period/From")), endDate=end)


def _experience(each: _Tree) -> _Entry:
    entry: _Entry = {}
    employer = each.one("Employer")
    _put(entry, position=each.text("Position/Label"))
    if employer is not None:
        town = employer.text("ContactInfo/Address/Contact/Municipality")
        country = employer.text("ContactInfo/Address/Contact/Country/Label")
        _put(entry, name=employer.text("Name"), location=", ".join(filter(None, [town, country])))
        _put(entry, url=employer.text("ContactInfo/Website/Contact"))
        employer.drop("ContactInfo", "more of the employer's address")
    _dated(entry, each)
    _prose(entry, each.text("Activities"))
    each.drop("Position", "the code of a position, which its name tells")
    return entry


def _study(each: _Tree) -> _Entry:
    entry: _Entry = {}
    _put(entry, institution=each.text("Organisation/Name"), studyType=each.text("Title"))
    _put(entry, area=each.text("Field/Label"))
    _dated(entry, each)
    _prose(entry, each.text("Activities"))
    each.drop("Field", "the code of a field, which its name tells")
    return entry


def _skills(skills: _Tree, draft: Draft) -> None:
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
        draft.section("languages").append({"language": name, **_fluency(words, draft, name)})
    names = {"Communication": "Communication", "Organisational": "Organisation", "JobRelated": "Job-related",
             "Computer": "Digital", "Digital": "Digital", "Other": "Other"}  # fmt: skip
    for kind, name in names.items():
        if text := skills.text(f"{kind}/Description"):
            draft.section("skills").append({"name": name, "summary": prose.plain(text)})
    if licences := skills.texts("Driving/Description/Licence"):
        _header(draft).setdefault("details", {})["drivingLicence"] = ", ".join(licences)  # type: ignore[index]


def _achievement(each: _Tree, draft: Draft) -> None:
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


READER = Reader("europass", "Europass", _recognise, _read)
