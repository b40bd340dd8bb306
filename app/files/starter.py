"""What `init` writes: a small, valid folder of a firm's own, annotated, with the shipped surveys.

Knows the files a firm needs first. Writes only into a folder that has none of them yet.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from app.errors import InputError, Problem
from app.files.entries import is_leftover
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
paper = "A4"                                       # or "Letter": what briefs are printed on
lead_title.en = "relationship lead"
send_as = ["eml", "csv"]                           # how letters leave; also text, print, smtp
# book_since = 2015-01-01                          # since when relationships that ended are here;
                                                   # left out, all that ever ended are

# Your own mail server, for smtp. The password is never written here: `invite --help`.
# [smtp]
# host = "mail.our-firm.example.com"
# user = "letters"
# sender = "letters@our-firm.example.com"
# tls = "starttls"                                 # or "implicit", on port 465
# per_minute = 30
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

# What happened, dated: escalated, new controls, trouble moved; and, for a lead check alone,
# answered slowly, check-ins missed, heard elsewhere, around the lead, handed over alone.
# [[signs]]
# what = "escalated"
# on = {next}-03-10

# What a survey's comments under "put right" were about, in a word or two of your own (tag), or
# which question they belong to (item). The same in two surveys running is a point for meeting.
# [[themes]]
# wave = "{next}"
# tag = "late notice"

# What stands over a survey's review in place of the sentence made of its numbers. For us only.
# [[headlines]]
# wave = "{next}"
# says = "They trust us, and wait too long for an answer."
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
remind_after = 7             # days after the last letter before a reminder
reminders = 2                # how many a person gets at most

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
    """Writes the first files into `target`, all or none; returns their paths.

    Raises InputError when `target` holds anything but hidden files, is no folder, or cannot be
    written.
    """
    try:
        _refuse(target)
        missing = [path for path in (target, *target.parents) if not path.exists()]
        target.mkdir(parents=True, exist_ok=True)
        try:
            return _written(target, today)
        except BaseException:
            # Also when stopped by Ctrl-C: a folder begun is worse than none. Neither was there
            # before, so what is there now is ours.
            for name in ("content", "surveys"):
                shutil.rmtree(target / name, ignore_errors=True)
            for made in missing:
                made.rmdir()
            raise
    except OSError as error:
        raise InputError(
            Problem(
                file=str(target),
                place="",
                what=f"cannot be written ({error.strerror})",
                remedy="name a folder that you may write into",
            )
        ) from error


def _written(target: Path, today: date) -> tuple[Path, ...]:
    """Everything is made in a hidden folder beside its place, and moved when it is whole."""
    names = []
    with TemporaryDirectory(dir=target, prefix=".being-made-", ignore_cleanup_errors=True) as made:
        for name, text in _texts(today):
            path = Path(made, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            names.append(name)
        for folder in ("content", "surveys"):
            Path(made, folder).rename(target / folder)
    return tuple(target / name for name in names)


def _texts(today: date) -> Iterator[tuple[str, str]]:
    years = {"year": today.year, "next": today.year + 1, "format": FORMAT}
    for name, text in (
        ("content/firm.md", _FIRM),
        ("content/people/jo-example.md", _PERSON),
        ("content/relationships/first-client.md", _RELATIONSHIP),
        (f"content/waves/{today.year + 1}.md", _WAVE),
    ):
        yield name, text.format(**years)
    yield "content/weights.toml", (PROGRAM / "content/weights.toml").read_text(encoding="utf-8")
    for folder in ("content/letters", "content/guide", "surveys"):
        for source in sorted((PROGRAM / folder).iterdir()):
            if not is_leftover(source.name):
                yield f"{folder}/{source.name}", source.read_text(encoding="utf-8")


def _refuse(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        what = "is a file, not a folder"
    elif any((target / name).exists() for name in ("content", "surveys")):
        what = "holds a firm's files already"
    elif any(not path.name.startswith(".") for path in target.iterdir()):
        what = "is not empty"
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
