"""A web page about a person, in HTML or in Markdown with HTML. Such a page has no format, so its content is guessed.

Each of these rules marks its results as guessed:

- A heading that names a section (in English, Chinese and some other languages) begins that section.
- Before the first section, and below a heading such as `About me`, paragraphs are the summary. The name is the first
  heading, or else the first bold words. A heading directly below the name is the label. The first e-mail address is
  that of the person.
- In the work section, a row or an item with a period, or a link followed by an item that begins with a year, is a job:
  `position at employer, department in place`. A paragraph without a period describes the job above. A job without
  an end ends when the next one begins. An item without a
  link that begins with a year is a job of that year.
- In other sections, each item is an entry. Its link is the title, the text before the link is the authors, emphasised
  text after it is the publisher or the event, a year at the end or in brackets after the authors is the date, and
  `number: X` is the number of a patent. Periods of education become dates, and skills are split at commas.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from resume_cli.interchange import periods, prose
from resume_cli.interchange.contract import Reader
from resume_cli.interchange.draft import LineLocator
from resume_cli.interchange.readers.own import attached_profile, restore_picture
from resume_cli.interchange.source import damaged, html_root
from resume_cli.interchange.translation import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source

_FRONT_MATTER = re.compile(r"(?:\s*<!--.*?-->)?\s*---\n(.*?)\n---\n", re.DOTALL)
_TAG = re.compile(r"<(?:p|div|h[1-6]|ul|ol|li|table|section|article|body)\b", re.IGNORECASE)
_LEFT_OUT = frozenset({"", "script", "style", "head", "nav", "footer", "form", "select", "noscript"})
_BLOCKS = frozenset(
    "address article blockquote dd div dl dt h1 h2 h3 h4 h5 h6 img li ol p section table td th tr ul".split()
)
_SECTIONS = {
    "patents": r"patents?|专利|專利|特許",
    "publications": r"publications?|papers?|conferences?|journals?|articles?|论文|論文|著作|publikationen",
    "contributions": r"contributions?|open.?source|开源|開源",
    "talks": r"talks?|presentations?|speaking|演讲|演講|分享|vorträge",
    "education": r"education|教育|学历|學歷|ausbildung|formación|formation",
    "projects": r"projects?|项目|項目|projekte|proyectos|projets",
    "skills": r"skills?|技能|kenntnisse",
    "awards": r"awards?|honou?rs?|获奖|獎項|奖",
    "certificates": r"certificat\w*|证书|證書",
    "work": r"(?:work|professional|employment).*|experience|career|履历|履歷|工作|经历|經歷|berufserfahrung",
}
_PERIOD = re.compile(
    r"\d{4}(?:[./年-]\s*\d{1,2}月?)?\s*[-–—~至]+\s*(?:\d{4}(?:[./年-]\s*\d{1,2}月?)?|now|present|today|current|今|至今)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:publication|patent)?\s*(?:number|no\.?|号|號)\s*[:：]?\s*([A-Z]{2}\s?[\d/,]{5,}\s?[A-Z]?\d?)", re.IGNORECASE
)
#: A family name with initials behind it, as references have them.
_INITIALS = re.compile(r"([^\W\d_][\w'’ -]*?),\s*((?:[A-Z]\.[\s-]?)+)(?:,|&|\band\b|\Z)")
_YEAR_END = re.compile(r"[\s,，(（]*((?:19|20)\d{2})[)）.。\s]*\Z")


class _Block(Struct):
    """A part of a page: a heading, a paragraph, a list item, a link, an image, or a table row with its cells."""

    kind: str
    element: HtmlElement
    line: int
    cells: list[HtmlElement] = []

    @property
    def text(self) -> str:
        return joined(prose.inline(self.element))

    @property
    def plain(self) -> str:
        return joined(self.element.text_content())


def joined(text: str) -> str:
    """Return a text on one line, without the spaces between Chinese characters that come from line breaks."""
    text = " ".join(text.split())
    return re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])", "", text)


def _recognise(source: Source) -> str | None:
    if source.is_binary or source.start.startswith(("{", "[")) or source.mapping or len(_TAG.findall(source.text)) < 2:
        return None
    return "a web page with a profile in it" if attached_profile(source) else "a web page"


def _read(source: Source, draft: Draft) -> None:
    if attached := attached_profile(source):
        draft.profile.update(attached)
        restore_picture(source, draft)
        return
    draft.locator = LineLocator(source.name)
    text = source.text
    if match := _FRONT_MATTER.match(text):
        for line in match[1].splitlines():
            draft.note("lost", ("front matter",), value=line, message="about the page, not the person")
        text = "\n" * match[0].count("\n") + text[match.end() :]
    text = re.sub(
        r"^(#{1,6}) (.+)$", lambda found: f"<h{len(found[1])}>{found[2]}</h{len(found[1])}>", text, flags=re.MULTILINE
    )
    root = html_root(text)
    if root is None:
        raise damaged(source.name, "there is nothing on the page")
    for link in root.iter("a"):
        if href := link.get("href"):
            link.set("href", address(href))
    _Page(draft).read(list(_blocks(root)))
    _note_rest(root, draft)


def _note_rest(root: HtmlElement, draft: Draft) -> None:
    """Note the texts of a page, those of its pictures included, that are neither in the profile nor in a note."""
    found = words_of(draft.profile, [note.value for note in draft.notes])
    for element in root.iter():
        is_hidden = not isinstance(element.tag, str) or element.tag in {"script", "style", "noscript"}
        texts = [element.tail] if is_hidden else [element.text, element.get("alt"), element.get("title"), element.tail]
        for text in filter(None, map(joined, filter(None, texts))):
            if not words_of(text) <= found:
                line = element.sourceline or 1
                draft.note("lost", ("page", line), value=text, message="a text of the page that is not in the profile")


def address(href: str) -> str:
    """Return an address without white space and unprintable characters, and with two slashes after its scheme."""
    return re.sub(r"^(https?):/{2,}", r"\1://", "".join(filter(str.isprintable, "".join(href.split()))))


def _blocks(element: HtmlElement) -> Iterator[_Block]:
    """Yield the blocks within an element, in the order of the page."""
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        line = child.sourceline or 1
        if re.fullmatch(r"h[1-6]", tag):
            yield _Block("heading", child, line)
        elif tag == "tr":
            yield _Block("row", child, line, [each for each in child if each.tag in {"td", "th"}])
        elif tag in {"p", "li", "a", "dd", "blockquote"}:
            yield _Block({"li": "item", "a": "link"}.get(tag, "paragraph"), child, line)
        elif tag == "img" and child.get("src"):
            yield _Block("image", child, line)
        elif tag in _LEFT_OUT:
            continue
        elif _is_paragraph(child):
            yield _Block("paragraph", child, line)
        else:
            yield from _blocks(child)


def _is_paragraph(element: HtmlElement) -> bool:
    """Return whether an element has text of its own, as in `<div>Worked on compilers</div>`, and no blocks within."""
    own = "".join(filter(None, [element.text, *(child.tail for child in element)]))
    return bool(own.strip()) and not any(each.tag in _BLOCKS for each in element.iterdescendants())


class _Page:
    """A page whose blocks are read in order, with the current section."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.basics: dict[str, Any] = draft.profile.setdefault("basics", {})
        self.section = ""
        self.own = ""
        self.link: _Block | None = None

    def read(self, blocks: list[_Block]) -> None:
        for block in blocks:
            if block.kind == "heading":
                self._heading(block)
            elif block.kind == "image":
                self._image(block)
            elif block.plain:
                self._content(block)
        self._end_jobs()

    def _guess(self, block: _Block, target: str, value: object, message: str) -> None:
        self.draft.note("guessed", (block.kind, block.line), target, value, message)

    def _heading(self, block: _Block) -> None:
        self._flush()
        words = block.plain.lower()
        found = next(
            (name for name, pattern in _SECTIONS.items() if re.search(rf"(?:\b|^|(?<=\W)){pattern}", words)), ""
        )
        if found:
            self.section = found
            self._guess(block, found, block.plain, "a section, because of its heading")
        elif re.search(r"\babout\b|关于|關於|\bhome\b|profile|summary", words):
            self.section = self.own = ""
            self.draft.note("lost", (block.kind, block.line), value=block.plain, message="the heading of the page")
        elif not self.section and not self.own and "name" not in self.basics:
            self.basics["name"] = block.plain
            self._guess(block, "basics.name", block.plain, "guessed from the first heading")
        elif "name" in self.basics and not self.section and not {"label", "summary"} & self.basics.keys():
            self.basics["label"] = block.plain
            self._guess(block, "basics.label", block.plain, "guessed from the second heading")
        else:
            self.section, self.own = "own", block.plain

    def _image(self, block: _Block) -> None:
        source = block.element.get("src")
        if "image" not in self.basics and not self.section:
            self.basics["image"] = source
            self._guess(block, "basics.image", source, "guessed from the first picture of the page")
        else:
            self.draft.note("lost", (block.kind, block.line), value=source, message="a picture of the page")

    def _content(self, block: _Block) -> None:
        if block.kind == "link":
            self._flush()
            self.link = block
            return
        if not self.section:
            self._summary(block)
        elif self.section == "work":
            self._job(block)
        elif self.section == "own":
            self.draft.own_section(self.own).append({"summary": block.text})
            self.link = None
        else:
            self._entry(block)

    def _flush(self) -> None:
        if self.link is not None and self.section:
            self._entry(self.link)
        self.link = None

    def _summary(self, block: _Block) -> None:
        if "email" not in self.basics and (match := re.search(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", block.plain)):
            self.basics["email"] = match[0]
            self._guess(block, "basics.email", match[0], "guessed from the text")
        bold = block.element.find(".//strong")
        if "name" not in self.basics and bold is not None and len(joined(bold.text_content())) < 40:
            self.basics["name"] = joined(bold.text_content())
            self._guess(block, "basics.name", self.basics["name"], "guessed from the first bold words")
        self.basics["summary"] = "\n\n".join(filter(None, [self.basics.get("summary", ""), block.text]))

    def _job(self, block: _Block) -> None:
        if block.kind == "row" and all(each.tag == "th" for each in block.cells):
            return
        text = block.plain
        entry: dict[str, Any] = {}
        found = _PERIOD.search(text)
        year = re.match(r"((?:19|20)\d{2})\s*年?", text)
        if found:
            period = periods.period(re.sub(r"(?<=\d)\s*(?:now|今)\b", " present", found[0].replace("now", "present")))
            entry = {"startDate": period.start or period.words, "endDate": period.end}
            self._position(entry, block, found[0])
        elif year and self.link is not None:
            name = self.link.element
            entry = {"name": self.link.plain, "url": name.get("href"), "startDate": year[1], "summary": block.text}
        elif year and block.kind == "item" and (rest := text[year.end() :].strip(" :：,，–—-")):
            entry = {"name": rest, "startDate": year[1], "endDate": year[1]}
        elif block.kind == "paragraph" and self.link is None and (jobs := self.draft.profile.get("work")):
            jobs[-1]["summary"] = "\n\n".join(filter(None, [jobs[-1].get("summary"), block.text]))
            self._guess(block, "work", block.plain, "about the job above")
            return
        else:
            entry = {"name": self.link.plain, "url": self.link.element.get("href")} if self.link is not None else {}
            entry |= {"summary": block.text}
        self.link = None
        self._add("work", block, {key: value for key, value in entry.items() if value}, "a job")

    def _position(self, entry: dict[str, Any], block: _Block, period: str) -> None:
        """Read `position at employer, department in place`, or parts of it, with the employer as a link."""
        link = block.element.find(".//a")
        text = joined(block.plain.replace(period, " "))
        if link is None:
            entry["name"] = text.strip(" :：,，–—-")
            return
        name = joined(link.text_content())
        before, _, after = text.partition(name)
        entry["position"] = re.sub(r"\s*(?:\bat|\bbei|,|，|于|在|@)\s*$", "", before).strip(" :：,，–—-")
        entry["name"], entry["url"] = name, link.get("href")
        if match := re.match(r"(.*?)\s*\bin\s+(.+)", after):
            after, entry["location"] = match[1], match[2].strip(" .")
        entry["department"] = after.strip(" ,，.")

    def _end_jobs(self) -> None:
        """If no job has an end, end each job except the newest at the start of the next one."""
        self._flush()
        jobs = [each for each in self.draft.profile.get("work", []) if periods.is_date(each.get("startDate", ""))]
        jobs.sort(key=lambda job: job["startDate"])
        if any(job.get("endDate") for job in jobs):
            return
        for job, following in pairwise(jobs):
            job["endDate"] = following["startDate"]
            at = self.draft.profile["work"].index(job)
            self.draft.note("guessed", ("work", 1), f"work[{at}].endDate", job["endDate"], "the start of the next job")

    def _entry(self, block: _Block) -> None:
        title = {"patents": "title", "talks": "title", "awards": "title", "education": "institution"}.get(
            self.section, "name"
        )
        link = block.element if block.element.tag == "a" else block.element.find(".//a")
        text = block.plain
        if link is None:
            self._add(self.section, block, self._unlinked(title, block), "an entry")
            return
        name, url = joined(link.text_content()), link.get("href") or ""
        before, _, after = text.partition(name)
        if self.section == "patents" and not _NUMBER.search(after):
            self._more(block, name, url)
            return
        entry: dict[str, Any] = {title: name, "url": url}
        self._before(entry, block, before.strip(" ,，"))
        after = self._after(entry, block, after)
        if rest := after.strip(" ,，.。()（）"):
            entry["summary" if self.section != "projects" else "description"] = rest
        self._add(self.section, block, entry, "an entry")

    def _unlinked(self, title: str, block: _Block) -> dict[str, Any]:
        """Return an entry without a link: skills part at commas, a period is taken out of a course of study."""
        if self.section == "skills" and len(words := re.split(r"\s*[,，、;；]\s*", block.text.rstrip("."))) > 1:
            return {"keywords": words}
        found = (_PERIOD.search(block.text) or _YEAR_END.search(block.text)) if self.section == "education" else None
        if found is None:
            return {title: block.text}
        period = periods.period(found[0].strip(" ,，()（）."))
        rest = (block.text[: found.start()] + block.text[found.end() :]).strip(" ,，:：()（）")
        return {
            title: rest,
            **({"startDate": period.start} if period.start != period.end else {}),
            "endDate": period.end,
        }

    def _more(self, block: _Block, name: str, url: str) -> None:
        """Use a link without a number as the address of the whole list."""
        sections = self.draft.section("sections")
        if not any(each.get("id") == "patents" for each in sections):
            sections.append({"id": "patents", "more": url})
            self._guess(block, f"sections[{len(sections) - 1}].more", name, "the address of the whole list")
        else:
            self.draft.note(
                "lost", (block.kind, block.line), value=f"{name} <{url}>", message="one more list of patents"
            )

    def _before(self, entry: dict[str, Any], block: _Block, before: str) -> None:
        if self.section == "publications" and before:
            if match := re.search(r"[\s,]*\(((?:19|20)\d{2})\)[.,\s]*\Z", before):
                entry["releaseDate"], before = match[1], before[: match.start()]
            turned = [f"{given.strip()} {family}" for family, given in _INITIALS.findall(before)]
            entry["authors"] = turned or [each for each in re.split(r"\s*[,，;；]\s*|\s+and\s+", before) if each]
            self._guess(block, "publications", before, "the authors, which stand before the title")
        elif before:
            entry["summary"] = before

    def _after(self, entry: dict[str, Any], block: _Block, after: str) -> str:
        """Move the number, the publisher and the year from the text after the title, and return the rest of it."""
        if match := _NUMBER.search(after):
            entry["number"] = re.sub(r"[\s,]", "", match[1])
            entry["office"] = entry["number"][:2].upper()
            after = after[: match.start()] + after[match.end() :]
        emphasised = next(block.element.iter("em", "i"), None)
        if self.section in {"publications", "talks"} and emphasised is not None:
            venue = joined(emphasised.text_content())
            entry["publisher" if self.section == "publications" else "event"] = venue
            after = after.replace(venue, " ")
        if (match := _YEAR_END.search(after)) and "releaseDate" not in entry:
            entry[{"publications": "releaseDate"}.get(self.section, "date")] = match[1]
            after = after[: match.start()]
        return after

    def _add(self, section: str, block: _Block, entry: dict[str, Any], what: str) -> None:
        entries = self.draft.section(section)
        entries.append(entry)
        title = next((value for value in entry.values() if isinstance(value, str)), "")
        self._guess(block, section, title, f"{what}, because of its place")


READER = Reader("html", "a web page", _recognise, _read)
