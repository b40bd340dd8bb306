"""The firm's Markdown comes out as harmless HTML."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.files.prose import DEEPEST, LONGEST, LONGEST_PARAGRAPH, MOST_MARKS, unfit
from app.pages.prose import to_html


def test_paragraphs_lists_emphasis_and_links_stay() -> None:
    html = to_html("A *calm* [guide](https://example.org)\n\n- one\n- two")
    assert '<em>calm</em> <a href="https://example.org" rel="noopener noreferrer">guide</a>' in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<p onclick='x()'>a</p>",
        "![x](https://example.org/x.png)",
        "[a](javascript:alert(1))",
        "<style>p{}</style>",
        "<iframe src=https://example.org></iframe>",
    ],
)
def test_whatever_runs_or_loads_is_taken_out(evil: str) -> None:
    html = to_html(f"before\n\n{evil}\n\nafter").lower()
    assert "before" in html
    assert "after" in html
    for unwanted in ("<script", "onclick", "<img", "javascript:", "<style", "<iframe"):
        assert unwanted not in html


@pytest.mark.parametrize(
    "address",
    [
        "/s/x",
        "../x.html",
        "//example.org",
        "data:text/html,x",
        "vbscript:x",
        "file:///x",
        "java\tscript:x",
    ],
)
def test_a_link_leads_to_the_web_or_to_a_mailbox_and_nowhere_else(address: str) -> None:
    html = to_html(f"[here]({address}) and <a href='{address}'>there</a>")
    assert "href" not in html
    assert "here" in html


@pytest.mark.parametrize("address", ["http://example.org", "mailto:ann@example.org"])
def test_the_web_and_mailboxes_can_be_linked(address: str) -> None:
    assert f'<a href="{address}" rel="noopener noreferrer">' in to_html(f"[here]({address})")


HANGS = [
    "[" * 20_000,
    "![" * 9_000,
    "[a](" * 4_000,
    "[a]: b\n" * 2_500,
    "<" * 19_000,
    "<!--" * 4_000,
    "> " * 5_000,
    ">" * 5_000,
    "- " * 300 + "a",
    "1. " * 300,
    "a" * (LONGEST_PARAGRAPH + 1),
    "a\n\n" * LONGEST,
    "\n".join("    " * depth + "- a" for depth in range(40)),
]


@pytest.mark.parametrize("text", HANGS, ids=lambda text: text[:4])
def test_what_makes_a_parser_hang_is_never_shown_to_it(text: str) -> None:
    assert unfit(text) is not None
    html = to_html(text)
    assert re.findall(r"</?[a-z0-9]+", html.replace("<p>", "").replace("</p>", "")) == []


def test_prose_at_the_bounds_is_read() -> None:
    paragraph = ("word " * 100).strip() + "\n\n"
    assert unfit((paragraph * (LONGEST // len(paragraph))).strip()) is None
    assert unfit("[a](https://example.org) " * 150) is None
    assert unfit("[a]\n\n" * MOST_MARKS) is None
    assert unfit("> " * DEEPEST + "a") is None
    assert unfit("* * * * * * * * * *") is None


PIECES = st.sampled_from(
    [
        *"[]()<>*_`!#-+&\\\"'\n\t ",
        "](",
        "[a]: b\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "    ",
        "a",
        "<b",
        "--",
        "<script>",
        "<a href=",
        "javascript:",
        "<img src=x onerror=y>",
        "&#106;",
        "style=",
        "\x02klz",
    ]
)


@given(st.lists(PIECES, max_size=120))
def test_nothing_but_the_allow_list_comes_out(pieces: list[str]) -> None:
    html = to_html("".join(pieces))
    tags = re.findall(r"<(/?[^\s>]+)([^>]*)>", html)
    allowed = {"p", "strong", "em", "ul", "ol", "li", "h2", "h3", "blockquote", "br", "hr", "a"}
    assert {name.strip("/") for name, _ in tags} <= allowed
    for name, rest in tags:
        link = r'( href="(https?:|mailto:)[^"]*")? rel="noopener noreferrer"'
        assert re.fullmatch(link if name == "a" else "", rest), (name, rest)


def test_threads_do_not_mix_their_texts() -> None:
    texts = [f"# {n}\n\n- *a{n}*\n- b\n\n[c{n}](https://example.com/{n})\n" for n in range(200)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(to_html, texts))
    for n, html in enumerate(together):
        assert f"<em>a{n}</em>" in html
        assert f'href="https://example.com/{n}"' in html
