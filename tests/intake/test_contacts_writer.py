"""Contacts are added and changed in any file that TOML allows, and everything else stays."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.contacts_plan import Changed, New
from app.core.firm import Contact
from app.errors import InputError
from app.intake.contacts_writer import FileAsRead, with_contacts

ADDED = Contact(id="new", name='N "é" \\ #', email="new@x.example", language="de")
_BLOCKS = (
    "# a comment",
    "",
    '[[commitments]]\nwhat = "w"\nmade = 2026-01-01',
    "[[figures]]\nyear = 2026\nvalue = 1.50  # entered by hand",
    '[[milestones]]\nwhat = """\nlong\ntext"""\non = 2026-01-01',
    "#[[contacts]]",
)


@st.composite
def fronts(draw: st.DrawFn) -> tuple[str, int]:
    """A front matter with contacts among other things, and how many they are."""
    blocks = draw(st.lists(st.sampled_from((*_BLOCKS, "contact")), max_size=8))
    lines, number = ['name = "X"', "since = 2019-01-01 # long ago"], 0
    for block in blocks:
        if block == "contact":
            number += 1
            said = f'id = "c{number}"\nname = "C{number}"\nemail = "c{number}@x.example"'
            lines.append(f"[[contacts]]\n{said}")
        else:
            lines.append(block)
    return "\n".join(lines), number


@settings(deadline=None, max_examples=300)
@given(fronts(), st.booleans())
def test_only_what_was_meant_is_another_or_the_file_is_refused(
    made: tuple[str, int], windows: bool
) -> None:
    front, number = made
    text = f"+++\n{front}\n+++\n\nNotes with +++ in them.\n"
    raw = (text.replace("\n", "\r\n") if windows else text).encode("utf-8")
    before = [
        Contact(id=f"c{n}", name=f"C{n}", email=f"c{n}@x.example") for n in range(1, number + 1)
    ]
    changed = [
        Changed(
            relationship="x",
            before=one,
            after=Contact(id=one.id, name=one.name, email="moved@x.example"),
            row=2,
        )
        for one in before[:1]
    ]
    left = {one.id: date(2026, 11, 1) for one in before[1:2]}
    file = FileAsRead(path=Path("x.md"), raw=raw)
    try:
        after = with_contacts(file, [New(relationship="x", contact=ADDED, row=3)], changed, left)
    except InputError as refused:
        assert "nothing can be added to safely" in str(refused)
        return
    said = after.decode("utf-8")
    assert ("\r\n" in said) == windows
    _, found, rest = said.replace("\r\n", "\n").split("+++\n", 2)
    assert rest == "\nNotes with +++ in them.\n"
    expected = tomllib.loads(front)
    contacts = expected.setdefault("contacts", [])
    for one in contacts[:1]:
        one["email"] = "moved@x.example"
    for one in contacts[1:2]:
        one["left"] = date(2026, 11, 1)
    contacts.append({"id": "new", "name": ADDED.name, "email": "new@x.example", "language": "de"})
    assert tomllib.loads(found) == expected
    for line in front.split("\n"):
        assert line.strip() in found or "c1@x.example" in line


def test_contacts_that_stand_together_are_never_refused() -> None:
    front = 'name = "X"\n\n[[contacts]]\nid = "a"\nname = "A"\nemail = "a@x.example"\n'
    file = FileAsRead(path=Path("x.md"), raw=f"+++\n{front}+++\n".encode())
    after = with_contacts(file, [New(relationship="x", contact=ADDED, row=3)], [], {})
    assert after.decode().startswith(f"+++\n{front}\n[[contacts]]\n")
