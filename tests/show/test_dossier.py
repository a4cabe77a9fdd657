"""The dossier as a file: whole, closed in itself, safe, and the same every time."""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from crossbearing.model.documents import MarkKind
from crossbearing.model.errors import CaseError, CaseWriteError
from crossbearing.model.findings import Verdict
from crossbearing.model.incidents import Incident
from crossbearing.model.values import TimePrecision, When, YearStatus
from crossbearing.resources.outlines import outlines
from crossbearing.show.dossier.page import IN_FULL, render_dossier, write_dossier
from crossbearing.show.dossier.words import VERDICTS
from tests.show.cast import LABELS, PRIVATE_NAMES, SYRIA, clock, dead
from tests.show.invented import invented_case
from tests.show.memory import MemoryCase, position

GOLDEN = Path(__file__).parent / "golden" / "small.html"
VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})


class Page(HTMLParser):
    """Reads a page strictly: every element must be closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.headings: list[int] = []
        self.faults: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.stack]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, its attributes, and that it must be closed."""
        if tag not in VOID:
            self.stack.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> has {name} twice" for name, number in Counter(names).items() if number > 1]
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        """Note whether the right element is closed."""
        if not self.stack or self.stack.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()} closes something else")

    def handle_data(self, data: str) -> None:
        """Keep the words that a reader sees."""
        if self.stack and self.stack[-1] not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self) -> str:
        """The words of the page, white space folded."""
        return " ".join("".join(self.words).split())


def render(case: MemoryCase, **options: object) -> str:
    """Return the dossier of a case."""
    return render_dossier(case, labels=LABELS, outlines=outlines(), **options)  # type: ignore[arg-type]


def small_case() -> MemoryCase:
    """Return a case of two reports and one incident, small enough for its page to be read as a golden file."""
    case = MemoryCase("small")
    one = case.report(
        "SANA",
        "2016-09-17",
        "The army said 62 soldiers were killed at 17:00. It rained. It was a Saturday, "
        "and nothing else was told by the agency on that day.",
        title="Strikes",
        kind="state_media",
    )
    two = case.report(
        "Rudaw",
        "2016-09-18",
        "At least 90 soldiers died, a resident, Omar Testman, said by telephone to our "
        "desk on Sunday evening after the fighting had stopped.",
        kind="broadcaster",
    )
    start = case.claim(one, "at 17:00", "when.start", clock("17:00", 17, 0), SYRIA)
    killed = case.claim(one, "62 soldiers were killed", "killed", dead("62 soldiers", 62, 62), SYRIA)
    more = case.claim(two, "At least 90 soldiers died", "killed", dead("At least 90", 90))
    case.gather(
        Incident(
            "XXX-22222",
            "Air strikes, 17 Sep 2016",
            "air_strike",
            When(
                "Saturday",
                datetime(2016, 9, 17),
                datetime(2016, 9, 18),
                TimePrecision.DAY,
                year_status=YearStatus.STATED,
            ),
            None,
            (),
        )
    )
    case.find(
        "XXX-22222", "when.start", Verdict.SINGLE_ORIGIN, "One origin.", position(case.hold("Syrian army", start))
    )
    case.find(
        "XXX-22222",
        "killed",
        Verdict.DISPUTED,
        "62 conflicts with at least 90.",
        position(case.hold("Syrian army", killed)),
        position(case.hold("", more, family="")),
    )
    return case


@pytest.fixture(scope="module")
def page() -> str:
    """The page of the invented case."""
    return render(invented_case())


@pytest.fixture(scope="module")
def parsed(page: str) -> Page:
    """The same, parsed."""
    return Page(page)


def test_golden() -> None:
    """The page of a small case is, apart from style and script, exactly the one on file, which a person has read."""
    body = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", render(small_case()), flags=re.DOTALL)
    body = re.sub(r"sha256-[^']+", "sha256-", body)
    if os.environ.get("CROSSBEARING_GOLDEN") == "write":
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(body, encoding="utf-8")
    assert body == GOLDEN.read_text(encoding="utf-8")


