"""Whatever the profile, selection invents nothing, reorders nothing and leaks nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st
from made import TAGS, profiles, strings
from msgspec.structs import replace

from resume_cli.profile.model import Profile, texts
from resume_cli.profile.settings import Variant
from resume_cli.profile.values import LocalizedText
from resume_cli.select import select

LANGUAGES = st.sampled_from(["zh", "en", "zh-Hant", "de", "ja"])


@settings(max_examples=40, deadline=None)
@given(profiles(), LANGUAGES)
def test_selection_invents_no_text(profile: Profile, language: str) -> None:
    there = {content for text in texts(profile) for _, content in text.values}
    for text in texts(select(profile, language).profile):
        assert text.content in there
        assert len(text.values) == 1
        assert text.language


@settings(max_examples=40, deadline=None)
@given(profiles(), LANGUAGES)
def test_every_text_keeps_its_path(profile: Profile, language: str) -> None:
    values = {text.path: {content for _, content in text.values} for text in texts(profile)}
    for text in texts(select(profile, language).profile):
        assert text.content in values[text.path]


@settings(max_examples=40, deadline=None)
@given(profiles(), LANGUAGES, TAGS, TAGS)
def test_selection_keeps_the_order_of_the_file(
    profile: Profile, language: str, include: tuple[str, ...], exclude: tuple[str, ...]
) -> None:
    varied = replace(profile, variants={"v": Variant(include=include, exclude=exclude)})
    for each in select(varied, language, "v").sections:
        paths = [item.path for item in each.items]
        assert paths == sorted(paths, key=str)


@settings(max_examples=40, deadline=None)
@given(profiles(), TAGS, TAGS)
def test_tags_decide_what_is_shown(profile: Profile, include: tuple[str, ...], exclude: tuple[str, ...]) -> None:
    varied = replace(profile, variants={"v": Variant(include=include, exclude=exclude)})
    paths = {item.path for item in select(varied, "en", "v").profile.work}
    for job in profile.work:
        hidden = bool(set(job.tags) & set(exclude)) or bool(job.tags and include and not set(job.tags) & set(include))
        assert (job.path in paths) is not hidden


@settings(max_examples=40, deadline=None)
@given(profiles(), LANGUAGES)
def test_selecting_again_changes_nothing(profile: Profile, language: str) -> None:
    once = select(profile, language).profile
    again = select(once, language).profile
    assert [text.content for text in texts(again)] == [text.content for text in texts(once)]


SECRETS = st.sampled_from(["Stuart Lau", "刘硕", "Ада Лавлейс", "Müller Ånna", "Li Na", "O'Brien", "Nguyễn Ân"])


@settings(max_examples=60, deadline=None)
@given(profiles(), SECRETS, LANGUAGES, st.data())
def test_redaction_removes_a_value_from_every_text(
    profile: Profile, secret: str, language: str, data: st.DataObject
) -> None:
    around = st.sampled_from(["{}", "by {}.", "作者{}，", "({})", "{}’s work", "see https://x.example/{}/", "**{}**"])
    spellings = st.sampled_from(
        [secret, secret.upper(), secret.lower(), secret.replace(" ", "  "), secret.replace(" ", "-")]
    )

    def planted(text: LocalizedText) -> LocalizedText:
        return replace(
            text, values=tuple((tag, data.draw(around).format(data.draw(spellings))) for tag, _ in text.values)
        )

    basics = replace(profile.basics, name=LocalizedText((("en", secret),), ("basics", "name")))
    work = tuple(
        replace(job, summary=job.summary and planted(job.summary), highlights=tuple(map(planted, job.highlights)))
        for job in profile.work
    )
    made = replace(profile, basics=basics, work=work, variants={"v": Variant(redact=("basics.name",))})
    selection = select(made, language, "v")
    folded = secret.casefold().replace(" ", "")
    for string in strings(selection):
        assert folded not in string.casefold().replace(" ", "").replace("-", ""), string
