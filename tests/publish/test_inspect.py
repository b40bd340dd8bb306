"""What breaks a build: dead links, outside addresses, secrets, files that are not what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import PublishError
from app.publish.inspect import Looked, inspect_links, look
from app.publish.pasted_links import without_links
from app.publish.pdf import facts_of, wrong_with
from tests.brief.awkward import a_review
from tests.browser.every_page import every_page
from tests.builders import a_response

PAGE = "<!doctype html>"


def inspected(folder: Path, outside: tuple[str, ...] = (), **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_html", ".html").replace("_css", ".css")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    names = [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()]
    inspect_links({name: look(folder, name) for name in names}, outside)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ('<a href="gone.html">x</a>', r"index.html: dead link: gone.html"),
        ('<a href="2026/">x</a>', r"dead link: 2026/"),
        ('<a href="../../x.html">x</a>', r"dead link: \.\./\.\./x\.html"),
        ('<a href="/a/">x</a>', r"dead link: /a/"),
        ('<a href="/">x</a>', r"dead link: /"),
        ('<a href="%2Fa/">x</a>', r"dead link: %2Fa/"),
        ('<a href="a/../../index.html">x</a>', r"dead link: a/\.\./\.\./index.html"),
        ('<a href="#nowhere">x</a>', r"no such place: #nowhere"),
        ('<a href="a/#nowhere">x</a>', r"no such place: a/#nowhere"),
        ('<img src="https://example.com/x.png">', r"leads outside: https://example.com/x.png"),
        ('<img src="//example.com/x.png">', r"leads outside"),
        ('<a href="https://example.com">x</a>', r"leads outside"),
        (f"<p>/s/{'a' * 32}</p>", r"index.html: holds a personal link"),
    ],
)
def test_a_page_that_leads_nowhere_or_outside_breaks_the_build(
    tmp_path: Path, page: str, said: str
) -> None:
    with pytest.raises(PublishError, match=said):
        inspected(tmp_path, index_html=PAGE + page, a__index_html=PAGE)


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("a { background: url(https://example.com/x) }", "s.css: leads outside"),
        ('@import "//example.com/x.css";', "s.css: leads outside"),
        ("a { background: url(gone.png) }", "s.css: dead link: gone.png"),
    ],
)
def test_a_style_that_loads_something_else_breaks_the_build(
    tmp_path: Path, style: str, said: str
) -> None:
    with pytest.raises(PublishError, match=said):
        inspected(tmp_path, s_css=style)


@pytest.mark.parametrize(
    "path",
    ["abcdefghij1234567890xyz/plan.pdf", "a" * 31, "a" * 33, "a" * 32 + "-x", "ABCDEF0189" * 4],
)
def test_an_address_that_only_looks_like_a_personal_link_breaks_nothing(
    tmp_path: Path, path: str
) -> None:
    inspected(tmp_path, index_html=f"{PAGE}<p>See https://www.dropbox.com/s/{path}</p>")


def test_a_personal_link_that_somebody_pasted_into_an_answer_is_left_out() -> None:
    link = f"https://answers.example.com/s/{'ab27' * 8}"
    pasted = a_response("c1", {"R1": 8, "O1": f"I was sent {link}/no-more twice."})
    other = a_response("c2", {"R1": 8, "O1": "See https://www.dropbox.com/s/abcdefghij1234/x"})
    masked, same = without_links((pasted, other))
    assert masked.value("O1") == "I was sent https://answers.example.com/s/…/no-more twice."
    assert masked.value("R1") == 8
    assert same == other


def test_links_between_pages_to_places_in_them_and_to_briefs_are_right(tmp_path: Path) -> None:
    inspected(
        tmp_path,
        ("../print/2026/a-firm.pdf",),
        index_html=f'{PAGE}<a href="2026/a/#x">x</a><a href="2026/a/">x</a>',
        **{"2026__a__index_html": f'{PAGE}<p id="x"><a href="../../../print/2026/a-firm.pdf">'},
    )


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.html", b"<p>", "its bytes are not what its name says"),
        ("a.woff2", b"OTTO", "its bytes are not what its name says"),
        ("a.js", b"alert(1)", "no kind of file that belongs here"),
        ("a.svg", b"<svg/>", "no kind of file that belongs here"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_breaks_the_build(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(PublishError, match=f"{name}: {said}"):
        look(tmp_path, name)


def test_a_pdf_says_its_pages_and_tags_as_a_library_reads_them() -> None:
    from io import BytesIO

    from pypdf import PdfReader

    from app.brief.render import brief_pdf

    pdf = brief_pdf(a_review())
    facts = facts_of(pdf)
    read = PdfReader(BytesIO(pdf))
    assert facts is not None
    assert facts.pages == len(read.pages) == 2
    assert facts.tagged == ("/StructTreeRoot" in read.root_object)
    assert wrong_with(pdf, 2) == ""
    assert wrong_with(pdf, 1) == "has 2 pages and not 1"


def test_a_pdf_without_tags_or_cut_off_is_named() -> None:
    from weasyprint import HTML

    plain: bytes = HTML(string="<p>x").write_pdf()
    assert wrong_with(plain, 1).startswith("has no tags")
    assert wrong_with(plain[: len(plain) // 2], 1) == "is no whole PDF"
    assert wrong_with(b"", 1) == "is no whole PDF"


def test_a_quick_look_sees_what_a_thorough_one_sees_on_every_page(tmp_path: Path) -> None:
    from app.publish.inspect import _quick_look, _thorough_look

    quick = 0
    pages = list(every_page(tmp_path))
    for path in pages:
        data = path.read_bytes()
        found = _quick_look(data)
        quick += found is not None
        assert found is None or found == _thorough_look(data.decode("utf-8")), path
    # Those with somebody's words in them that look like a link are left to the thorough one.
    assert quick > 0.8 * len(pages)


@pytest.mark.parametrize(
    "odd",
    [
        "<a href=gone.html>x</a>",
        "<a href='gone.html'>x</a>",
        '<A HREF="gone.html">x</A>',
        '<a href = "gone.html">x</a>',
        '<a title="1 < 2" href="gone.html">x</a>',
        '<!-- --><a href="gone.html">x</a>',
        '<a\nhref="gone.html"\n>x</a>',
        "<img src=gone.png/>",
        '<a title="x"href="gone.html">x</a>',
        "a <b",
        '<a title="<b c=" href=" evil.html x=" >text" >go</a>',
        '<img <href="u.html"srcset=a>',
        '<a href\x0b="gone.html">x</a>',
        '<a href\xa0="gone.html">x</a>',
        "<p title='<a href=\"x\">'>",
        '<a title="a > b" href="gone.html">x</a>',
    ],
)
def test_what_our_templates_never_write_is_looked_at_thoroughly(odd: str) -> None:
    from app.publish.inspect import _quick_look, _thorough_look

    quick = _quick_look(f"{PAGE}{odd}".encode())
    assert quick is None or quick == _thorough_look(PAGE + odd)


@pytest.mark.parametrize(
    "page",
    [
        '<p>write href="gone.html" or src="x"</p><p id="here">1 &lt; 2 > 1</p>',
        '<p>write href="gone.html" <b>or</b> id=5</p><p id="here">1 &lt; 2 > 1</p>',
        '<p id="here">data="x"></p>',
    ],
)
def test_text_that_looks_like_a_link_is_none(tmp_path: Path, page: str) -> None:
    (tmp_path / "a.html").write_text(PAGE + page, encoding="utf-8")
    assert look(tmp_path, "a.html") == Looked((), ("here",))