def test_the_same_case_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two dossiers of equal cases are equal byte for byte, and nothing else is left in the folder."""
    for name in ("a.html", "b.html"):
        write_dossier(invented_case(), tmp_path / name, labels=LABELS, outlines=outlines())
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b.html"]


def test_well_formed(parsed: Page) -> None:
    """Every element is closed in order, no attribute is given twice and no id is used twice."""
    assert parsed.faults == []
    assert [name for name, number in Counter(parsed.ids).items() if number > 1] == []


def test_headings_skip_no_level(parsed: Page) -> None:
    """Headings go down one level at a time, so that a screen reader's outline is whole."""
    assert parsed.headings[0] == 1
    steps = zip(parsed.headings, parsed.headings[1:], strict=False)
    assert [(before, after) for before, after in steps if after > before + 1] == []


def test_links_lead_somewhere(parsed: Page) -> None:
    """Every inner link has its target; every other link goes to the web and never to a script."""
    targets = set(parsed.ids)
    assert [link for link in parsed.links if link.startswith("#") and link[1:] not in targets] == []
    outer = [link for link in parsed.links if not link.startswith("#")]
    assert outer
    assert all(link.startswith("https://example.org/") for link in outer)


def test_references_of_accessibility_exist(parsed: Page) -> None:
    """Every aria-labelledby names an element of the page."""
    named = [value for _, name, value in parsed.attributes if name == "aria-labelledby"]
    assert named
    assert set(named) <= set(parsed.ids)


def _luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out(scheme: int, page: str) -> None:
    """Text, links and every verdict have a contrast of at least 4.5 to the paper (WCAG 2.2, 1.4.3), light and dark."""
    blocks = re.findall(r":root \{(.*?)\n\s*\}", page, flags=re.DOTALL)
    colours = dict(re.findall(r"--([a-z_0-9-]+): (#[0-9a-f]{6})", blocks[scheme]))
    assert {"ink", "soft", "link", *(verdict.value for verdict in Verdict)} <= set(colours)
    paper = _luminance(colours["paper"])
    for name in ("ink", "soft", "link", *(verdict.value for verdict in Verdict)):
        pair = sorted((_luminance(colours[name]), paper))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, name
    for mark in ("mark", "mark2", "mark3"):
        pair = sorted((_luminance(colours["ink"]), _luminance(colours[mark])))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, mark


def test_loads_nothing(page: str, parsed: Page) -> None:
    """Nothing is fetched: no sources, no style sheets, no imports, and a policy that forbids it."""
    assert [item for item in parsed.attributes if item[1] in ("src", "srcset", "poster", "data", "action")] == []
    assert "<link" not in page
    assert not re.search(r"@import|url\(\s*['\"]?(?!#)", page)
    assert "default-src 'none'" in page


def test_hostile_text_is_only_text(parsed: Page, page: str) -> None:
    """Markup, scripts and event handlers in a source are shown as words; reversing characters are made visible."""
    assert "<script>alert('publisher')</script>" in parsed.text
    assert page.count("<script>") == 1
    assert [item for item in parsed.attributes if item[1].startswith("on")] == []
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)
    assert "[U+202E]esrever" in render(_reversed_case())


def _reversed_case() -> MemoryCase:
    case = small_case()
    case.pubs[0] = replace(case.pubs[0], title="A \u202eesrever title")
    return case


def test_withheld_names_are_nowhere(page: str) -> None:
    """No byte of the page holds a private person's name: not in excerpts, chains, titles, file names or addresses."""
    for name in PRIVATE_NAMES:
        assert name.casefold() not in page.casefold()
        assert name.casefold().replace(" ", "-") not in page.casefold()
    assert "[name withheld]" in page


def test_officials_and_bodies_keep_their_names(page: str) -> None:
    """A spokesman in office, ministries, armies, monitors and publishers stay named."""
    for name in ("Igor Konashenkov", "Russian Defence Ministry", "US Central Command", "Inside Syria Media Center"):
        assert name in page


def test_names_are_shown_when_asked_for() -> None:
    """With names, they stand there, and the page warns of it."""
    page = render(invented_case(), with_names=True)
    for name in PRIVATE_NAMES:
        assert name in page
    assert "shows the names of private persons" in page
    assert "[name withheld]" not in page


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_is_told_by_sign_and_word(verdict: Verdict, parsed: Page) -> None:
    """Each verdict of the case stands in its matrix with its sign and its word."""
    words = VERDICTS[verdict]
    assert f"{words.symbol} {words.word}" in parsed.text
    assert any(tag == "tr" and name == "data-verdict" and value == words.code for tag, name, value in parsed.attributes)


