"""HTML pages: the main text is body; comments, other stories and menus never are."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossbearing.model.documents import BlockKind
from tests.collect.making import BODY, SECOND, basis, blocks, collect_one

THIRD = "Fire crews worked through the night, and the harbour stayed closed until the morning after, its master said."
TEASER = "Flood leaves 41 dead in the delta, officials say"
REMARK = "I bet it was 999 dead and fifty strikes, they always lie about this."


def _page(tmp_path: Path, body: str, *, head: str = "", attributes: str = 'lang="en"') -> Path:
    path = tmp_path / "page.html"
    path.write_text(f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}</body></html>")
    return path


LAYOUTS = {
    "semantic": f"""
        <header><nav><a href="/">Home</a> <a href="/world">World</a></nav></header>
        <main><article><h1>Warehouse struck</h1><p>{BODY}</p>
        <figure><img src="x.jpg"><figcaption>The harbour seen from the east</figcaption></figure>
        <p>{SECOND}</p><p>{THIRD}</p></article>
        <section id="comments"><h2>Comments</h2><div><p>{REMARK}</p></div></section></main>
        <aside><h2>More stories</h2><ul><li><a href="/a">{TEASER}</a></li></ul></aside>
        <footer><p>Terms of use</p></footer>""",
    "classes only": f"""
        <div class="site-header menu"><a href="/">Home</a> <a href="/world">World</a></div>
        <div class="content"><h1>Warehouse struck</h1><div class="text"><p>{BODY}</p>
        <p class="wp-caption-text caption">The harbour seen from the east</p>
        <p>{SECOND}</p><div class="related-posts"><a href="/a">{TEASER}</a></div><p>{THIRD}</p></div></div>
        <ol class="commentlist"><li class="comment"><p>{REMARK}</p></li></ol>
        <div class="footer">Terms of use</div>""",
    "headings only": f"""
        <p><a href="/">Home</a> | <a href="/world">World</a></p>
        <div><h1>Warehouse struck</h1><p>{BODY}</p><p><em>Photo: The harbour seen from the east</em></p>
        <p>{SECOND}</p><p>{THIRD}</p>
        <h3>Related stories</h3><p><a href="/a">{TEASER}</a></p>
        <h3>2 Comments</h3><p>{REMARK}</p></div>""",
    "line breaks": f"""
        <table><tr><td><a href="/">Home</a><br><a href="/world">World</a></td>
        <td><h1>Warehouse struck</h1>{BODY}<br><br>{SECOND}<br><br>
        <i>{THIRD}</i><br><br>Read more: <a href="/a">{TEASER}</a></td></tr></table>
        <div id="disqus_thread">{REMARK}</div>""",
    "class of the whole page": f"""
        <div class="page has-sidebar comments-open"><article class="post has-comments related-open">
        <h1>Warehouse struck</h1><p>{BODY}</p><p>{SECOND}</p><p>{THIRD}</p></article>
        <div class="comments-area"><p>{REMARK}</p></div><div class="sidebar"><a href="/a">{TEASER}</a></div></div>""",
    "lying class": f"""
        <div class="recommended"><h1>Warehouse struck</h1><p>{BODY}</p><p>{SECOND}</p><p>{THIRD}</p></div>
        <div class="comments"><p>{REMARK}</p></div><div class="recommended"><a href="/a">{TEASER}</a></div>""",
    "hidden": f"""
        <article><h1>Warehouse struck</h1><p>{BODY}</p><p>{SECOND}</p><p>{THIRD}</p>
        <div style="display: none"><p>{REMARK}</p></div></article>
        <aside role="complementary"><a href="/a">{TEASER}</a></aside>""",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_report_is_body_and_nothing_else_is(tmp_path: Path, layout: str) -> None:
    """In each way to build a page, all of the report is body and neither a remark nor a teaser is read as it."""
    document = collect_one(_page(tmp_path, LAYOUTS[layout]))
    body = blocks(document, BlockKind.BODY)
    assert body == [BODY, SECOND, THIRD]
    assert blocks(document, BlockKind.TITLE) == ["Warehouse struck"]
    read = " ".join(body + blocks(document, BlockKind.CAPTION) + blocks(document, BlockKind.TITLE))
    for other in (REMARK, TEASER, "Terms of use", "Home"):
        assert other not in read


def test_comments_and_other_stories_stay_searchable(tmp_path: Path) -> None:
    """What is not read is kept, each under its kind."""
    document = collect_one(_page(tmp_path, LAYOUTS["semantic"]))
    assert REMARK in blocks(document, BlockKind.COMMENT)
    assert TEASER in blocks(document, BlockKind.RELATED)
    assert blocks(document, BlockKind.CAPTION) == ["The harbour seen from the east"]


LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
    {"@type": "NewsArticle", "headline": "Warehouse struck", "datePublished": "2021-03-04T08:00:00+01:00",
     "publisher": {"@type": "Organization", "name": "Northport Gazette"}, "url": "https://gazette.example/w"}]}</script>"""
ARTICLE = f"<article><h1>Warehouse struck</h1><p>{BODY}</p><p>{SECOND}</p></article>"


