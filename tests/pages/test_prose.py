"""The firm's Markdown comes out as harmless HTML."""

from __future__ import annotations

import time

import pytest

from app.pages.prose import to_html


def test_paragraphs_lists_emphasis_and_links_stay() -> None:
    html = to_html("A *calm* [guide](https://example.org)\n\n- one\n- two")
    assert '<em>calm</em> <a href="https://example.org">guide</a>' in html
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


def test_brackets_without_end_do_not_hang_the_build() -> None:
    began = time.perf_counter()
    to_html("[" * 20_000)
    assert time.perf_counter() - began < 2
