"""The last lines of a build: what was made, that it is not for a public host, what comes next."""

from __future__ import annotations

from pathlib import Path

from app.brief.engine import WEASYPRINT
from app.cli.site import command_line
from app.publish.built import Built, Kind
from app.settings import Site

NO_ENGINE = "neither Pango nor a Chromium, Chrome or Edge is here"


def not_whole(built: Built, site: Site) -> list[str]:
    """What a person has to see to, a line each; empty where everything was done."""
    reasons: dict[str, list[str]] = {}
    for failure in built.failed:
        reasons.setdefault(failure.reason, []).append(failure.name)
    lines = [
        f"{names[0]}{f' and {len(names) - 1} more' if names[1:] else ''}: not printed: {reason}"
        for reason, names in reasons.items()
    ]
    if built.by_hand:
        why = "" if built.failed else f", because {NO_ENGINE}"
        lines.append(
            f"{_count(built.by_hand, 'sheet')} to print by hand{why}: open the HTML pages below "
            f"{site.print} in a browser and print them on {built.notes.paper}"
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
    """Counts, seconds, what was not made anew, which folder is for whom, and the next step."""
    notes = built.notes
    lines = [
        f"{wave}: confidential and still open; compiled after {closes} and a day for what was begun"
        for wave, closes in notes.open_waves
    ]
    lines += [
        f"{wave}: the figures of {', '.join(names)} stay as first published; what came or changed "
        "since is about too few people to show without exposing someone"
        for wave, names in notes.kept
    ]
    failed = f", {len(built.failed)} not printed" if built.failed else ""
    if notes.without_copy:
        lines.append(f"no copy for the table, because in dispute: {', '.join(notes.without_copy)}")
    if built.outdated:
        lines.append(
            f"{_count(built.outdated, 'sheet')} would be printed anew, and what is in "
            f"{site.print.name}/ of them is left out: build without --pages"
        )
    lines.append(
        f"{_count(built.pages, 'page')}, {_count(built.briefs, 'brief')}, "
        f"{built.copies} for the table"
        f"{printed_by(built)}{failed} in "
        f"{built.seconds:.1f} s{_unchanged(built)}; {_where(built, site)}"
    )
    lines.append(f"Next: {_next(built, site)}")
    return "\n".join(lines)


def _where(built: Built, site: Site) -> str:
    """Which folder is for whom."""
    if built.kind is Kind.OPEN:
        return f"{site.open_pages.name}/ is unsealed, not for a public host"
    return f"{site.upload.name}/ is sealed, for any host"


def _unchanged(built: Built) -> str:
    """How much was not made, and why."""
    if not built.new and built.sealed:
        return f" (the same words, {_count(built.sealed, 'file')} sealed anew)"
    if not built.new:
        return " (nothing has changed since the last build)"
    return f" ({_count(built.new, 'file')} made, the others are unchanged)" if built.taken else ""


def _next(built: Built, site: Site) -> str:
    notes = built.notes
    if notes.newest is None:
        invite = command_line(site, f"invite {notes.planned or 'WAVE'}")
        return f"no wave has been opened; open one with: {invite}"
    wave, closes = notes.newest
    if closes >= built.as_of:
        return f"answers come in until {closes}: {command_line(site, 'serve')}; then build again"
    if wave in dict(notes.open_waves):
        return f"when the day after {closes} is over: {command_line(site, 'build')}"
    pages = site.open_pages if built.kind is Kind.OPEN else site.upload
    step = f"open {pages / 'index.html'} and print what is in {site.print / wave}"
    return step if built.kind is Kind.OPEN else f"{step}; then put {site.upload} onto your host"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
