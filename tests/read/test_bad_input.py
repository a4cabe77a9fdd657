"""Whatever is fed in, from file to claims: no crash, no hang, spans that hold, and the report alone is read."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossbearing.collect.finding import find_items
from crossbearing.collect.step import Collect
from crossbearing.model.documents import MarkKind
from crossbearing.model.steps import Collected, Reading, Reject, StepRun
from crossbearing.read.step import Read
from tests.read.support import collected, read, reader

# A document may take SECONDS; the bound is checked between batches and sentences, so that a loaded machine may run over
# it by what one of them takes. Measured on one loaded core with the default of 30 seconds: at most 48.
SECONDS = 6.0
BOUND = 60.0

FACT = (
    "At least 12 people were killed when an air strike hit a market in Idlib on Monday, a civil defence official said."
)
MORE = (
    "The official said that rescuers had pulled six survivors from the rubble by the evening. Hospitals in the town "
    "asked for blood, and roads around the market were closed until the next morning."
)
REST = (
    "Residents spoke of two loud blasts shortly after noon. Shops along the street were shuttered, and the council "
    "called a meeting for the evening to discuss the repair of the water line."
)
REMARK = "At least 99 people were killed when a missile hit a school in Aleppo, officials said."
TEASER = "Some 77 soldiers were killed in an ambush near Homs, the army said."
STORY = f"<h1>Market hit in Idlib</h1><p>{FACT}</p><p>{MORE}</p><p>{REST}</p>"

PAGES = {
    "comment list of a blog": f"""
        <div id="content"><article class="post hentry">{STORY}</article>
        <div id="comments" class="comments-area"><h2>2 thoughts on this</h2><ol class="commentlist">
        <li><div class="comment-body"><cite>reader</cite><p>{REMARK}</p></div></li></ol></div></div>
        <div class="widget-area"><div class="widget"><h3>Recent posts</h3><a href="/a">{TEASER}</a></div></div>""",
    "teasers between paragraphs": f"""
        <main><article><h1>Market hit in Idlib</h1>
        <p>{FACT}</p><div class="related-story"><a href="/x"><h4>Read more</h4>
        <p>{REMARK}</p></a></div><p>{MORE}</p><p><strong>Read also: <a href="/y">{TEASER}</a></strong></p><p>{REST}</p>
        </article></main>""",
    "cards below": f"""
        <div class="story">{STORY}</div><section class="more-on"><h2>More on this story</h2>
        <div class="card"><h3><a href="/1">School</a></h3><p>{REMARK}</p></div><div class="card"><p>{TEASER}</p></div>
        </section>""",
    "microdata": f"""
        <div itemscope itemtype="http://schema.org/NewsArticle"><div itemprop="articleBody">{STORY}</div>
        <div itemprop="comment" itemscope><span itemprop="text">{REMARK}</span></div>
        <div itemprop="comment"><p>{TEASER}</p></div></div>""",
    "tables as layout": f"""
        <table><tr>
        <td><font size="2"><b>News</b><br><a href="/1">{REMARK}</a><br><br><a href="/2">{TEASER}</a></font></td>
        <td><font size="4"><b>Market hit in Idlib</b></font><p>{FACT}</p><p>{MORE}</p>
        <p>{REST}</p></td></tr></table>""",
    "names that tell nothing": f"""
        <div class="c1"><div class="c2">{STORY}</div><div class="c3"><h3>3 Comments</h3><div><b>Sam</b> says:
        <p>{REMARK}</p></div></div><div class="c5"><h3>You may also like</h3><p><a href="/1">{TEASER}</a>
        </p></div></div>""",
    "comments as articles": f"""
        <main><article>{STORY}</article><section aria-label="Comments"><article><p>{REMARK}</p></article>
        <article><p>{TEASER}</p></article></section></main>""",
    "discussion": f"""
        <main><article>{STORY}</article><section class="user-discussion"><p>{REMARK}</p>
        <p>{TEASER}</p></section></main>""",
    "other stories inside the body": f"""
        <article><div class="article__body">{STORY}<h3>Related articles</h3><ul><li><a href="/1">{REMARK}</a></li>
        <li><a href="/2">{TEASER}</a></li></ul></div></article>""",
    "ticker and latest news": f"""
        <div class="breaking-ticker"><span>{REMARK}</span></div><article>{STORY}</article>
        <div class="latest-news"><h2>Latest</h2><p><a href="/2">{TEASER}</a></p></div>""",
    "replies": f"""
        <div role="main"><div class="post">{STORY}</div><div class="replies"><div class="reply"><p>{REMARK}</p></div>
        <div class="reply"><p>{TEASER}</p></div></div></div>""",
    "paragraphs that promote": f"""
        <article><h1>Market hit in Idlib</h1><p>{FACT}</p><p>READ MORE: <a href="/1">{REMARK}</a></p><p>{MORE}</p>
        <p>See also: <a href="/2">{TEASER}</a></p><p>{REST}</p></article>""",
    "the next story below": f"""
        <main><article>{STORY}</article><article><h1>School hit in Aleppo</h1><p>{REMARK}</p>
        <p>{TEASER}</p></article></main>""",
}

SCRIPTS = {
    "ar": "قُتل 12 شخصا على الأقل في غارة جوية على سوق في إدلب يوم الاثنين، وفق مسؤول في الدفاع المدني.",
    "he": "לפחות 12 בני אדם נהרגו ביום שני בתקיפה אווירית על שוק באידליב, אמר פקיד בהגנה האזרחית.",
    "ru": "По меньшей мере 12 человек погибли в понедельник при авиаударе по рынку в Идлибе, сообщил чиновник.",
    "uk": "Щонайменше 12 людей загинули в понеділок унаслідок авіаудару по ринку в Ідлібі, повідомив посадовець.",
    "zh": "民防官员说，星期一伊德利卜一个市场遭空袭，至少有十二人死亡，多人受伤，救援仍在继续。",
    "ja": "民間防衛の当局者によると、月曜日にイドリブの市場が空爆を受け、少なくとも12人が死亡した。",
    "ko": "민방위 당국자는 월요일 이들리브의 한 시장이 공습을 받아 최소 12명이 숨졌다고 말했다.",
    "hi": "नागरिक सुरक्षा अधिकारी ने बताया कि सोमवार को इदलिब के एक बाजार पर हवाई हमले में कम से कम 12 लोग मारे गए।",
    "th": "เจ้าหน้าที่กล่าวว่ามีผู้เสียชีวิตอย่างน้อย 12 คนจากการโจมตีทางอากาศที่ตลาดในเมืองอิดลิบเมื่อวันจันทร์",
    "am": "በኢድሊብ ገበያ ላይ ሰኞ ዕለት በተፈጸመ የአየር ጥቃት ቢያንስ 12 ሰዎች መገደላቸውን አንድ ባለሥልጣን ተናግረዋል።",
    "fr": "Au moins 12 personnes ont été tuées lundi dans une frappe aérienne sur un marché d'Idlib, selon un élu.",
    "tr": "Yetkililer, İdlib'de bir pazara düzenlenen hava saldırısında en az 12 kişinin öldüğünü söyledi.",
}

ODD = {
    "one sentence of 5 MB": "At least 12 people were killed in Homs and " * 116_000,
    "one word of 5 MB": "killed" * 850_000,
    "brackets of 1 MB": "([{<" * 250_000,
    "quotation marks of 1 MB": "“”\"'‘’«»" * 120_000,
    "full stops of 1 MB": ". " * 500_000,
    "lines of 1 MB": "killed\n" * 150_000,
    "numbers of 1 MB": "12 killed, 30 wounded; " * 45_000,
    "table of numbers": "\n".join("\t".join(str(row * column) for column in range(30)) for row in range(2_000)),
    "markup left in": "<div class='x'><p>12 <b>killed</b> &amp;nbsp; [[a|b]] {{c}} </p></div>" * 2_000,
    "control characters": "".join(chr(code) for code in range(32)) * 500 + " 12 people were killed in Homs.",
    "right-to-left marks": "\u202e12 people were killed\u202c in \u2067Homs\u2069 on \u200fMonday\u200e. " * 500,
    "emoji": "🚨💥 12 killed 🇸🇾👨‍👩‍👧‍👦 in Homs 💔. " * 2_000,
    "marks over marks": "k" + "\u0301" * 100_000 + "illed 12 people",
    "half of a pair": "\ud83d 12 people were killed \udc00 in Homs. " * 200,
    "cut in a word": "At least 12 people were killed in Homs, and 30 were woun",
    "cut in a quotation": 'The army said: "At least 12 people were kil',
    "dates of 1 MB": "on 17 September 2016 at 17:00 " * 35_000,
    "names of 1 MB": "Deir ez-Zor, Syria, " * 50_000,
    "speakers of 1 MB": "the army said that the ministry said that " * 25_000,
}


@cache
def bounded() -> StepRun:
    """The default reading step with a tight bound of time, opened once."""
    return Read(seconds=SECONDS).open()


def holds(reading: Reading) -> None:
    """Check that every claim and mark of a reading stands where it says, in the report's own part."""
    text = reading.collected.text
    for claim in reading.claims:
        locator = claim.locator
        assert locator.quote  # type: ignore[union-attr]
        assert text.content[locator.start : locator.end] == locator.quote  # type: ignore[union-attr]
        assert claim.speakers
    for mark in reading.marks:
        assert 0 <= mark.start <= mark.end <= len(text.content)
        assert mark.quote in ("", text.content[mark.start : mark.end])


