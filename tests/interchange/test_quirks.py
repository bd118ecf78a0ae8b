"""Habits of other programs and of the people who use them: what each becomes in a profile."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pytest

from resume_cli.interchange.emit import emit
from resume_cli.interchange.importing import read
from resume_cli.interchange.source import Source
from resume_cli.profile.readers.load import load
from resume_cli.profile.validation.validate import validate


def imported(content: str | bytes, name: str = "upload") -> Any:  # noqa: ANN401 - plain data
    """Return the profile of a source, which must be one without errors."""
    draft, _ = read(Source(name, content.encode() if isinstance(content, str) else content), None)
    validate(load(emit(draft, "yaml"), "profile.yaml"))
    return draft.profile


def rendercv(sections: str) -> Any:  # noqa: ANN401 - plain data
    """Return the profile of a RenderCV file with these sections."""
    return imported(f"cv:\n  name: Ada\n  sections:\n{sections}")


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("date: 2020", "2020", "2020"),
        ("date: 2020-03", "2020-03", "2020-03"),
        ("date: Sept 2019 - now", "2019-09", None),
        ("date: 2019–2020", "2019", "2020"),
        ("date: 2019-05/2020-06", "2019-05", "2020-06"),
        ("date: Mai 2019 – heute", "2019-05", None),
        ("date: 2019年3月 – 至今", "2019-03", None),
        ("date: 06/2019 - 08/2020", "2019-06", "2020-08"),
        ("date: 2020 to 2021", "2020", "2021"),
        ("date: Fall 2022", "Fall 2022", "Fall 2022"),
        ("start_date: May 2019\n        end_date: present", "2019-05", None),
        ("start_date: 2019-05\n        end_date: 2020-13", "2019-05", "2020"),
    ],
)
def test_a_date_of_rendercv_is_read_however_it_is_written(written: str, start: str, end: str | None) -> None:
    (job,) = rendercv(f"    experience:\n      - company: X\n        position: p\n        {written}\n")["work"]
    assert (job["startDate"], job.get("endDate")) == (start, end)


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ("    Languages:\n      - English (native), German (B2)", {"languages": [
            {"language": "English", "fluency": "native"}, {"language": "German", "fluency": "B2"}]}),
        ("    languages:\n      - bullet: 'English: native'",
         {"languages": [{"language": "English", "fluency": "native"}]}),
        ("    skills:\n      - bullet: '**Languages:** C, C++ (17, 20)'",
         {"skills": [{"name": "Languages", "keywords": ["C", "C++ (17, 20)"]}]}),
        ("    Technical Skills:\n      - Python, Go", {"skills": [{"keywords": ["Python", "Go"]}]}),
        ("    Selected Honors:\n      - label: Prize\n        details: of honour",
         {"awards": [{"title": "Prize", "summary": "of honour"}]}),
        ("    awards:\n      - name: Prize\n        location: Oslo\n        highlights: [one, two]",
         {"awards": [{"title": "Prize", "summary": "Oslo\n\n- one\n- two"}]}),
        ("    projects:\n      - name: '[P](https://p.example/x)'",
         {"projects": [{"name": "P", "url": "https://p.example/x"}]}),
        ("    publications:\n      - title: T\n        authors: ['***Ada L.***', _B. C._]",
         {"publications": [{"name": "T", "authors": ["Ada L.", "B. C."]}]}),
        ("    patents:\n      - title: T\n        authors: ['*Ada*']\n        journal: US",
         {"patents": [{"title": "T", "inventors": ["Ada"], "office": "US"}]}),
        ("    presentations:\n      - reversed_number: A talk", {"talks": [{"title": "A talk"}]}),
    ],
)  # fmt: skip
def test_an_entry_of_rendercv_of_another_kind_than_its_section_finds_its_keys(
    sections: str, expected: dict[str, Any]
) -> None:
    profile = rendercv(f"{sections}\n")
    assert {key: profile[key] for key in expected} == expected


def test_several_sections_of_one_kind_stay_apart_in_the_order_of_the_file() -> None:
    profile = rendercv(
        "    summary: [Hello]\n    programming_skills: [{label: Code, details: C}]\n    Notes: [A note]\n"
        "    soft_skills: [{label: People, details: talk}]\n    education: [{institution: U, area: X}]\n"
    )
    assert [each.get("tags") for each in profile["skills"]] == [["programming-skills"], ["soft-skills"]]
    assert [each if isinstance(each, str) else next(iter(each.values())) for each in profile["sections"]] == [
        "summary", {"title": "Programming skills", "include": ["programming-skills"], "totals": {"entries": "1"}},
        "notes", {"title": "Soft skills", "include": ["soft-skills"], "totals": {"entries": "1"}}, "education",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("highlight", "expected"),
    [
        (
            "Built\n            - one\n            - two - three",
            {"text": "Built", "highlights": ["one", "two - three"]},
        ),
        ('"Built - One - Two"', {"text": "Built", "highlights": ["One", "Two"]}),
        ("Built in a - b", "Built in a - b"),
    ],
)
def test_a_bullet_of_rendercv_may_hold_bullets(highlight: str, expected: object) -> None:
    (job,) = rendercv(f"    experience:\n      - company: X\n        highlights:\n          - {highlight}\n")["work"]
    assert job["highlights"] == [expected]


@pytest.mark.parametrize(
    ("rest", "meta", "lost"),
    [
        ("design: {page: {size: us-letter, top_margin: 1in}}", {"paper": "Letter"}, ["1in"]),
        ("design: {theme: sb2nov, page_size: letterpaper}", {"paper": "Letter"}, ["sb2nov"]),
        ("design: {page: {size: a3}}", None, ["a3"]),
        ("locale: {language: spanish, present: hoy}", {"languages": ["es"]}, ["hoy"]),
        ("locale: {language: de}", {"languages": ["de"]}, []),
        ("locale_catalog: {date_style: MONTH}", None, ["MONTH"]),
        ("rendercv_settings: {date: 2025-01-01}", None, ["2025-01-01"]),
        ("settings: {pdf_title: P}", None, ["P"]),
    ],
)
def test_of_rendercvs_design_locale_and_settings_what_is_read_is_not_noted_as_lost(
    rest: str, meta: dict[str, Any] | None, lost: list[str]
) -> None:
    draft, _ = read(Source("cv.yaml", f"cv: {{name: Ada}}\n{rest}\n".encode()), None)
    assert draft.profile.get("meta") == meta
    assert [note.value for note in draft.notes if note.note == "lost"] == lost


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"education": {"institution": "U"}}, {"education": [{"institution": "U"}]}),
        ({"work": {"a": {"name": "A"}, "b": {"name": "B"}}}, {"work": [{"name": "A"}, {"name": "B"}]}),
        ({"education": {"education": [{"institution": "U"}]}}, {"education": [{"institution": "U"}]}),
        ({"skills": {"code": [{"name": "C#", "level": 5}, "Go"]}},
         {"skills": [{"name": "code", "keywords": ["C#", "Go"]}]}),
        ({"awards": [{"title": "T", "date": "2020-00-00"}]}, {"awards": [{"title": "T", "date": "2020"}]}),
        ({"awards": [{"title": "T", "date": "2019-05-00"}]}, {"awards": [{"title": "T", "date": "2019-05"}]}),
        ({"work": [{"name": "A", "endDate": "2023-04-31"}]}, {"work": [{"name": "A", "endDate": "2023-04"}]}),
    ],
)  # fmt: skip
def test_json_resume_that_is_not_valid_is_mended_so_that_it_can_be_exported(
    value: dict[str, Any], expected: dict[str, Any]
) -> None:
    profile = imported(json.dumps({"basics": {"name": "Ada"}, **value}))
    assert {key: profile[key] for key in expected} == expected


def test_what_was_mended_is_marked_and_what_cannot_be_is_set_aside_and_both_are_reported() -> None:
    resume = {"basics": {"name": "Ada"}, "work": [{"name": "A", "endDate": "2023-04-31", "roles": {"x": "y"}}]}
    draft, _ = read(Source("r.json", json.dumps(resume).encode()), None)
    assert "endDate: 2023-04  # not valid as it was" in emit(draft, "yaml").decode()
    assert ("guessed", "2023-04-31") in {(note.note, str(note.value)) for note in draft.notes}
    strange = {"basics": ["Ada"], "work": [{"name": "A"}]}
    draft, _ = read(Source("r.json", json.dumps(strange).encode()), None)
    assert draft.profile["x-basics"] == ["Ada"]
    assert any(note.note == "kept" and note.target == "x-basics" for note in draft.notes)


def reference(**fields: object) -> Any:  # noqa: ANN401 - plain data
    """Return the entry of a work in CSL-JSON."""
    return imported(json.dumps([{"type": "book", "title": "T", "author": [{"family": "A"}], **fields}]))[
        "publications"
    ][0]


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2019, 3]]}, "2019-03"),
        ({"date-parts": [["2019", "3", "4"]]}, "2019-03-04"),
        ({"date-parts": [[2019, 0, 0]]}, "2019"),
        ({"date-parts": [[2019, 5], [2019, 6]]}, "2019-05"),
        ({"date-parts": [["2019"]], "season": 1}, "2019"),
        ({"raw": "March 2019"}, "2019-03"),
        ({"literal": "in press"}, "in press"),
        ({"string": "2019-03"}, "2019-03"),
        ("2019-03-04T00:00:00Z", "2019-03-04"),
        ("2019", "2019"),
    ],
)
def test_a_date_of_csl_json_goes_as_far_as_it_is_known(issued: object, date: str) -> None:
    assert reference(issued=issued)["releaseDate"] == date


def test_a_work_of_csl_json_may_stand_alone_and_have_two_containers() -> None:
    work = {"type": "chapter", "title": "T", "author": [{"family": "Doe"}], "container-title": ["A", "B"]}
    assert imported(json.dumps(work))["publications"] == [
        {"name": "T", "authors": ["Doe"], "publisher": "A, B", "type": "chapter"}
    ]


@pytest.mark.parametrize(
    ("fields", "key", "value"),
    [
        (r"url = {http://a.example/\~{}b\_c}", "url", "http://a.example/~b_c"),
        (r"howpublished = {\url{https://a.example/x}}", "url", "https://a.example/x"),
        (r'author = "Erd\H{o}s, P{\'a}l and {\L}ukasiewicz, Jan and others"', "authors",
         ["Pál Erdős", "Jan Łukasiewicz", "et al."]),
        (r"author = {{The Group}}", "authors", ["The Group"]),
        (r"title = {On {\LaTeX} \& \emph{more} --- na\"ive}", "name", "On LaTeX & more — naïve"),
        (r"month = may, year = 2019", "releaseDate", "2019-05"),
        (r'month = "10~" # jan, year = 2019', "releaseDate", "2019-01-10"),
        (r"date = {2019-05-03}", "releaseDate", "2019-05-03"),
        (r"year = {in press}", "releaseDate", "in press"),
        (r"journal = acm # { Letters}", "publisher", "ACM Letters"),
    ],
)  # fmt: skip
def test_a_field_of_bibtex_is_what_latex_would_print(fields: str, key: str, value: object) -> None:
    source = f"% comment\n@string{{acm = {{ACM}}}}\n@misc{{x, {'' if 'title' in fields else 'title = {T},'} {fields}}}"
    assert imported(source)["publications"][0][key] == value


def test_fields_of_bibtex_that_are_not_shown_are_named() -> None:
    source = b"@article{x, title={T}, author={A}, keywords={a, b}, urldate={2020-01-01}, editor={E, F}}"
    draft, _ = read(Source("x.bib", source), None)
    said = {kind: " ".join(each.message for each in draft.notes if each.note == kind) for kind in ("lost", "kept")}
    assert all(f"`{field}`" in said["lost"] for field in ("keywords", "urldate"))
    assert "`editor`" in said["kept"]
    assert draft.profile["publications"][0]["editor"] == "E, F"


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B=E5=B0=8F=\r\n=E6=98=8E", "name", "王小明"),
        ("FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=F6rg", "name", "Jörg"),
        ("FN;CHARSET=GB2312;ENCODING=QUOTED-PRINTABLE:=CD=F5", "name", "王"),
        ("FN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=93=63", "name", "田"),
        ("FN:J. \r\n Doe", "name", "J. Doe"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo", "summary", "one\ntwo"),
        ("item1.EMAIL;type=INTERNET;type=pref:a@b.example", "email", "a@b.example"),
        ("TEL;WORK;FAX:1\r\nTEL;CELL:2", "phone", "2"),
        ('TEL;VALUE=uri;TYPE="voice,home":tel:+49-30', "phone", "+49-30"),
        ("X-SKYPE:ada", "profiles", [{"network": "Skype", "username": "ada"}]),
        ("IMPP;X-SERVICE-TYPE=Skype:skype:ada", "profiles", [{"network": "Skype", "username": "ada"}]),
        ("BDAY:--0412", "details", {"birthDate": "--0412"}),
    ],
)  # fmt: skip
def test_a_line_of_a_card_is_read_in_each_version(line: str, key: str, value: object) -> None:
    card = f"BEGIN:VCARD\r\nVERSION:2.1\r\nN:Doe;Jane\r\n{line}\r\nEND:VCARD\r\n"
    assert imported(card)["basics"][key] == value


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Jörg Müller"), ("gb18030", "刘硕"), ("utf-16", "Ørsted"), ("utf-8-sig", "Ø")]
)
def test_a_card_in_an_older_encoding_is_read(encoding: str, name: str) -> None:
    card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEND:VCARD\r\n".encode(encoding)
    assert imported(card)["basics"]["name"] == name


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("AU  - Doe,Jane,Jr.", {"authors": ["Jane Doe Jr."]}),
        ("AU  - NASA", {"authors": ["NASA"]}),
        ("ST  - Short", {"name": "Short"}),
        ("TI  - One\nand two", {"name": "One and two"}),
        ("Y1  - 2019/05/03/spring", {"releaseDate": "2019-05-03"}),
        ("PY  - 2019///", {"releaseDate": "2019"}),
        ("SP  - 1-10", {"pages": "1-10"}),
        ("SP  - 1\nEP  - 10", {"pages": "1–10"}),
    ],
)
def test_a_tag_of_ris_is_read_however_a_manager_writes_it(lines: str, expected: dict[str, Any]) -> None:
    (entry,) = imported(f"\ufeffTY  - JOUR\n{lines}\nER  - \n")["publications"]
    assert {key: entry[key] for key in expected} == expected


def test_of_a_journal_in_ris_the_number_is_not_that_of_a_book_and_of_a_patent_it_is_as_offices_print_it() -> None:
    draft, _ = read(Source("x.ris", b"TY  - JOUR\nTI  - T\nSN  - 1234-567X\nER  - \nER  - \n"), None)
    assert draft.profile["publications"] == [{"name": "T", "type": "journal"}]
    assert [note.value for note in draft.notes if note.note == "lost"] == ["1234-567X"]
    (patent,) = imported("TY  - PAT\r\nTI  - T\r\nSN  - US 10,091,236 B2\r\nCY  - United States\r\nER  -\r\n")[
        "patents"
    ]
    assert patent == {"title": "T", "number": "US10091236B2", "office": "US"}


PROFILE = "First Name,Last Name,Headline,Summary,Geo Location\n"
POSITIONS = "Company Name,Title,Description,Location,Started On,Finished On\n"


def linkedin(**files: str) -> Any:  # noqa: ANN401 - plain data
    """Return the profile of an archive with these files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name.replace('__', '/')}.csv", text)
    return imported(content.getvalue(), "export.zip")


