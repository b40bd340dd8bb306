"""The list of personal links for a mail merge: `build/send/<wave>-links.csv`.

The one place where a link and a name stand together outside the respondent's own mail; the file
is for its owner alone.
"""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from app.core.wave import OpenedWave
from app.sealing.links import link_token
from app.store.disk import write_atomically

COLUMNS = ("name", "address", "relationship", "perspective", "link")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def inert(cell: str) -> str:
    """A cell that a spreadsheet shows and never runs."""
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell


def links_table(opened: OpenedWave, key: bytes, answers_at: str) -> str:
    """One row for each invitation that is not revoked, as CSV."""
    stream = StringIO(newline="")
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow(COLUMNS)
    names = {frozen.slug: frozen.name for frozen in opened.relationships}
    for invitation in opened.invitations:
        if invitation.revoked:
            continue
        row = (
            invitation.name,
            invitation.email,
            names[invitation.relationship],
            invitation.perspective.value,
            f"{answers_at}/s/{link_token(key, opened.id, invitation)}",
        )
        table.writerow([inert(cell) for cell in row])
    return stream.getvalue()


def write_links(path: Path, opened: OpenedWave, key: bytes, answers_at: str) -> None:
    """Writes the list as a whole. The BOM makes Excel read it as UTF-8."""
    text = links_table(opened, key, answers_at)
    write_atomically(path, text.encode("utf-8-sig"))