def test_every_claim_can_be_reached(parsed: Page) -> None:
    """Each claim has a place with its words and a number, and something links to it."""
    for claim in invented_case().claim_list:
        assert f"w-{claim.id}" in parsed.ids
        assert f"#w-{claim.id}" in parsed.links


def test_documents_are_not_reprinted(parsed: Page) -> None:
    """Sentences without a claim that stand far from one are left out."""
    assert "Weather in the area" not in parsed.text
    for text in invented_case().text_list:
        assert " ".join(text.content.split()) not in parsed.text


def test_says_how_many_state_an_origin(parsed: Page) -> None:
    """Answers carry how many outlets give them and how many of those state an origin."""
    assert "4 outlets: 2 state an origin, 2 state none" in parsed.text


def test_marks_are_listed_and_names_in_them_are_not(parsed: Page) -> None:
    """Rhetoric and loaded terms are shown as what they are; a list of the dead is only counted."""
    assert "this evil game speaks for itself" in parsed.text
    assert "2 names listed" in parsed.text
    assert any(mark.kind is MarkKind.NAMES_LISTED for mark in invented_case().mark_list)


def many_incidents(number: int) -> MemoryCase:
    """Return a case of many small incidents."""
    case = MemoryCase("many")
    for index in range(number):
        document = case.report(
            "Reuters",
            "2016-10-01",
            f"Shells fell in town {index}, and {index + 1} people died there before noon, it was reported.",
            kind="news_agency",
        )
        claim = case.claim(
            document, f"{index + 1} people died", "killed", dead(f"{index + 1} people", index + 1, index + 1)
        )
        key = f"XXX-{index:05d}"
        case.gather(Incident(key, f"Shelling {index}", "shelling", None, None, ()), claim)
        case.find(key, "killed", Verdict.ORIGIN_NOT_STATED, "One outlet.", position(case.hold("", claim, family="")))
    return case


def test_many_incidents_stay_quick_and_light() -> None:
    """Of 300 incidents the largest stand in full and the rest in a list, which the page says."""
    case = many_incidents(300)
    began = time.perf_counter()
    page = render(case)
    assert time.perf_counter() - began < 10
    assert len(page) < 600_000
    parsed = Page(page)
    assert parsed.faults == []
    assert len([name for name in parsed.ids if re.fullmatch(r"i-XXX-\d+", name)]) == IN_FULL
    assert f"The {IN_FULL} largest are shown in full" in parsed.text
    assert "Shelling 299" in parsed.text


def test_one_incident_by_id_or_alias(parsed: Page) -> None:
    """A chosen incident is the only one in full, by its id or by that of one merged into it."""
    for key in ("DEZ-4F2K9", "DEZ-OLD22"):
        ids = Page(render(invented_case(), incident=key)).ids
        assert "i-DEZ-4F2K9" in ids
        assert "i-XXX-22BCD" not in ids
    assert "i-XXX-22BCD" in parsed.ids


def test_an_unknown_incident_is_an_error() -> None:
    """A wrong id gives an error in words."""
    with pytest.raises(CaseError, match="NOPE"):
        render(invented_case(), incident="NOPE")


def test_an_empty_case_says_so() -> None:
    """A case without anything gives a whole page that says what is missing."""
    parsed = Page(render(MemoryCase()))
    assert parsed.faults == []
    assert "No incident was found" in parsed.text


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A page that cannot be written is an error that names the file and what to do."""
    with pytest.raises(CaseWriteError, match="nowhere") as caught:
        write_dossier(small_case(), tmp_path / "nowhere" / "a.html", labels=LABELS, outlines=outlines())
    assert caught.value.remedy


def _bodies(page: Page) -> Iterator[str]:
    yield from (value for tag, name, value in page.attributes if tag == "html" and name == "lang")


def test_right_to_left_text_is_marked(page: str, parsed: Page) -> None:
    """Arabic text stands in a block that runs from right to left and names its language; the page itself is English."""
    assert '<div class="text" lang="ar" dir="rtl">' in page
    assert list(_bodies(parsed)) == ["en"]