@pytest.mark.parametrize(
    ("name", "header", "row", "start", "end"),
    [
        ("Berufserfahrung", POSITIONS, "Firma,Chef,Text,Bonn,Okt. 2019,Dez. 2020", "2019-10", "2020-12"),
        ("Positions", "Unternehmen,Titel,Beschreibung,Ort,Begonnen am,Beendet am\n", "Firma,Chef,,,März 2015,",
         "2015-03", None),
        ("Postes", "Nom de l’entreprise,Titre,Description,Lieu,Date de début,Date de fin\n",
         "Société,Cheffe,,,sept. 2019,févr. 2022", "2019-09", "2022-02"),
        ("Puestos", "Empresa,Cargo,Descripción,Ubicación,Fecha de inicio,Fecha de finalización\n",
         "X,Jefa,,,ene. 2019,dic. 2020", "2019-01", "2020-12"),
        ("Cargos", "Nome da empresa,Título,Descrição,Localidade,Iniciado em,Terminado em\n",
         "X,Chefe,,,fev. 2019,ago. 2020", "2019-02", "2020-08"),
        ("Posizioni", "Azienda,Titolo,Descrizione,Località,Data di inizio,Data di fine\n",
         "X,Capo,,,gen 2019,mag 2020", "2019-01", "2020-05"),
        ("Functies", "Bedrijfsnaam,Functie,Beschrijving,Locatie,Begonnen op,Beëindigd op\n",
         "X,Chef,,,mrt. 2019,okt. 2020", "2019-03", "2020-10"),
        ("职位", "公司名称,职位,描述,地点,开始时间,结束时间\n", "某公司,经理,,,2019年3月,", "2019-03", None),
        ("職歴", "会社名,役職,説明,勤務地,開始日,終了日\n", "会社,部長,,,2019年3月,2020年4月", "2019-03", "2020-04"),
    ],
)  # fmt: skip
def test_linkedins_positions_are_read_in_each_language(
    name: str, header: str, row: str, start: str, end: str | None
) -> None:
    (job,) = linkedin(**{"Profile": f"{PROFILE}Ada,L,H,S,X\n", name: f"{header}{row}\n"})["work"]
    assert (job["startDate"], job.get("endDate")) == (start, end)
    assert {"name", "position"} <= job.keys()