def whole_path(path: Path) -> list[Reading | Reject]:
    """Collect and read a file as the product does."""
    items, rejects = find_items([path])
    out: list[Reading | Reject] = list(rejects)
    for one in Collect().open()(items):
        out.extend([one] if isinstance(one, Reject) else bounded()([one]))
    return out


@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES.keys())
def test_pages(tmp_path: Path, body: str) -> None:
    """In every way to build a page the report's claims are read, and none out of comments or other stories."""
    path = tmp_path / "page.html"
    head = "<head><meta charset='utf-8'><title>Market hit in Idlib</title></head>"
    path.write_text(f"<!doctype html><html lang='en'>{head}<body>{body}</body></html>", encoding="utf-8")
    (reading,) = [one for one in whole_path(path) if isinstance(one, Reading)]
    holds(reading)
    killed = [claim.value.describe() for claim in reading.claims if claim.slot == "killed"]
    assert [value for value in killed if "12" in value], killed
    quotes = " ".join(claim.sentence for claim in reading.claims)
    assert "99" not in quotes
    assert "77" not in quotes
    assert "six survivors" in reading.collected.text.content


@pytest.mark.parametrize(("code", "text"), SCRIPTS.items(), ids=SCRIPTS.keys())
def test_languages_that_are_not_read(tmp_path: Path, code: str, text: str) -> None:
    """A report in a language that no reader knows is collected and marked as not read, with the language named."""
    path = tmp_path / "report.txt"
    path.write_text(f"{text}\n{text}\n", encoding="utf-8")
    (reading,) = [one for one in whole_path(path) if isinstance(one, Reading)]
    assert not reading.read
    assert not reading.claims
    assert [mark.kind for mark in reading.marks] == [MarkKind.NOT_READ]
    assert reading.collected.text.language in reading.marks[0].note
    assert text[:20] in reading.collected.text.content
    assert reading.collected.text.language == code


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_time_is_bounded(text: str) -> None:
    """Each odd text is read within a bound of time, with spans that hold; what is left out is marked."""
    run = bounded()
    began = time.monotonic()
    (reading,) = [one for one in run([collected(text)]) if isinstance(one, Reading)]
    taken = time.monotonic() - began
    assert taken < BOUND, f"{taken:.1f} s"
    holds(reading)
    if len(text) > 200_000:
        assert [mark for mark in reading.marks if mark.kind is MarkKind.TRUNCATED]


