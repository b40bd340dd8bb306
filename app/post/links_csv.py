"""The list of personal links for a mail merge: `build/send/<wave>-links.csv`.

The one place where a link and a name stand together outside the respondent's own mail; the file
is for its owner alone.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path

from app.core.asked import Key, lists, person_key
from app.core.wave import OpenedWave
from app.sealing.links import link_token, list_token
from app.store.disk import write_atomically

COLUMNS = ("name", "address", "relationship", "perspective", "link")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def inert(cell: str) -> str:
    """A cell that a spreadsheet shows and never runs."""
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell


def links_table(
    opened: OpenedWave, key: bytes, answers_at: str, generations: Mapping[Key, int] | None = None
) -> str:
    """One row a person and link, as CSV; who is asked about several relationships has one link.

    `generations` names the links that were renewed since opening; those with 0 are revoked.
    """
    stream = StringIO(newline="")
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow(COLUMNS)
    names = {frozen.slug: frozen.name for frozen in opened.relationships}
    several = lists(opened)
    now = generations or {}
    written: set[Key] = set()
    for invitation in opened.invitations:
        person = person_key(invitation)
        if invitation.revoked or person in written:
            continue
        if person is not None and person in several:
            written.add(person)
            about, generation = several[person], now.get(person, 1)
            token = list_token(key, opened.id, person, generation)
        else:
            about, generation = (invitation,), now.get(invitation.key, 1)
            token = link_token(key, opened.id, replace(invitation, generation=generation))
        if not generation:
            continue
        row = (
            invitation.name,
            invitation.email,
            "; ".join(names[one.relationship] for one in about),
            invitation.perspective.value,
            f"{answers_at}/s/{token}",
        )
        table.writerow([inert(cell) for cell in row])
    return stream.getvalue()


def write_links(
    path: Path,
    opened: OpenedWave,
    key: bytes,
    answers_at: str,
    generations: Mapping[Key, int] | None = None,
) -> int:
    """Writes the list as a whole; returns how many links. The BOM makes Excel read it as UTF-8."""
    text = links_table(opened, key, answers_at, generations)
    write_atomically(path, text.encode("utf-8-sig"))
    return len(list(csv.reader(StringIO(text, newline="")))) - 1