def test_a_folder_for_each_language_becomes_one_profile_in_both() -> None:
    profile = linkedin(
        en_US__Profile=f'{PROFILE}Ada,L,Head,I build,"Utrecht, Netherlands"\n',
        nl_NL__Profile=f'{PROFILE}Ada,L,Hoofd,Ik bouw,"Utrecht, Nederland"\n',
        en_US__Positions=f"{POSITIONS}Acme,Engineer,Did,Utrecht,Mar 2020,\nBeta,Junior,,,Jan 2018,Feb 2020\n",
        nl_NL__Positions=f"{POSITIONS}Acme,Ingenieur,Deed,Utrecht,mrt. 2020,\nBeta,Junior,,,jan. 2018,feb. 2020\n",
        Skills="Name\nCAD\n",
    )
    assert profile["meta"]["languages"] == ["en", "nl"]
    assert profile["basics"]["summary"] == {"en": "I build", "nl": "Ik bouw"}
    assert [job["position"] for job in profile["work"]] == [{"en": "Engineer", "nl": "Ingenieur"}, "Junior"]
    assert profile["skills"] == [{"keywords": ["CAD"]}]


def test_rows_that_are_there_once_for_each_language_become_one_entry() -> None:
    profile = linkedin(
        Profile=f'{PROFILE}硕,刘,工程师,我写代码,"北京, 中国"\nShuo,Liu,Engineer,I write code,"Beijing, China"\n',
        Positions=f"{POSITIONS}快手,工程师,做事,北京,2020年3月,\nKuaishou,Engineer,Did,Beijing,Mar 2020,\n",
    )
    assert profile["basics"]["name"] == {"zh": "刘硕", "en": "Shuo Liu"}
    assert [job["name"] for job in profile["work"]] == [{"zh": "快手", "en": "Kuaishou"}]


