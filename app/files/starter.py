"""What `init` writes: a small, valid folder of a firm's own, annotated, with the shipped surveys.

Knows the files a firm needs first. Writes only into a folder that has none of them yet.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from app.errors import InputError, Problem
from app.settings import FORMAT, PROGRAM

_FIRM = """+++
# The firm. Everything else hangs on this file.
format = {format}
name = "Our firm"
time_zone = "Europe/London"
languages = ["en"]
principal = "jo-example"                           # a file in content/people/
privacy_contact = "privacy@our-firm.example.com"
answers_at = "https://answers.our-firm.example.com"  # where `serve` is reached
site_at = ""
currency = "EUR"
lead_title.en = "relationship lead"
+++

A sentence or two about the firm.
"""
_PERSON = """+++
# One file a person of ours; the file's name is the id that others refer to.
name = "Jo Example"
email = "jo@our-firm.example.com"
languages = ["en"]
+++
"""
_RELATIONSHIP = """+++
# One file a relationship; its name is its id for ever. Rename it with: formerly = ["old-name"]
name = "First Client"
kind = "client"              # client, customer, partner, supplier or employee
since = {year}-01-01
lead = "jo-example"
team = ["jo-example"]        # our people who are asked about it, the lead among them

# The people to ask there. An id is for ever, an address may change.
[[contacts]]
id = "sam-sample"
name = "Sam Sample"
email = "sam@first-client.example.org"
roles = ["decides"]          # decides, uses, pays, daily

# What was promised: state is open, kept, broken or dropped.
# [[commitments]]
# what = "A call before any date moves"
# who = "Jo Example"
# due = {next}-03-31
+++

Notes for ourselves.
"""
_WAVE = """+++
# One round of asking. Both days belong to it.
opens = {next}-02-01
closes = {next}-02-28
form = "annual"              # short, annual or long
privacy = "named"            # or "confidential"; or a table: [privacy] counterpart = … self = …
k = 3                        # smallest group that a confidential survey shows

[surveys]                    # which survey each kind of relationship gets
client = "client"
customer = "customer"
partner = "partner"
supplier = "supplier"
# A team of your own, three people or more; privacy is then "confidential" on their side.
# employee = "employee"
+++

A word to everyone about this year's survey.
"""


def start_site(target: Path, *, today: date) -> tuple[Path, ...]:
    """Writes the first files into `target`; returns their paths.

    Raises InputError when `target` already holds content/ or surveys/, is no folder, or cannot
    be written.
    """
    _refuse(target)
    try:
        return _write(target, today)
    except OSError as error:
        raise InputError(
            Problem(
                file=str(target),
                place="",
                what=f"cannot be written ({error.strerror})",
                remedy="name a folder that you may write into",
            )
        ) from error


def _write(target: Path, today: date) -> tuple[Path, ...]:
    years = {"year": today.year, "next": today.year + 1, "format": FORMAT}
    written = []
    for name, text in (
        ("content/firm.md", _FIRM),
        ("content/people/jo-example.md", _PERSON),
        ("content/relationships/first-client.md", _RELATIONSHIP),
        (f"content/waves/{today.year + 1}.md", _WAVE),
    ):
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(**years), encoding="utf-8")
        written.append(path)
    for folder in ("content/letters", "content/guide", "surveys"):
        for source in sorted((PROGRAM / folder).iterdir()):
            path = target / folder / source.name
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, path)
            written.append(path)
    return tuple(written)


def _refuse(target: Path) -> None:
    if target.exists() and not target.is_dir():
        what = "is a file, not a folder"
    elif any((target / name).exists() for name in ("content", "surveys")):
        what = "holds a firm's files already"
    else:
        return
    raise InputError(
        Problem(
            file=str(target),
            place="",
            what=what,
            remedy="name a new or empty folder, nothing was written",
        )
    )
