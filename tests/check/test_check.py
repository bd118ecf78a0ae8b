"""`resume check` finds what is planted, and nothing else."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest
from checking import SOUND, subject_of
from commands import run
from jsonschema import Draft4Validator
from PIL import Image
from tools import absent

from resume_cli.check import packs, pages, readers, subject
from resume_cli.check.readers import Reader

SARIF = Path(__file__).parents[1] / "node/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"


def check(folder: Path, text: str, *words: str, **changes: str) -> list[tuple[str, int | None]]:
    """Return the codes of what is found that is more than a note, with their lines."""
    (folder / "cv.yaml").write_text(text, "utf-8")
    done = run(folder, "check", "cv.yaml", "--json", *words, **changes)
    found = [(each["code"], each["line"]) for each in done.records if each["severity"] != "note"]
    assert done.code == bool(found), done.err
    return found


def test_a_sound_profile_gives_no_finding(tmp_path: Path) -> None:
    assert check(tmp_path, SOUND) == []
    done = run(tmp_path, "check", "cv.yaml")
    assert (done.code, done.out, done.err) == (0, "", "cv.yaml: nothing found\n")


def test_contacts_in_a_table_are_contacts(tmp_path: Path) -> None:
    assert check(tmp_path, SOUND, "--theme", "formal") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sound", "planted", "code", "line"),
    [
        ("  email: ann.holm@posteo.de\n", "", "missing-contact", 2),
        ("  phone: +49 30 901820\n", "", "missing-contact", 2),
        ("startDate: 2019-03", "startDate: 2091-03", "future-date", 11),
        ("endDate: 2019-02", "endDate: 2020-05", "overlapping-dates", 11),
        ("endDate: 2019-02", "endDate: 2018-03", "gap", 11),
        ("endDate: 2019-02", "endDate: 2019", "missing-month", 16),
        ("https://annholm.dev", "http://localhost:4000/cv", "dead-looking-url", 7),
        ("https://annholm.dev", "https://192.168.0.4/", "dead-looking-url", 7),
        ("https://annholm.dev", "https://www.linkedin.com/in/your-name", "dead-looking-url", 7),
        ("https://annholm.dev", "https://github.com/", "dead-looking-url", 7),
        ("https://annholm.dev", "https://example.org/ann", "dead-looking-url", 7),
        ("ann.holm@posteo.de", "ann@example.com", "dead-looking-url", 4),
        ("https://annholm.dev", "annholm.dev", "url-without-scheme", 7),
        ("languages: [en]", "languages: [en, de]", "untranslated", 12),
        ("languages: [en]", "languages: [en], tokens: {muted-colour: '#aaaaaa'}", "low-contrast", 1),
        ("languages: [en]", "languages: [en], tokens: {panel-text: '#aabbcc'}, theme: sidebar", "low-contrast", 1),
        ("languages: [en]", "languages: [en], tokens: {body-size: 7pt, small-size: 7pt}", "small-type", 1),
        ("endDate: 2014-12", "endDate: 2009-12", "end-before-start", 18),
        ("education:\n", "certificates: [{name: C, date: 2022, expires: 2019}]\neducation:\n", "end-before-start", 17),
        ("    startDate: 2015-01\n    endDate: 2019-02\n", "", "incomplete-job", 13),
        ("phone: +49 30 901820", "phone: [+49 30 901820, 030 901820]", "repeated", 5),
        ("[Built the billing service]", "[Led two teams, Built it, led two teams]", "repeated", 12),
        ("position: Developer", "postion: Developer", "unknown-key", 14),
        ("Built the billing", "Built the 𓀀 billing", "missing-glyph", 12),
    ],
)
def test_a_planted_fault_is_found_alone_and_where_it_stands(
    tmp_path: Path, sound: str, planted: str, code: str, line: int
) -> None:
    assert SOUND.count(sound) == 1
    found = check(tmp_path, SOUND.replace(sound, planted))
    assert {each for each, _ in found} == {code}
    assert found[0][1] == line


def test_a_photo_of_few_pixels_is_found(tmp_path: Path) -> None:
    Image.new("RGB", (60, 80), (90, 90, 90)).save(tmp_path / "me.png")
    assert check(tmp_path, SOUND.replace("  name: Ann", "  image: me.png\n  name: Ann")) == [("coarse-photo", 3)]
    Image.new("RGB", (600, 800), (90, 90, 90)).save(tmp_path / "me.png")
    assert check(tmp_path, SOUND.replace("  name: Ann", "  image: me.png\n  name: Ann")) == []


@pytest.mark.slow
@pytest.mark.parametrize(("lines", "code"), [(50, "short-last-page"), (20, None), (80, None)])
def test_a_last_page_of_a_few_lines_is_found(tmp_path: Path, lines: int, code: str | None) -> None:
    bullets = "".join(f"      - Delivered part {number} of the work\n" for number in range(lines))
    text = SOUND.replace("highlights: [Built the billing service]\n", f"highlights:\n{bullets}")
    assert check(tmp_path, text, "-O", "pages=free") == ([(code, 1)] if code else [])


@pytest.mark.slow
def test_more_pages_than_asked_for_are_found(tmp_path: Path) -> None:
    bullets = "".join(f"      - Delivered part {number} of the work\n" for number in range(200))
    text = SOUND.replace("highlights: [Built the billing service]\n", f"highlights:\n{bullets}")
    found = check(tmp_path, text.replace("languages: [en]", "languages: [en], pages: 1"))
    assert "pages-exceeded" in {code for code, _ in found}


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@posteo.de", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "added",
    [
        "basics:\n  label: {en: Team lead, de: Teamleiterin}\n",
        "skills:\n- keywords: {en: [Go, Team lead], de: [Go, Teamleiterin]}\nbasics:\n",
        "basics:\n  summary: {en: Team lead, de: Teamleiterin}\n",
    ],
)
def test_a_text_that_changed_in_one_language_only_is_found(tmp_path: Path, added: str) -> None:
    text = SOUND.replace("languages: [en]", "languages: [en, de]").replace("basics:\n", added)
    git(tmp_path, "init", "-q")
    check(tmp_path, text)
    git(tmp_path, "add", "cv.yaml")
    git(tmp_path, "commit", "-q", "-m", "First")
    both = text.replace("Team lead", "Head of billing").replace("Teamleiterin", "Leiterin Abrechnung")
    assert "stale-translation" not in {code for code, _ in check(tmp_path, both)}
    one = text.replace("Team lead", "Head of billing")
    assert ("stale-translation", 3) in check(tmp_path, one)


def test_a_repository_cannot_name_a_program_to_run(tmp_path: Path) -> None:
    signer = tmp_path / "signer"
    signature = "-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----\n"
    lines = (
        "#!/bin/sh",
        "cat >/dev/null",
        "touch ran",
        "printf '\\n[GNUPG:] SIG_CREATED \\n' >&2",
        f"cat <<'.'\n{signature}.",
        "",
    )
    signer.write_text("\n".join(lines))
    signer.chmod(signer.stat().st_mode | stat.S_IXUSR)
    git(tmp_path, "init", "-q")
    check(tmp_path, SOUND.replace("  name: Ann Holm\n", "  name: Ann Holm\n  label: {en: Lead, de: Leiterin}\n"))
    git(tmp_path, "add", "cv.yaml")
    git(tmp_path, "config", "gpg.program", str(signer))
    git(tmp_path, "config", "log.showSignature", "true")
    git(tmp_path, "commit", "-q", "-S", "-m", "First")
    (tmp_path / "ran").unlink()
    run(tmp_path, "check", "cv.yaml")
    assert not (tmp_path / "ran").exists()
    git(tmp_path, "log")
    assert (tmp_path / "ran").exists()


def test_a_text_that_a_reader_does_not_give_back_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from resume_cli.check import reading

    def forgetful(_content: bytes) -> list[str]:
        return ["Ann Holm Berlin"]

    monkeypatch.setattr(reading, "readers", lambda: [Reader("deaf", "docx", forgetful)])
    found = subject_of(tmp_path, SOUND)
    assert [each.message for each in reading.lost_essentials(found)] == [
        "deaf does not find `ann.holm@posteo.de`, `+49 30 901820`, `Lund AS` where it belongs"
    ]
    (lost,) = reading.lost_texts(found)
    assert "deaf does not give back" in lost.message


def test_a_heading_alone_at_the_end_of_a_page_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (pages.Line(0.1, 10, "Ann Holm"), pages.Line(0.9, 12, "Education"))
    monkeypatch.setattr(pages, "lines", lambda _content: (page, page))
    (found,) = pages.stranded_headings(subject_of(tmp_path, SOUND))
    assert found.message == "the heading `Education` is alone at the end of page 1"


def test_a_pdf_that_verapdf_fails_is_found(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    fake = programs / "verapdf"
    fake.write_text('#!/bin/sh\ncase "$2" in ua1) echo FAIL "$5";; *) echo PASS "$5";; esac\n')
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    found = check(tmp_path, SOUND, PATH=f"{programs}{os.pathsep}{os.environ['PATH']}")
    assert found == [("not-conforming", None)] or [code for code, _ in found] == ["not-conforming"]


def test_a_variant_that_redacts_is_not_asked_for_contacts(tmp_path: Path) -> None:
    text = SOUND + "variants: {blind: {redact: [basics.name, basics.email, basics.phone]}}\n"
    assert check(tmp_path, text, "-V", "blind") == []


def test_what_is_certain_is_mended_and_comments_stay(tmp_path: Path) -> None:
    text = SOUND.replace("https://annholm.dev", "annholm.dev  # mine").replace("2019-03", '"03/2019"')
    (tmp_path / "cv.yaml").write_text(text, "utf-8")
    done = run(tmp_path, "check", "--fix", "cv.yaml")
    assert done.err.splitlines()[:2] == [
        "fixed: line 7: `annholm.dev` is now `https://annholm.dev`",
        "fixed: line 11: `03/2019` is now `2019-03`",
    ]
    assert (tmp_path / "cv.yaml").read_text("utf-8") == SOUND.replace("annholm.dev", "annholm.dev  # mine").replace(
        "2019-03", '"2019-03"'
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pack", "planted", "message"),
    [
        ("usajobs", "", "usajobs: an entry of `work` does not say `hours per week`"),
        ("usajobs", "hours", ""),
        ("din5008", "", ""),
        ("din5008", "letter", "din5008: the paper is Letter, not A4"),
        ("europass", "", ""),
        ("europass", "order", "europass: an entry of `work` is newer than the one before it"),
        ("rirekisho", "", "rirekisho: `basics.details.birthDate` is not given"),
        ("one-page", "", ""),
        ("academic", "", "academic: there is no `publications`"),
    ],
)
def test_a_rule_pack_says_what_it_asks_for(tmp_path: Path, pack: str, planted: str, message: str) -> None:
    text = {
        "": SOUND,
        "hours": SOUND.replace("[Built the", "[40 hours per week. Built the").replace(
            "position: Developer\n", "position: Developer\n    summary: 38 hours a week\n"
        ),
        "letter": SOUND.replace("languages: [en]", "languages: [en], paper: Letter"),
        "order": SOUND.replace("2015-01", "2031-01").replace("2019-02", "2031-02"),
    }[planted]
    (tmp_path / "cv.yaml").write_text(text, "utf-8")
    tokens = ("-O", "token.margin-inline=25mm", "-O", "token.margin-block=25mm", "-O", "token.body-size=10.5pt")
    done = run(tmp_path, "check", "cv.yaml", "--json", "--for", pack, *tokens)
    found = [each["message"] for each in done.records if each["code"] == "requirement"]
    assert (message in found) if message else found == []
    assert all("http" in each["hint"] for each in done.records if each["code"] == "requirement")


def test_a_margin_is_told_in_the_unit_that_the_rule_has(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(SOUND, "utf-8")
    done = run(tmp_path, "check", "cv.yaml", "--for", "din5008", "-O", "token.margin-inline=0.5in")
    assert "din5008: the margin (inline) is 12.7mm, where 25mm are needed" in done.out


def test_a_rule_pack_of_ones_own_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(
        'title = "Ours"\nauthority = "Our agency"\naddress = "https://agency.example"\ndate = "2026-01-01"\n'
        '[[rules]]\nsays = "a summary"\nsections = ["summary"]\n',
        "utf-8",
    )
    (tmp_path / "cv.yaml").write_text(SOUND, "utf-8")
    done = run(tmp_path, "check", "cv.yaml", "--for", "ours.toml")
    assert "ours: there is no `summary`" in done.out
    assert "Our agency, 2026-01-01: a summary (https://agency.example)" in done.out


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--for", "usjobs"), 2, "did you mean `usajobs`?"),
        (("--for", "none.toml"), 66, "none.toml cannot be read"),
        (("--for", "bad.toml"), 78, "the rule pack bad.toml is wrong"),
        (("--for", "idle.toml"), 78, "demands nothing"),
        (("--for", "margins = {left = '1cm'}"), 78, "is wrong"),
        (("--for", "type-size = 'huge'"), 78, "it must be a length"),
        (("--for", "photo = 'maybe'"), 78, "is wrong"),
        (("--for", "months = ['wrok']"), 78, "did you mean `work`?"),
        (("--for", "entries = {section = 'work', fields = ['startdate']}"), 78, "did you mean `startDate`?"),
    ],
)
def test_a_rule_pack_that_cannot_be_used_is_named(
    tmp_path: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    (tmp_path / "cv.yaml").write_text(SOUND, "utf-8")
    (tmp_path / "bad.toml").write_text("title = 1", "utf-8")
    idle = 'title = "T"\nauthority = "A"\naddress = "x"\ndate = "d"\n[[rules]]\nsays = "s"\n'
    (tmp_path / "idle.toml").write_text(idle, "utf-8")
    if "=" in words[1]:
        (tmp_path / "own.toml").write_text(f"{idle}{words[1]}\n", "utf-8")
        words = ("--for", "own.toml")
    done = run(tmp_path, "check", "cv.yaml", *words)
    assert (done.code, message in done.err) == (code, True), done.err


def test_every_built_in_pack_can_be_read_and_names_its_authority() -> None:
    for name in packs.pack_names():
        pack = packs.load_pack(name)
        assert pack.authority
        assert pack.address.startswith("https://")
        assert "20" in pack.date
        assert pack.rules


def test_findings_are_written_as_sarif(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(SOUND.replace("2019-02", "2018-03"), "utf-8")
    done = run(tmp_path, "check", "cv.yaml", "--format", "sarif")
    log = json.loads(done.out)
    (found,) = log["runs"][0]["results"]
    assert (log["version"], found["ruleId"], found["level"]) == ("2.1.0", "gap", "warning")
    assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 11, "startColumn": 16}
    assert [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]] == ["gap"]


@pytest.mark.slow
def test_sarif_is_valid_by_the_schema_of_its_standard(tmp_path: Path) -> None:
    if not SARIF.exists():
        absent("the schema of SARIF (npm --prefix tests/node install)")
    validator = Draft4Validator(json.loads(SARIF.read_text("utf-8")), format_checker=Draft4Validator.FORMAT_CHECKER)
    (tmp_path / "a b ü.yaml").write_text(SOUND.replace("2019-02", "2018-03"), "utf-8")
    (tmp_path / "sound.yaml").write_text(SOUND, "utf-8")
    for words in (["a b ü.yaml"], ["sound.yaml"], ["a b ü.yaml", "--for", "usajobs,din5008"], ["-"]):
        done = run(tmp_path, "check", *words, "--format", "sarif", stdin=SOUND.replace("Lund", "Ö \u200b"))
        log = json.loads(done.out)
        assert [error.message for error in validator.iter_errors(log)] == []
        assert list(validator.iter_errors(log | {"version": "2"}))


def test_findings_are_written_for_github(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(SOUND.replace("2019-02", "2018-03"), "utf-8")
    done = run(tmp_path, "check", "cv.yaml", "--format", "github")
    assert done.out.startswith("::warning file=cv.yaml,line=11,col=16,title=gap::")


def test_the_readers_include_those_of_this_project() -> None:
    assert {"pypdf", "python-docx"} <= {each.name for each in readers.readers()}
    assert subject.FORMATS == ("pdf", "docx")


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_several_profiles_are_checked_and_the_worst_decides(tmp_path: Path, form: str) -> None:
    (tmp_path / "a.yaml").write_text(SOUND.replace("2019-02", "2018-03"), "utf-8")
    (tmp_path / "b.yaml").write_text(SOUND.replace("2019-02", "2019-19"), "utf-8")
    (tmp_path / "c.yaml").write_text(SOUND, "utf-8")
    done = run(tmp_path, "check", "a.yaml", "c.yaml", "--format", form)
    assert (done.code, "a.yaml" in done.out, "gap" in done.out) == (1, True, True)
    done = run(tmp_path, "check", "b.yaml", "a.yaml", "--format", form)
    assert done.code == 65
    assert all(each in done.out for each in ("a.yaml", "gap", "b.yaml", "impossible-date"))
    if form == "sarif":
        assert len(json.loads(done.out)["runs"][0]["results"]) == 2