def test_a_table_that_a_spreadsheet_saved_again_keeps_its_letters_its_lines_and_its_commas() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        profile = PROFILE.replace(",", ";") + 'Jürgen;Groß;Käufer;"Eins\r\nZwei";Köln\r\n'
        archive.writestr("Profile.csv", profile.encode("cp1252"))
        archive.writestr("Skills.csv", "Name\r\nSAP, MM\r\nÖl\r\n".encode("cp1252"))
    profile = imported(content.getvalue())
    assert (profile["basics"]["name"], profile["basics"]["summary"]) == ("Jürgen Groß", "Eins\nZwei")
    assert profile["skills"] == [{"keywords": ["SAP, MM", "Öl"]}]


def test_recommendations_for_others_are_not_taken_for_those_received_whatever_their_file_is_called() -> None:
    header = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    profile = linkedin(Profile=f"{PROFILE}Ada,L,H,S,X\n", Given__out=f"{header}Secret,Person,A,B,Great,,VISIBLE\n")
    assert "references" not in profile


@pytest.mark.parametrize("form", ["xml", "json"])
def test_europass_is_read_with_lists_of_lines_and_lists_of_html(form: str) -> None:
    if form == "json":
        skills = {"Computer": {"Description": "<ul><li>A</li><li>B</li></ul>"}}
        job = {"Period": {"From": {"Year": 2015, "Month": 3}}, "Activities": "One\n- two\n- three"}
        learner = {"Identification": {"PersonName": {"FirstName": "Ada"}}, "WorkExperience": [job], "Skills": skills}
        source = json.dumps({"SkillsPassport": {"Locale": "de", "LearnerInfo": learner}})
    else:
        source = (
            '<e:SkillsPassport xmlns:e="http://europass.cedefop.europa.eu/Europass" locale="de"><e:LearnerInfo>'
            "<e:Identification><e:PersonName><e:FirstName>Ada</e:FirstName></e:PersonName></e:Identification>"
            '<e:WorkExperienceList><e:WorkExperience><e:Period><e:From year="2015" month="--03"/></e:Period>'
            "<e:Activities>One\n- two\n- three</e:Activities></e:WorkExperience></e:WorkExperienceList><e:Skills>"
            "<e:Computer><e:Description>&lt;ul&gt;&lt;li&gt;A&lt;/li&gt;&lt;li&gt;B&lt;/li&gt;&lt;/ul&gt;"
            "</e:Description></e:Computer></e:Skills></e:LearnerInfo></e:SkillsPassport>"
        )
    profile = imported(source)
    assert profile["meta"]["languages"] == ["de"]
    assert profile["work"] == [{"startDate": "2015-03", "summary": "One", "highlights": ["two", "three"]}]
    assert profile["skills"] == [{"name": "Digital", "keywords": ["A", "B"]}]


