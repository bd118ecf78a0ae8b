"""The language of a plain file is judged from its texts, and is English where nothing is sure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from commands import Done, run
from made import profile_of

from resume_cli.locale.judge import judge
from resume_cli.select.localise import guessed_language

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = [
    ("es", "Desarrolladora con más de nueve años de experiencia en pagos y en formación de equipos."),
    ("fr", "Développeur depuis dix ans, je conçois des services web pour les hôpitaux et les écoles de la région."),
    ("de", "Ich entwickle seit zehn Jahren Software für Banken und habe ein Team mit acht Personen geleitet."),
    ("pt", "Engenheira de software com mais de dez anos de experiência no desenvolvimento de sistemas para o governo."),
    ("it", "Sviluppatore con dieci anni di esperienza nella progettazione di sistemi per le banche e gli ospedali."),
    ("nl", "Ik ontwikkel al tien jaar software voor banken en heb een team van acht mensen geleid bij de gemeente."),
    ("pl", "Programista z dziesięcioletnim doświadczeniem w bankach i na uczelniach, który lubi pracę w zespole."),
    ("tr", "Bankalar için on yıldır yazılım geliştiren ve sekiz kişilik bir ekip yöneten bir mühendisim, çok dilli."),
    ("en", "Engineer who has led a team of eight and built systems for banks in France and Spain."),
    ("en", "Dipl.-Ing. für Elektrotechnik, Société Générale de Paris, Universidad de la Rioja"),
    ("en", "Java, Python, Kubernetes, AWS"),
    ("en", "Jag har utvecklat system för banker i tio år och det är en stor del av det som jag gör på jobbet."),
    ("en", "Enginyera amb més de deu anys d'experiència en els sistemes de pagament i en la formació d'equips."),
    ("zh", "负责消息平台的设计与开发，带领八人团队。"),
    ("zh-Hant", "負責訊息平台的設計與開發，帶領八人團隊。"),
    ("ja", "メッセージ基盤の設計と開発を担当し、八名のチームを率いた。"),
    ("ko", "메시지 플랫폼의 설계와 개발을 담당했습니다."),
    ("he", "פיתוח מערכות תשלום והובלת צוות של שמונה אנשים, כולל C++ ו־Python"),
    ("ar", "تطوير أنظمة الدفع وقيادة فريق من ثمانية أشخاص باستخدام Python"),
    ("fa", "توسعه سامانه‌های پرداخت و مدیریت یک گروه هشت نفره در شرکت پیشرو گستر"),
    ("ru", "Разработка платёжных систем и руководство командой из восьми человек."),
    ("uk", "Розробка платіжних систем і керівництво командою з восьми осіб, її розвиток."),
    ("bg", "Разработка на системи за плащане и ръководство на екип от осем души, който обслужва България."),
    ("th", "พัฒนาระบบชำระเงินและนำทีมแปดคน"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_the_language_of_texts_is_told_from_their_letters_and_words(language: str, sentence: str) -> None:
    assert judge([sentence], [sentence]) == language


@pytest.mark.parametrize(
    "yaml",
    [
        "work: [{name: Bundesamt für Sicherheit in der Informationstechnik, position: Leiter der Abteilung für Netze}]",
        "work: [{name: Crédit Agricole de la Loire, summary: Led the team that built the payments of the bank.}]",
        "basics: {name: María de los Ángeles del Río y la Fuente}",
        "education: [{institution: Universidad de las Islas y de la Costa, area: Ingeniería de los Materiales}]",
    ],
)
def test_names_and_titles_alone_leave_a_file_in_english(yaml: str) -> None:
    assert guessed_language(profile_of(yaml)) == "en"


def spanish(**more: object) -> str:
    work = [{"name": "Mente Clara", "position": "Jefa", "startDate": "2021-02", "summary": SENTENCES[0][1]}]
    return json.dumps({"basics": {"name": "Inés Peña", "summary": SENTENCES[0][1]}, "work": work, **more})


def exported(folder: Path, content: str, *words: str) -> Done:
    (folder / "resume.json").write_text(content, "utf-8")
    return run(folder, "export", "text", "resume.json", "-o", "-", *words)


def test_a_spanish_file_gets_spanish_headings_and_dates_and_one_note(tmp_path: Path) -> None:
    done = exported(tmp_path, spanish(), "--strict")
    assert done.code == 0
    assert "Experiencia profesional" in done.out
    assert "feb 2021 – actualidad" in done.out
    assert done.err.count("note[language-guessed]") == 1
    assert "meta: {languages: [es]}" in done.err


def test_a_file_that_names_its_language_gets_no_note(tmp_path: Path) -> None:
    assert "note[" not in exported(tmp_path, spanish(meta={"languages": ["es"]})).err


def test_another_language_can_be_asked_for_and_the_texts_keep_theirs(tmp_path: Path) -> None:
    assert "Berufserfahrung" in exported(tmp_path, spanish(), "-l", "de").out
    (tmp_path / "resume.json").write_text(spanish(), "utf-8")
    assert 'lang="es"' in run(tmp_path, "export", "html", "resume.json", "-o", "-", "-l", "de").out


def test_a_language_without_wording_is_told_and_does_not_stop(tmp_path: Path) -> None:
    done = exported(tmp_path, spanish(), "-l", "sv")
    assert (done.code, "warning[no-wording]" in done.err) == (0, True)
    assert "Experience" in done.out
    assert exported(tmp_path, spanish(), "-l", "sv", "--strict").code == 1


def test_ukrainian_is_not_called_russian(tmp_path: Path) -> None:
    summary = next(sentence for language, sentence in SENTENCES if language == "uk")
    (tmp_path / "resume.json").write_text(json.dumps({"basics": {"name": "Оля", "summary": summary}}), "utf-8")
    done = run(tmp_path, "export", "html", "resume.json", "-o", "-", "--strict")
    assert done.code == 0
    assert '<html lang="uk"' in done.out
    assert "note[no-wording]" in done.err


def test_validate_counts_a_note_apart_and_strict_does_not_count_it(tmp_path: Path) -> None:
    (tmp_path / "resume.json").write_text(spanish(), "utf-8")
    done = run(tmp_path, "validate", "resume.json", "--strict")
    assert (done.code, "1 note" in done.err) == (0, True)
    record = run(tmp_path, "validate", "resume.json", "--json").records[0]
    assert [each["severity"] for each in record["problems"]] == ["note"]
