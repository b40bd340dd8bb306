"""The opening page: a small script without a word in it, and a policy that lets no other run."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from hashlib import sha256

import pytest

from app.pages.environment import STATIC, render
from app.pages.opening_page import not_found_page, opening_page, policy
from app.publish.hosting import hosting_files
from tests.sealing.small_site import FIRM

SCRIPT = (STATIC / "open.js").read_text("utf-8")


@pytest.fixture(scope="module")
def html() -> str:
    return render(opening_page("Harbour & Pike <x>"))


def test_its_script_is_readable_and_under_six_kilobytes() -> None:
    assert len(SCRIPT.encode()) < 6000
    assert max(len(line) for line in SCRIPT.splitlines()) <= 112
    assert len(SCRIPT.splitlines()) > 100


def test_its_script_says_nothing_to_people_and_every_sentence_it_asks_for_is_there(
    html: str,
) -> None:
    code = re.sub(r"//.*", "", SCRIPT)
    texts = re.findall(r'"((?:[^"\\]|\\.)*)"', code)
    assert [text for text in texts if len(text.split()) > 2] == []
    there = set(re.findall(r'id="say-([\w]+)"', html))
    asked = set(re.findall(r'(?:throw|say\(|missing = |\? |: |, )\s*"([a-z]+)"', code)) & {
        *there,
        "network",
        "missing",
        "nothing",
        "damaged",
        "rounds",
        "passphrase",
        "elsewhere",
    }
    assert asked | {"old"} == there


def test_one_script_may_run_and_it_is_this_one(html: str) -> None:
    (script,) = re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL)
    assert script == SCRIPT
    digest = base64.b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}' file:;" in policy()
    assert "unsafe-eval" not in policy() and "script-src 'unsafe" not in policy()
    assert policy().startswith("default-src 'none'")
    for rule in ("connect-src 'self'", "img-src data:", "base-uri 'none'", "form-action 'none'"):
        assert rule in policy()
    assert not re.search(r'<[^>]+\son\w+="', html)


def test_the_frame_runs_no_script_and_leads_no_other_page_away(html: str) -> None:
    (allowed,) = re.findall(r'<iframe[^>]* sandbox="([^"]*)"', html)
    assert "allow-scripts" not in allowed and "allow-forms" not in allowed
    assert "allow-top-navigation-by-user-activation" in allowed.split()
    assert "allow-top-navigation" not in allowed.split()


def test_it_names_the_firm_and_nobody_else(html: str) -> None:
    assert "<title>Harbour &amp; Pike &lt;x&gt;</title>" in html
    assert "Both Sides" not in html
    assert "Harbour & Pike <x>" not in html


@pytest.mark.parametrize(
    ("language", "words", "direction"), [("de", "Öffnen", "ltr"), ("ar", "افتح", "rtl")]
)
def test_it_speaks_the_firms_first_language(language: str, words: str, direction: str) -> None:
    made = hosting_files(replace(FIRM, languages=(language, "en")))["index.html"]
    assert f'<html lang="{language}" dir="{direction}">' in made
    assert f"<button>{words}</button>" in made and "Open the PDF" not in made
    assert 'lang="en"' in hosting_files(replace(FIRM, languages=("xx",)))["index.html"]


def test_hosts_are_told_not_to_index_and_not_to_refer() -> None:
    files = hosting_files(FIRM)
    assert set(files) == {"index.html", "404.html", "robots.txt", "_headers", ".nojekyll"}
    assert files["robots.txt"] == "User-agent: *\nDisallow: /\n"
    for line in (
        f"  Content-Security-Policy: {policy()}; frame-ancestors 'none'",
        "  Referrer-Policy: no-referrer",
        "  Cross-Origin-Opener-Policy: same-origin",
        "  X-Robots-Tag: noindex, nofollow",
        "  X-Content-Type-Options: nosniff",
    ):
        assert line in files["_headers"].splitlines()
    assert "behind the #" in render(not_found_page("Harbour & Pike"))