def passport(learner: str, locale: str = "de") -> Any:  # noqa: ANN401 - plain data
    """Return the profile of a SkillsPassport whose elements have a prefix."""
    learner = re.sub(r"<(/?)(?=\w)", r"<\1p:", learner)
    return imported(
        f'<p:SkillsPassport xmlns:p="http://europass.cedefop.europa.eu/Europass" locale="{locale}"><p:LearnerInfo>'
        f"<p:Identification><p:PersonName><p:FirstName>Ada</p:FirstName></p:PersonName></p:Identification>{learner}"
        "</p:LearnerInfo></p:SkillsPassport>"
    )


def test_what_europass_gives_only_as_a_code_has_its_name() -> None:
    spoken = "<MotherTongue><Description><Code>{}</Code></Description></MotherTongue>".format
    nationality = "<Nationality><Code>{}</Code></Nationality>"
    profile = passport(
        f"<Identification><Demographics><NationalityList>{nationality.format('EL')}{nationality.format('uk')}"
        "</NationalityList><Gender><Code>F</Code></Gender></Demographics></Identification><Skills><Linguistic>"
        f"<MotherTongueList>{spoken('el')}{spoken('sqi')}{spoken('ger')}</MotherTongueList></Linguistic></Skills>"
    )
    assert profile["basics"]["details"] == {"gender": "F", "nationality": "Griechenland, Vereinigtes Königreich"}
    assert [each["language"] for each in profile["languages"]] == ["Greek", "Albanian", "German"]


