"""The letters that a firm sends: whether they can be written, in which languages, how they go."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.cli.visit.finding import Finding, Mark
from app.errors import InputError
from app.files.site import SiteFiles
from app.post import letters_after
from app.post.invitations import INVITATION, REMINDER, check_letters


def letters(files: SiteFiles) -> Iterator[Finding]:
    """Invitations and reminders, the letters after a survey, and the road they take."""
    first = files.firm.languages[0]
    for kind in (INVITATION, REMINDER):
        yield from _letter(files, kind, lambda kind: check_letters(kind, files.letters))
    for kind in letters_after.KINDS:
        # A firm writes them when it comes to them; `letters` says so where one is missing.
        if any(one.slug == kind for one in files.letters):
            yield from _letter(
                files, kind, lambda kind: letters_after.check_letters(kind, files.letters, first)
            )
    server = files.firm.smtp
    how = ", ".join(files.firm.send_as)
    yield Finding(
        group="letters",
        name="leave as",
        value=how + (f"; server {server.host}, {server.per_minute} a minute" if server else ""),
        source="content/firm.md: send_as",
    )


def _letter(files: SiteFiles, kind: str, check: Callable[[str], None]) -> Iterator[Finding]:
    """One kind of letter, in all its languages; `check` raises InputError for what is wrong."""
    first = files.firm.languages[0]
    found = sorted({one.language or first for one in files.letters if one.slug == kind})
    try:
        check(kind)
    except InputError as wrong:
        for problem in wrong.problems:
            yield Finding(
                group="letters",
                name=kind,
                value=problem.what,
                source=problem.file,
                mark=Mark.WRONG,
                remedy=problem.remedy,
                code=2,
            )
    else:
        yield Finding(
            group="letters",
            name=kind,
            value=f"written in {', '.join(found)}; other readers get {first}",
            source=f"content/letters/{kind}.md",
        )
