"""The letters that a firm sends: whether they can be written, in which languages, how they go."""

from __future__ import annotations

from collections.abc import Iterator

from app.cli.visit.finding import Finding, Mark
from app.errors import InputError
from app.files.site import SiteFiles
from app.post.invitations import INVITATION, REMINDER, check_letters


def letters(files: SiteFiles) -> Iterator[Finding]:
    """Invitations and reminders, and the road they take."""
    first = files.firm.languages[0]
    for kind in (INVITATION, REMINDER):
        found = sorted({one.language or first for one in files.letters if one.slug == kind})
        try:
            check_letters(kind, files.letters)
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
    server = files.firm.smtp
    how = ", ".join(files.firm.send_as)
    yield Finding(
        group="letters",
        name="leave as",
        value=how + (f"; server {server.host}, {server.per_minute} a minute" if server else ""),
        source="content/firm.md: send_as",
    )