def test_a_country_that_europass_gives_only_as_a_label_is_kept() -> None:
    place = "<Contact><Municipality>Athina</Municipality><Country><Label>Hellas</Label></Country></Contact>"
    profile = passport(f"<Identification><ContactInfo><Address>{place}</Address></ContactInfo></Identification>")
    assert profile["basics"]["location"] == {"city": "Athina", "country": "Hellas"}


def test_a_family_of_patents_is_tied_also_where_no_column_names_it() -> None:
    table = (
        'Title;Inventors;Publication number;Publication date\nT;DOE J [US];"EP1A1\nEP1B1";"2019-01-02\n2021-03-04"\n'
    )
    assert [each["family"] for each in imported(table)["patents"]] == ["EP1A1", "EP1A1"]


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Doe; Jane et al.", ["Jane Doe", "et al."]), ("Doe, John; Roe, Jane", ["John Doe", "Jane Roe"]),
        ("DOE JOHN M [US];VAN DER BERG NOOR [NL]", ["John M Doe", "Noor van der Berg"]),
        ("Doe, John (US)", "John Doe"), ("MCDONALD ANN-MARIE", "Ann-Marie McDonald"), ("Müller; Jörg", "Jörg Müller"),
        ("刘, 硕", "刘硕"), ("Jane Doe", "Jane Doe"),
        # Which of three names is the family name is not plain.
        ("GARCIA LOPEZ JUAN", "GARCIA LOPEZ JUAN"),
    ],
)  # fmt: skip
def test_an_inventor_gets_the_usual_order_of_a_name_and_a_mark_to_check_it(cell: str, people: object) -> None:
    table = f'Title,Inventor name,Document/Patent number,Publication date\nT,"{cell}",US-11222333-B2,2022-01-11\n'
    draft, _ = read(Source("list.csv", table.encode()), None)
    assert draft.profile["patents"][0]["inventors"] == people
    turned = any(note.note == "guessed" and note.target == "patents[0].inventors" for note in draft.notes)
    assert turned == (cell not in {"Jane Doe", "GARCIA LOPEZ JUAN"})


