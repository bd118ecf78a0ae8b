"""Habits of other programs for résumés and of the people who use them: what each becomes in a profile."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pytest
from foreign import imported

from resume_cli.interchange.emit import emit
from resume_cli.interchange.importing import read
from resume_cli.interchange.source import Source


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
        "summary", {"title": "Programming skills", "exclude": ["soft-skills"]}, "notes",
        {"title": "Soft skills", "exclude": ["programming-skills"]}, "education",
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
        ({"work": [{"name": "A", "location": {"lat": "1"}}]}, {"work": [{"name": "A", "x-location": {"lat": "1"}}]}),
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


NESTED = [{"text": "a", "highlights": ["b more", {"text": "c", "highlights": ["d"]}]}, "e"]


@pytest.mark.parametrize(
    "summary",
    [
        "Intro\n- a\n  - b\n    more\n  - c\n    - d\n- e\n\nOutro",
        "<p>Intro</p><ul><li>a<ul><li>b more</li><li>c<ol><li>d</li></ol></li></ul></li><li>e</li></ul><p>Outro</p>",
        "<p>Intro<ol><li>a<li class=ql-indent-1>b more<li class=ql-indent-1>c<li class=ql-indent-2>d<li>e</ol>Outro",
    ],
    ids=["markdown", "html", "html without nested lists"],
)
def test_a_list_in_a_list_becomes_bullets_with_bullets_of_their_own(summary: str) -> None:
    item = {"id": "x", "visible": True, "company": "A", "summary": summary}
    experience = {"id": "experience", "visible": True, "items": [item]}
    resume = {
        "basics": {"name": "Ada", "url": {"href": ""}},
        "sections": {"experience": experience},
        "metadata": {"a": 1},
    }
    (job,) = imported(json.dumps(resume))["work"]
    assert (job["summary"], job["highlights"]) == ("Intro\n\nOutro", NESTED)


@pytest.mark.parametrize("body", ["One\n- two\n\nthree", "<p>One</p><ul><li>two</li></ul><p>three</p>"])
def test_the_summary_of_a_person_keeps_the_order_of_its_paragraphs_and_lists(body: str) -> None:
    summary = {"id": "summary", "visible": True, "content": body}
    resume = {"basics": {"name": "Ada", "url": {"href": ""}}, "sections": {"summary": summary}, "metadata": {"a": 1}}
    assert imported(json.dumps(resume))["basics"]["summary"] == "One\n\ntwo\n\nthree"


def test_posts_in_a_row_at_one_employer_become_roles_in_every_format() -> None:
    posts = [
        {"company": "A", "position": "Lead", "date": "2020", "location": "Oslo"},
        {"company": "A", "position": "Dev", "date": "2019", "location": "Oslo", "summary": "x"},
        {"company": "B", "position": "Boss", "date": "2018"},
    ]
    experience = {"id": "experience", "visible": True, "items": posts}
    resume = {
        "basics": {"name": "Ada", "url": {"href": ""}},
        "sections": {"experience": experience},
        "metadata": {"a": 1},
    }
    expected = [
        {
            "name": "A", "location": "Oslo",
            "roles": [
                {"position": "Lead", "startDate": "2020", "endDate": "2020"},
                {"position": "Dev", "startDate": "2019", "endDate": "2019", "summary": "x"},
            ],
        },
        {"name": "B", "position": "Boss", "startDate": "2018", "endDate": "2018"},
    ]  # fmt: skip
    assert imported(json.dumps(resume))["work"] == expected
    assert imported(json.dumps({"cv": {"name": "Ada", "sections": {"experience": posts}}}))["work"] == expected


def test_two_sections_with_one_title_in_reactive_resume_stay_two() -> None:
    custom = {key: {"id": key, "name": "Bees", "visible": True, "items": [{"name": key}]} for key in ("a", "b")}
    resume = {"basics": {"name": "Ada", "url": {"href": ""}}, "sections": {"custom": custom}, "metadata": {"a": 1}}
    assert imported(json.dumps(resume))["sections"] == [
        {"id": "bees", "title": "Bees", "entries": [{"name": "a"}]},
        {"id": "bees-2", "title": "Bees", "entries": [{"name": "b"}]},
    ]


def test_what_old_drafts_have_as_mappings_becomes_lists_accounts_and_roles() -> None:
    draft = {
        "bio": {"firstName": "A", "email": {"home": "a@b.example"}, "websites": {"a": "b.example", "b": "c.example"},
                "profiles": {"github": "ada", "other": "https://x.example/ada"}},
        "work": [{"company": "C", "positions": [{"position": "P", "startDate": "2011"}]}],
    }  # fmt: skip
    profile = imported(json.dumps(draft))
    assert profile["basics"] == {
        "name": "A", "email": "a@b.example", "url": ["b.example", "c.example"],
        "profiles": [{"network": "github", "username": "ada"}, {"network": "other", "url": "https://x.example/ada"}],
    }  # fmt: skip
    assert profile["work"] == [{"name": "C", "roles": [{"position": "P", "startDate": "2011"}]}]


PAGE = """<h1>Ada Noy</h1><h2>Keeper of bees</h2><p>Write to ada@bees.example.</p>
<h2>Education</h2><ul><li>PhD in Biology, Uni Y, 2015–2019</li></ul>
<h2>Experience</h2><ul><li>2019 – present: Professor at <a href="https://x.example">Uni X</a></li>
<li>2017: Intern</li></ul>
<h2>Publications</h2><ol><li>Noy, A. &amp; Doe, B. C. (2020). <a href="https://d.example">Bees</a>. <i>Nature</i>.
</li></ol>
<h2>Skills</h2><p>R, Python</p>"""


def test_a_page_about_somebody_is_read_by_what_pages_have_in_common() -> None:
    profile = imported(f"<html><body>{PAGE}</body></html>")
    assert profile == {
        "basics": {"name": "Ada Noy", "label": "Keeper of bees", "email": "ada@bees.example",
                   "summary": "Write to ada@bees.example."},
        "education": [{"institution": "PhD in Biology, Uni Y", "startDate": "2015", "endDate": "2019"}],
        "work": [
            {"name": "Uni X", "position": "Professor", "url": "https://x.example", "startDate": "2019"},
            {"name": "Intern", "startDate": "2017", "endDate": "2017"},
        ],
        "publications": [{"name": "Bees", "authors": ["A. Noy", "B. C. Doe"], "publisher": "Nature",
                          "releaseDate": "2020", "url": "https://d.example"}],
        "skills": [{"keywords": ["R", "Python"]}],
    }  # fmt: skip


def test_text_directly_in_a_container_is_a_paragraph_of_the_page() -> None:
    jobs = "<div><b>Acme</b>, Engineer, 2019 – 2021</div><section><div>Linkers<br>and loaders</div></section>"
    profile = imported(f"<html><body><h1>Jo Doe</h1><div>Writes <b>C</b>.</div><h2>Work</h2>{jobs}</body></html>")
    assert profile["basics"]["summary"] == "Writes **C**."
    assert [(job["name"], job["summary"]) for job in profile["work"]] == [("Acme, Engineer", "Linkers and loaders")]