@pytest.mark.parametrize("name", ["report.txt", "report.html", "report.md", "report.csv", "report.json", "report.pdf"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 5_000,
        b"\xff\xfe",
        bytes(range(256)) * 40,
        b"killed " * 100_000,
        b"<" * 50_000,
        "é".encode("utf-16"),
    ],
    ids=["nothing", "zeros", "half a mark", "all bytes", "one line", "angle brackets", "UTF-16"],
)
def test_files(tmp_path: Path, name: str, data: bytes) -> None:
    """A file of any kind that holds anything is read or refused with a reason, in bounded time."""
    path = tmp_path / name
    path.write_bytes(data)
    began = time.monotonic()
    for one in whole_path(path):
        if isinstance(one, Reject):
            assert one.reason
        else:
            holds(one)
    assert time.monotonic() - began < BOUND


def test_bound_of_a_document_is_kept() -> None:
    """A document stops at its bound of time; what comes after the bound is finishing what was begun."""
    body = "\n\n".join(
        f"At least {number} soldiers were killed near Homs, the army said." for number in range(12, 3_000)
    )
    run = Read(seconds=1.0, gate="off", tagger="off").open()
    list(run([collected("Warm up: two men died.")]))
    began = time.monotonic()
    (reading,) = [one for one in run([collected(body)]) if isinstance(one, Reading)]
    assert time.monotonic() - began < BOUND
    assert [mark for mark in reading.marks if mark.kind is MarkKind.TRUNCATED]
    holds(reading)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [*SCRIPTS.values(), FACT, REMARK, "<p>", "\u202e", "💥", "\x07", "\n\n", "12", "“", "&amp;", "|"]
            ),
            st.text(max_size=30),
        ),
        max_size=12,
    ),
    st.integers(0, 400),
)
def test_mixtures_cut_anywhere(parts: list[str], cut: int) -> None:
    """Scripts, markup and characters of all sorts mixed and cut anywhere are read, and spans hold."""
    text = " ".join(parts)
    holds(read(text[: max(0, len(text) - cut)], gate="off"))


def test_a_document_beside_a_bad_one() -> None:
    """A text that nothing can be read from costs no other document of the batch."""
    texts = [FACT, "\x00" * 100, ODD["brackets of 1 MB"], FACT]
    given_ = [collected(f"{text} {number}") for number, text in enumerate(texts)]
    readings = [one for one in reader()(given_) if isinstance(one, Reading)]
    assert [bool(one.claims) for one in readings] == [True, False, False, True]
    assert isinstance(readings[0].collected, Collected)