LENS = """Jurisdiction,Display Key,Publication Date,Title,Inventors,Owners,Simple Family Members
US,US 11222333 B2,2022-01-11,T,Ann Lee,ACME (2018-11-02),US 11222333 B2;;US 2020/0123456 A1;;CN 112345678 B
CN,CN 112345678 B,2021-08-06,T,Ann Lee,ACME,CN 112345678 B;;US 11222333 B2;;US 2020/0123456 A1
WO,WO 2021/009999 A1,2021-01-14,U,Ann Lee,ACME,WO 2021/009999 A1
"""


def test_a_family_of_lens_has_an_entry_for_each_number_tied_whichever_has_a_row() -> None:
    draft, _ = read(Source("lens.csv", LENS.encode()), None)
    patents = draft.profile["patents"]
    assert [(each["number"], each.get("family"), each.get("date")) for each in patents] == [
        ("US11222333B2", "US11222333B2", "2022-01-11"), ("US20200123456A1", "US11222333B2", None),
        ("CN112345678B", "US11222333B2", "2021-08-06"), ("WO2021009999A1", None, "2021-01-14"),
    ]  # fmt: skip
    assert patents[1] == {
        "title": "T", "number": "US20200123456A1", "office": "US", "inventors": "Ann Lee", "assignee": "ACME",
        "family": "US11222333B2",
    }  # fmt: skip
    assert [(note.target, note.line) for note in draft.notes if note.note == "guessed"] == [("patents[1].number", 2)]
    said = " ".join(note.message for note in draft.notes)
    assert "behind names are not shown: `Owners`" in said
    assert "`Simple Family Members`" not in said


@pytest.mark.parametrize(
    "numbers",
    ["US11222333B2\nEP1234567A1", "US11222333B2; EP1234567A1", "US 11222333 B2, EP1234567A1", "US1B2 EP1234567A1"],
)
def test_several_numbers_in_a_cell_are_several_patents_however_they_are_parted(numbers: str) -> None:
    table = f'Title;Inventors;Publication number;Publication date\n"A\nT";Jo;"{numbers}";"2022-01-11\n2019-05-01"\n'
    found = [(each["title"], each["number"], each["date"]) for each in imported(table)["patents"]]
    assert found == [("A T", found[0][1], "2022-01-11"), ("A T", "EP1234567A1", "2019-05-01")]
    assert found[0][1] in {"US11222333B2", "US1B2"}


def test_a_date_that_belongs_to_no_number_of_a_family_for_sure_is_named_and_not_shown() -> None:
    table = 'Title;Inventors;Publication number;Publication date\nT;Jo;"US1B2\nEP2A1\nCN3A";"2022-01-11\n2019-05-01"\n'
    draft, _ = read(Source("list.csv", table.encode()), None)
    assert [each.get("date") for each in draft.profile["patents"]] == [None, None, None]
    assert any("`Publication date`" in note.message for note in draft.notes if note.note == "lost")
