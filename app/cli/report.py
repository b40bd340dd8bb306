"""The last line of a build: what was made, that it is not for a public host, what comes next."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.brief.engine import WEASYPRINT
from app.cli.site import command_line
from app.publish.build import Built
from app.settings import Site

NO_ENGINE = "neither Pango nor a Chromium, Chrome or Edge is here"
LEFT = (
    "the build before, which another program keeps from being removed; close what shows it, and "
    "the next build does it"
)


def not_whole(built: Built, site: Site) -> list[str]:
    """What a person has to see to, a line each; empty where everything was done."""
    reasons: dict[str, list[str]] = {}
    for failure in built.failed:
        reasons.setdefault(failure.reason, []).append(failure.name)
    lines = [
        f"{names[0]}{f' and {len(names) - 1} more' if names[1:] else ''}: not printed: {reason}"
        for reason, names in reasons.items()
    ]
    lines += [f"{folder}: {LEFT}" for folder in built.left]
    if built.by_hand:
        why = "" if built.failed else f", because {NO_ENGINE}"
        lines.append(
            f"{_count(built.by_hand, 'sheet')} to print by hand{why}: open the HTML pages below "
            f"{site.print} in a browser and print them on {built.compiled.files.firm.paper}"
        )
    return lines


def printed_by(built: Built) -> str:
    """Says who printed where it was not WeasyPrint; empty elsewhere."""
    said = built.engine != WEASYPRINT and built.briefs
    return f", printed by {built.engine.name}" if said else ""


def to_print(built: Built, site: Site, name: str) -> Path:
    """A brief as it stands there: the PDF, or the page to print by hand."""
    pdf = site.print / name
    return pdf.with_suffix(".html") if built.by_hand and not pdf.is_file() else pdf


def build_report(built: Built, site: Site) -> str:
    """Counts, seconds, the next step, and the warning that belongs to open pages."""
    waves = built.compiled.portfolios
    lines = [
        f"{portfolio.wave}: confidential and still open; compiled after {portfolio.closes}"
        for portfolio in waves
        if any(not row.compiled for row in portfolio.rows)
    ]
    lines += [
        f"{wave}: the figures of {names} stay as first published; what came or changed since is "
        "about too few people to show without exposing someone"
        for wave, names in _kept(built)
    ]
    failed = f", {len(built.failed)} not printed" if built.failed else ""
    if built.without_copy:
        lines.append(f"no copy for the table, because in dispute: {', '.join(built.without_copy)}")
    lines.append(
        f"{_count(built.pages, 'page')}, {_count(built.briefs, 'brief')}, "
        f"{built.copies} for the table"
        f"{printed_by(built)}{failed} in "
        f"{built.seconds:.1f} s; {site.open_pages.name}/ is unsealed, not for a public host. "
        f"Next: {_next(built, site)}"
    )
    return "\n".join(lines)


def _kept(built: Built) -> list[tuple[str, str]]:
    """By wave the relationships that later answers have not changed."""
    found: dict[str, list[str]] = {}
    for review in built.compiled.reviews:
        if any(side.kept_from is not None for side in review.sides):
            found.setdefault(review.wave, []).append(review.name)
    return [(wave, ", ".join(names)) for wave, names in found.items()]


def _next(built: Built, site: Site) -> str:
    as_of: date = built.compiled.as_of
    waves = built.compiled.portfolios
    if not waves:
        planned = [wave for wave in built.compiled.files.waves if wave.closes >= as_of]
        name = planned[0].id if planned else "WAVE"
        return f"no wave has been opened; open one with: {command_line(site, f'invite {name}')}"
    newest = waves[0]
    if newest.closes >= as_of:
        return (
            f"answers come in until {newest.closes}: {command_line(site, 'serve')}; "
            "then build again"
        )
    return f"open {site.open_pages / 'index.html'} and print what is in {site.print / newest.wave}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
