"""The Candidate of europa.eu (since 2020), with escaped HTML in its descriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.interchange import periods, prose
from resume_cli.interchange.readers.europass.tree import (
    Entry,
    Tree,
    country,
    country_code,
    fluency,
    header,
    language,
    local_name,
    prose_of,
    put,
    single,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.interchange.draft import Draft


def read(tree: Tree, draft: Draft) -> None:
    """Translate a document; the caller adds notes for the texts that are left."""
    for path in ("DocumentID", "CandidateSupplier", "RenderingInformation", "CandidateProfile/ID"):
        tree.drop(path, "about the document, not the person")
    profiles = tree.all("CandidateProfile")
    if languages := [each.element.get("languageCode") for each in profiles if each.element.get("languageCode")]:
        draft.profile["meta"] = {"languages": languages[:1]}
    for person in tree.all("CandidatePerson"):
        _person(person, draft)
    for profile in profiles:
        if summary := profile.text("ExecutiveSummary"):
            put(header(draft), summary=prose.from_html(summary).whole)
        for employer in profile.all("EmploymentHistory/EmployerHistory"):
            draft.section("work").extend(_posts(employer))
        for school in profile.all("EducationHistory/EducationOrganizationAttendance"):
            draft.section("education").append(_school(school))
        _competences(profile, draft)
        _lists(profile, draft)


def _person(person: Tree, draft: Draft) -> None:
    basics = header(draft)
    name = [person.text(f"PersonName/{each}") for each in ("GivenName", "MiddleName", "FamilyName")]
    put(basics, name=" ".join(filter(None, name)))
    emails, phones, urls, profiles = [], [], [], []
    for each in person.all("Communication"):
        channel = each.moved("ChannelCode", "basics").lower()
        each.drop("UseCode", "what an address or number is for")
        address = each.one("Address")
        if address is not None:
            put(basics, location=_address(address))
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
    put(basics, email=single(emails), phone=single(phones), url=single(urls), profiles=profiles)
    nationalities = []
    while code := person.moved("NationalityCode", "basics.details.nationality"):
        nationalities.append(country(code, draft))
    details = {"nationality": ", ".join(nationalities), "birthDate": person.text("BirthDate"),
               "gender": person.text("GenderCode")}  # fmt: skip
    put(basics, details={key: value for key, value in details.items() if value})
    while code := person.moved("PrimaryLanguageCode", "languages"):
        draft.section("languages").append({"language": language(code), "fluency": "native"})


def _address(address: Tree) -> Entry:
    location: Entry = {}
    put(location, address=", ".join(address.texts("AddressLine")), city=address.text("CityName"),
         postalCode=address.text("PostalCode"), countryCode=country_code(address.text("CountryCode")))  # fmt: skip
    return location


def _period(entry: Entry, holder: Tree, *paths: str) -> None:
    """Set the start and end of an entry; a current post has no end, even if the source has one."""
    for path in paths:
        for period in holder.all(path):
            start = period.text("StartDate/FormattedDateTime", "StartDate/DateText")
            end = period.text("EndDate/FormattedDateTime", "EndDate/DateText")
            flags = {period.moved(flag, "endDate").lower() for flag in ("CurrentIndicator", "Ongoing")}
            put(entry, startDate=periods.date(start), endDate="" if "true" in flags else periods.date(end, end=True))
            if start:
                return


def _posts(employer: Tree) -> Iterator[Entry]:
    name = employer.text("OrganizationName")
    url = next((url for each in employer.all("OrganizationContact/Communication") if (url := each.text("URI"))), "")
    contact = employer.one("OrganizationContact/Communication/Address")
    town = contact.text("CityName") if contact else ""
    employer.drop("OrganizationContact", "more of the employer's address")
    shared: Entry = {}
    put(shared, name=name, url=url, location=town)
    _period(shared, employer, "EmploymentPeriod")
    posts = [each for each in employer.all("PositionHistory") if "".join(each.element.itertext()).strip()]
    if not posts:
        yield shared
    for post in posts:
        entry: Entry = {}
        put(entry, name=name, position=post.text("PositionTitle"), url=url)
        code = post.moved("Country", "work.location")
        place = ", ".join(filter(None, [post.text("City") or town, country(code, employer.draft)]))
        put(entry, location=place)
        _period(entry, post, "EmploymentPeriod")
        prose_of(entry, post.text("Description"))
        yield {**shared, **entry} if "startDate" not in entry else entry


def _school(school: Tree) -> Entry:
    entry: Entry = {}
    degree = school.text("EducationDegree/DegreeName")
    programme = school.text("ProgramName")
    field = school.text("EducationDegree/FieldOfStudy")
    put(entry, institution=school.text("OrganizationName"), studyType=degree or programme)
    put(entry, area=field or (programme if degree and programme != degree else ""))
    put(entry, score=school.text("EducationDegree/FinalGrade/ScoreText"))
    if contact := school.one("OrganizationContact/Communication/Address"):
        land = country(contact.moved("CountryCode", "education.location"), school.draft)
        put(entry, location=", ".join(filter(None, [contact.text("CityName"), land])))
    put(entry, url=school.text("OrganizationContact/Communication/URI"))
    _period(entry, school, "AttendancePeriod")
    prose_of(entry, school.text("EducationDegree/OccupationalSkillsCovered"), "summary", "highlights")
    return entry


def _competences(profile: Tree, draft: Draft) -> None:
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
        draft.section("languages").append({"language": language(name), **fluency(grades, draft, name)})
    if digital:
        draft.section("skills").append({"name": "Digital", "keywords": digital})


def _lists(profile: Tree, draft: Draft) -> None:
    for each in profile.all("PublicationHistory/Publication"):
        entry: Entry = {}
        put(entry, name=each.text("Title"), publisher=each.text("Publisher"), url=each.text("Link"))
        put(entry, releaseDate=periods.date(each.text("Date")), summary=prose.plain(each.text("Description")))
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
            put(entry, **{title: each.text("Title"), text: prose.plain(each.text("Description"))})
            _dates(entry, each, section)
            draft.section(section).append(entry)
    _licences(profile, draft)
    for kind in ("Certifications/Certification", "Licenses/License", "CourseCertifications/CourseCertification"):
        for each in profile.all(kind):
            draft.section("certificates").append(
                {"name": each.text("Title", "Name") or prose.plain(each.text("Description"))}
            )
    _others(profile, draft)


def _dates(entry: Entry, each: Tree, section: str) -> None:
    if section in {"volunteer", "projects"}:
        _period(entry, each, "Period", "AttendancePeriod", "EmploymentPeriod")
        put(entry, url=each.text("Link"))
    elif section == "talks":
        put(entry, date=periods.date(each.text("Date")), url=each.text("Link"), location=each.text("Location"))


def _licences(profile: Tree, draft: Draft) -> None:
    codes = [code for each in profile.all("Licenses/License") if (code := each.text("LicenseTypeCode"))]
    if codes:
        header(draft).setdefault("details", {})["drivingLicence"] = ", ".join(codes)  # type: ignore[index]


def _others(profile: Tree, draft: Draft) -> None:
    groups = {"CommunicationAndInterpersonalSkills": "Communication", "OrganisationalSkills": "Organisation",
              "ManagementAndLeadershipSkills": "Management", "NetworksAndMemberships": "Memberships"}  # fmt: skip
    for group in profile.element:
        name = local_name(group)
        for other in group if name in {*groups, "Others", "CreativeWorks", "Skills"} else ():
            item = Tree(other, draft)
            title, text = item.text("Title"), prose.plain(item.text("Description"))
            if title or text:
                entries = draft.own_section(groups.get(name, title if name == "Others" else name))
                entries.append({key: value for key, value in (("name", title), ("summary", text)) if value})
