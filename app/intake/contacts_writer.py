"""Contacts written into the files of relationships: comments, order and everything else stay.

A file that changed since it was read is refused, and before anything is written each new text is
read back and must say exactly what was meant. Nobody is taken out. Knows TOML and files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT

from app.core.contacts_plan import Changed, New
from app.core.firm import Contact
from app.errors import InputError, Problem
from app.files.reading import FENCE
from app.store import disk

_BOM = b"\xef\xbb\xbf"
_KEYS = (
    ("id", "id"),
    ("name", "name"),
    ("email", "email"),
    ("roles", "roles"),
    ("language", "language"),
    ("time_zone", "time_zone"),
    ("person", "person"),
    ("ask", "ask"),
    ("why_not", "why"),
)
"""Of the core object and of the file, in the order of a new entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAsRead:
    path: Path
    raw: bytes


def read_file(path: Path) -> FileAsRead:
    """A relationship's file as it is now."""
    return FileAsRead(path=path, raw=disk.read(path))


def with_contacts(
    there: FileAsRead,
    new: Iterable[New],
    changed: Iterable[Changed],
    left: Mapping[str, date],
) -> bytes:
    """The file's bytes with contacts added and changed; `left` is id → day of leaving.

    Raises InputError where the file is written in a way that cannot be added to safely.
    """
    text = there.raw.removeprefix(_BOM).decode("utf-8")
    windows = "\r\n" in text
    lines = text.replace("\r\n", "\n").split("\n")
    end = next(n for n, line in enumerate(lines[1:], 1) if line.strip() == FENCE)
    front = "\n".join(lines[1:end])
    wanted = tomllib.loads(front)
    document = tomlkit.parse(front + "\n")
    entries: Any = document.get("contacts")
    if entries is None:
        entries = tomlkit.aot()
        document["contacts"] = entries
    wanted.setdefault("contacts", [])
    by_id = {
        str(entry["id"]): (entry, plain)
        for entry, plain in zip(entries, wanted["contacts"], strict=True)
    }
    for one in changed:
        for table in by_id[one.before.id]:
            for key, value in _said(one.after, only=one.keys).items():
                table[key] = value
    for contact_id, day in left.items():
        for table in by_id[contact_id]:
            table["left"] = day
    rest = _taken_off(entries) if isinstance(entries, AoT) and len(entries) else []
    for fresh in new:
        said = _said(fresh.contact)
        wanted["contacts"].append(said)
        if isinstance(entries, AoT):
            table = tomlkit.table()
            table.update(said)
            if len(entries):
                entries[-1].add(tomlkit.nl())
            entries.append(table)
        else:
            inline = tomlkit.inline_table()
            inline.update(said)
            entries.append(inline)
    for item in rest:
        entries[-1].add(item)
    made = tomlkit.dumps(document).rstrip("\n")
    if tomllib.loads(made) != wanted:
        raise InputError(
            Problem(
                file=f"content/relationships/{there.path.name}",
                place="contacts",
                what="are written in a way that nothing can be added to safely",
                remedy="write each below a line [[contacts]], all of them together",
            )
        )
    whole = "\n".join([lines[0], made, *lines[end:]])
    raw = whole.replace("\n", "\r\n") if windows else whole
    return (_BOM if there.raw.startswith(_BOM) else b"") + raw.encode("utf-8")


def write_files(files: Iterable[tuple[FileAsRead, bytes]]) -> None:
    """Replaces the files, each as a whole. Raises InputError, before the first, where one is not
    as it was read, and StoreError.
    """
    together = list(files)
    changed = [there.path.name for there, _ in together if disk.read(there.path) != there.raw]
    if changed:
        raise InputError(
            *(
                Problem(
                    file=f"content/relationships/{name}",
                    place="",
                    what="was changed while this ran; nothing was written",
                    remedy="save and close it in your editor, and run the same command again",
                )
                for name in changed
            )
        )
    for there, raw in together:
        mode = there.path.stat().st_mode & 0o777
        disk.write_atomically(there.path, raw)
        there.path.chmod(mode)


def _said(contact: Contact, only: Iterable[str] | None = None) -> dict[str, Any]:
    """A contact as a table says it: what is empty, or what everybody is, is left out."""
    said: dict[str, Any] = {}
    for field, key in _KEYS:
        value = getattr(contact, field)
        if only is not None and field not in only:
            continue
        if field == "roles":
            value = [role.value for role in value]
        if (value is True and field == "ask") or value in ("", []):
            continue
        said[key] = value
    return said


def _taken_off(entries: AoT) -> list[Any]:
    """What stands below the last contact from the first empty line on: comments on what follows.

    To the parser they are part of that contact; new ones come before them.
    """
    body = entries[-1].value.body
    last = max((n for n, (key, _) in enumerate(body) if key is not None), default=-1)
    cut = next(
        (n for n in range(last + 1, len(body)) if not body[n][1].as_string().strip()), len(body)
    )
    taken = [item for _, item in body[cut:]]
    del body[cut:]
    return taken