@pytest.mark.parametrize(
    ("head", "publisher", "published", "url"),
    [
        (LINKED, "Northport Gazette", "2021-03-04T08:00:00+01:00", "https://gazette.example/w"),
        (
            '<meta property="og:site_name" content="Northport Gazette">'
            '<meta property="article:published_time" content="2021-03-04T08:00:00Z">'
            '<link rel="canonical" href="https://gazette.example/w">',
            "Northport Gazette",
            "2021-03-04T08:00:00Z",
            "https://gazette.example/w",
        ),
        (
            '<meta name="DC.publisher" content="Northport Gazette"><meta name="date" content="4 March 2021">',
            "Northport Gazette",
            "2021-03-04",
            "",
        ),
        ('<script type="application/ld+json">{broken</script>', "", "", ""),
    ],
    ids=["JSON-LD", "Open Graph", "Dublin Core", "nothing"],
)
def test_the_head_of_the_page_gives_the_publication(
    tmp_path: Path, head: str, publisher: str, published: str, url: str
) -> None:
    """Publisher, date and address come from the fields of the page's head, and say so; nothing is made up."""
    document = collect_one(_page(tmp_path, ARTICLE, head=head))
    publication = document.publication
    assert (publication.publisher, publication.published, publication.url) == (publisher, published, url)
    if publisher:
        assert basis(document)["publisher"].startswith("from the page")
        assert basis(document)["published"].startswith("from the page")


def test_the_site_is_cut_from_a_window_title(tmp_path: Path) -> None:
    """A page without a heading has its window title as title, without the name of the site."""
    head = (
        '<title>Warehouse struck | Northport Gazette</title><meta property="og:site_name" content="Northport Gazette">'
    )
    document = collect_one(_page(tmp_path, f"<div><p>{BODY}</p><p>{SECOND}</p></div>", head=head))
    assert document.publication.title == "Warehouse struck"
    assert blocks(document, BlockKind.TITLE) == ["Warehouse struck"]


def test_what_the_user_says_goes_before_the_page(tmp_path: Path) -> None:
    """A file named in `sources.toml` has the publisher stated there, whatever its template says."""
    _page(tmp_path, ARTICLE, head='<meta property="og:site_name" content="Mirror Site">')
    (tmp_path / "sources.toml").write_text('[files."page.html"]\npublisher = "Northport Gazette"\n')
    document = collect_one(tmp_path)
    assert document.publication.publisher == "Northport Gazette"
    assert basis(document)["publisher"] == "from sources.toml"


def test_a_credit_is_taken_from_the_page(tmp_path: Path) -> None:
    """A line that the page marks as credit and that names an agency is the credit."""
    document = collect_one(_page(tmp_path, ARTICLE.replace("</h1>", '</h1><p class="byline">By Associated Press</p>')))
    assert document.publication.credit == "By Associated Press"
    assert document.publication.publisher == ""


def test_a_page_declares_its_code_page(tmp_path: Path) -> None:
    """A page in Windows-1251 that says so is read as such."""
    path = tmp_path / "page.html"
    text = "Самолёты нанесли удар по складу на окраине города, сообщили в администрации порта. " * 3
    path.write_bytes(
        f'<html lang="ru"><head><meta charset="windows-1251"></head><body><p>{text}</p></body></html>'.encode("cp1251")
    )
    document = collect_one(path)
    assert text.strip() in document.text.content
    assert document.text.language == "ru"


def test_inline_marks_do_not_divide_words_or_paragraphs(tmp_path: Path) -> None:
    """Emphasis, links and images inside a sentence leave it one paragraph with single blanks."""
    marked = BODY.replace("warehouse", '<b>ware</b>house <img src="x.gif">').replace(
        "Northport", '<a href="/n">North\nport</a>'
    )
    document = collect_one(_page(tmp_path, f"<article><h1>Struck</h1><p>{marked}</p><p>{SECOND}</p></article>"))
    assert blocks(document, BlockKind.BODY) == [BODY.replace("Northport", "North port"), SECOND]


def test_rows_of_data_stay_rows_and_pull_quotes_are_read_once(tmp_path: Path) -> None:
    """A row of a table is one stretch; a sentence of the report set large again is not read twice."""
    quote = BODY.split(". ")[0] + "."
    table = "<table><tr><th>Place</th><th>Dead</th></tr><tr><td>Northport</td><td>4</td></tr></table>"
    page = _page(
        tmp_path, f"<article><h1>Struck</h1><p>{BODY}</p><p class='big'>{quote}</p>{table}<p>{SECOND}</p></article>"
    )
    document = collect_one(page)
    assert blocks(document, BlockKind.BODY) == [BODY, "Place | Dead", "Northport | 4", SECOND]


def test_a_deeply_nested_page_is_read(tmp_path: Path) -> None:
    """Hundreds of nested elements neither end in an error nor lose the text."""
    deep = "<div>" * 230 + f"<p>{BODY}</p><p>{SECOND}</p>" + "</div>" * 230
    document = collect_one(_page(tmp_path, deep))
    assert "warehouse" in " ".join(blocks(document, BlockKind.BODY))
