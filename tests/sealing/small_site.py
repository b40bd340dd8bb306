"""A finished build of three relationships, small, with the links and sheets that a real one has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.core.firm import Firm
from app.core.survey import Text
from app.pages.environment import STATIC
from app.publish.hosting import write_hosting
from app.publish.seal_site import Earlier, SealedSite, seal_site
from app.publish.units import OVERVIEW, BuiltFile, built_files, units_of
from app.sealing.page_keys import PageKeys, new_keys, with_units

FIRM = Firm(
    name="Harbour & Pike",
    time_zone="Europe/London",
    languages=("en",),
    principal="ines-harbour",
    privacy_contact="privacy@harbour-pike.example.com",
    answers_at="",
    site_at="",
    currency="GBP",
    lead_title=Text((("en", "lead"),)),
)
WORDS = "amber basil cedar daisy ember fennel"
DAY = date(2026, 11, 16)
WAVES = ("2026", "2025")
NAMES = ("northlight-foods", "kestrel-row", "castell-energia")
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n"


def page(title: str, body: str, up: str = "../../") -> str:
    """A page like ours: style, skip link, main."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="icon" href="data:,"><link rel="stylesheet" href="{up}static/site.css"></head>'
        f'<body><a class="skip" href="#content">Skip to the content</a><nav aria-label="Site">'
        f'<a href="{up}index.html#list">All relationships</a></nav>'
        f'<main id="content"><h1>{title}</h1>{body}</main></body></html>\n'
    )


def write_build(root: Path) -> tuple[Path, Path]:
    """Folders of open pages and of printed sheets."""
    files: dict[str, str | bytes] = {
        "open/index.html": page("All relationships", _list("2026/"), ""),
        "open/2025/index.html": page("All relationships 2025", _list(""), "../"),
        "open/2026/index.html": page("All relationships 2026", _list(""), "../"),
        "open/guide/listening/index.html": page("Listening", "<p>Ask for a story.</p>"),
        "open/static/site.css": (STATIC / "site.css").read_bytes(),
        "print/portfolio-2026.pdf": PDF,
    }
    for name in NAMES:
        for wave in WAVES:
            brief = f'<p><a href="../../../print/{wave}/{name}-firm.pdf">Brief</a></p>'
            guide = '<p><a href="../../guide/listening/index.html">Listening</a></p>'
            where = f"open/{wave}/{name}/index.html"
            files[where] = page(f"{name} in {wave}", f"{brief}{guide}<p>We say 8.1.</p>")
            files[f"print/{wave}/{name}-firm.pdf"] = PDF + f"{name} {wave}".encode()
        files[f"print/2026/{name}-prepare.pdf"] = PDF + f"{name} prepare".encode()
        files[f"open/for-the-table/2026/{name}-shared.html"] = (
            f'<!doctype html>\n<html lang="en"><head><title>{name}</title><style>@font-face '
            "{ src: url(../../static/fonts/x.woff2); }</style></head>"
            "<body><main><h1>For both of us</h1></main></body></html>\n"
        )
        files[f"print/for-the-table/2026/{name}-shared.pdf"] = PDF + f"{name} shared".encode()
    for place, data in files.items():
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return root / "open", root / "print"


def _list(up: str) -> str:
    links = (f'<p><a href="{up}{name}/index.html">{name}</a></p>' for name in NAMES)
    return f'<div id="list">{"".join(links)}</div>'


def small_build(root: Path) -> tuple[BuiltFile, ...]:
    return built_files(*write_build(root))


def small_keys(files: tuple[BuiltFile, ...]) -> PageKeys:
    """Random ones, under WORDS."""
    return with_units(new_keys(WORDS), units_of(files), DAY, without_link=(OVERVIEW,))


def small_upload(
    root: Path, files: tuple[BuiltFile, ...], keys: PageKeys, earlier: Earlier | None = None
) -> SealedSite:
    """Seals into `root`, with what every host gets."""
    root.mkdir(parents=True)
    done = seal_site(files, root, keys, WAVES, earlier)
    write_hosting(root, FIRM)
    return done
