"""The list of personal links for a mail merge: `build/send/<wave>-links.csv`.

The one place where a link and a name stand together outside the respondent's own mail; the file
is for its owner alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path

from app.core.letters_due import Recipient
from app.post.links import Link
from app.store.disk import write_atomically

COLUMNS = (
    "name",
    "address",
    "relationship",
    "perspective",
    "link",
    "first_name",
    "language",
    "no_more",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def inert(cell: str) -> str:
    """A cell that a spreadsheet shows and never runs."""
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell


def links_table(
    recipients: Iterable[tuple[Recipient, Link]], relationships: Mapping[str, str]
) -> str:
    """One row a person and link, as CSV; who is asked about several relationships has one link.

    `relationships` is slug → name.
    """
    stream = StringIO(newline="")
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for recipient, link in recipients:
        row = (
            recipient.name,
            recipient.email,
            "; ".join(relationships[one.relationship] for one in recipient.about),
            recipient.perspective.value,
            link.address,
            recipient.first_name,
            recipient.language,
            link.no_more,
        )
        table.writerow([inert(cell) for cell in row])
    return stream.getvalue()


def write_links(
    path: Path,
    recipients: Iterable[tuple[Recipient, Link]],
    relationships: Mapping[str, str],
) -> None:
    """Writes the list as a whole. The BOM makes Excel read it as UTF-8."""
    write_atomically(path, links_table(recipients, relationships).encode("utf-8-sig"))
