"""What a brief may load: our own fonts and our own charts. Everything else is refused and told.

WeasyPrint's own fetcher embeds any local file and calls out to any address.
"""

from __future__ import annotations

from typing import Any

from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.pages.environment import STATIC

_CHART = "data:image/svg+xml;base64,"
_FOLDER = STATIC / "fonts" / "print"
_FONTS = frozenset(path.name for path in _FOLDER.glob("*.ttf"))


class ClosedFetcher(URLFetcher):  # type: ignore[misc, unused-ignore]
    """Answers `font:<name>` and our charts; remembers every address that it refused."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data", "font"))
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url.startswith(_CHART):
            return super().fetch(url, headers)
        name = url.removeprefix("font:")
        if name in _FONTS and url.startswith("font:"):
            body = (_FOLDER / name).read_bytes()
            return URLFetcherResponse(url, body, {"Content-Type": "font/ttf"})
        self.refused.append(url)
        raise ValueError(f"not ours: {url[:80]}")
