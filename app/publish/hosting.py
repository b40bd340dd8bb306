"""What stands in clear in every upload folder beside the guide: the opening page, hosts' files.

Each host takes what it knows: `_headers` is read by Netlify and Cloudflare Pages, `.nojekyll` by
GitHub Pages, `404.html` by all of them.
"""

from __future__ import annotations

from pathlib import Path

from app.core.firm import Firm
from app.pages.catalogues import best_language
from app.pages.environment import render
from app.pages.opening_page import not_found_page, opening_page, policy

ROBOTS = "User-agent: *\nDisallow: /\n"
_HEADERS = """/*
  Content-Security-Policy: {policy}; frame-ancestors 'none'
  Referrer-Policy: no-referrer
  X-Robots-Tag: noindex, nofollow
  X-Content-Type-Options: nosniff
  Cross-Origin-Opener-Policy: same-origin
  Cache-Control: no-cache
"""


def hosting_files(firm: Firm) -> dict[str, str]:
    """File name in the upload folder → what stands in it, in the firm's first language."""
    language = best_language(firm.languages[0])
    return {
        "index.html": render(opening_page(firm.name, language), language),
        "404.html": render(not_found_page(firm.name, language), language),
        "robots.txt": ROBOTS,
        "_headers": _HEADERS.format(policy=policy()),
        ".nojekyll": "",
    }


def write_hosting(folder: Path, firm: Firm) -> None:
    for name, text in hosting_files(firm).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
