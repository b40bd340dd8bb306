"""Which format a firm's files are in: `format` in `content/firm.md`.

There has been one format so far, so that no file has ever had to be rewritten; the first change of
what files mean brings its step here, and `migrate` takes it.
"""

from __future__ import annotations

from app.errors import InputError, Problem
from app.files.problems import Problems
from app.files.reading import read_front_matter
from app.settings import FORMAT, Site


def format_of(site: Site) -> int:
    """The format that a firm's files say they are in.

    Raises InputError when they do not say, or are of a newer program.
    """
    path = site.content / "firm.md"
    problems = Problems(site.root)
    read = read_front_matter(path, problems)
    if read is None:
        raise InputError(*problems.found)
    stated = read[0].get("format") if isinstance(read[0], dict) else None
    if isinstance(stated, int) and not isinstance(stated, bool) and stated == FORMAT:
        return stated
    newer = isinstance(stated, int) and stated > FORMAT
    raise InputError(
        Problem(
            file="content/firm.md",
            place="format",
            what="is missing"
            if stated is None
            else f"is {stated!r}, and this program reads {FORMAT}",
            remedy="use the newer program" if newer else f"write format = {FORMAT}",
        )
    )
