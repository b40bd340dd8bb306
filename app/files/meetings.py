"""Meetings out of their files: with whom and when, who was there, and what that gets wrong.

A file's name says the relationship and the day, `<relationship>-<day>.md`; who is named in it is
looked up among the contacts there and the people of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.core.firm import CommitmentState, Person, Relationship
from app.core.meeting import Agreement, Meeting, MeetingState, Participant
from app.core.survey import Perspective
from app.files.meeting_model import AgreementEntry, MeetingFile
from app.files.problems import Problems, suggestion
from app.files.words import LONGEST_SLUG

LONGEST_ID = LONGEST_SLUG + len("-2026-11-30")
"""Characters of a file's name: a relationship's id and a day."""
_ID = re.compile(r"(?P<slug>.+)-(?P<day>\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Who may be named in the meetings of one relationship."""

    contacts: Mapping[str, Participant]
    people: Mapping[str, Participant]

    def find(self, slug: str, side: Perspective | None) -> Participant | None:
        """Somebody of a side, or of either; of two with one id the contact."""
        order = (
            (Perspective.COUNTERPART, self.contacts),
            (Perspective.SELF, self.people),
        )
        return next(
            (found[slug] for of, found in order if side in (None, of) and slug in found), None
        )

    def is_told(self, path: Path, slug: str) -> bool:
        """A person whose file is broken is a problem already."""
        return slug not in self.people and (path.parent.parent / f"people/{slug}.md").is_file()

    def names(self, side: Perspective | None = None) -> list[str]:
        there = [] if side is Perspective.SELF else sorted(self.contacts)
        here = [] if side is Perspective.COUNTERPART else sorted(self.people)
        return there + here


def meetings_of(
    files: Iterable[tuple[Path, MeetingFile, str]],
    relationships: Iterable[Relationship],
    people: Iterable[Person],
    problems: Problems,
) -> tuple[Meeting, ...]:
    """The meetings of all files, by relationship and day; adds every problem there is."""
    by_slug: dict[str, Relationship] = {}
    for relationship in relationships:
        for slug in (*relationship.formerly, relationship.slug):
            by_slug[slug] = relationship
    ours = {
        person.slug: Participant(id=person.slug, name=person.name, perspective=Perspective.SELF)
        for person in people
    }
    found = []
    for path, model, body in files:
        made = _meeting(path, model, body, by_slug, ours, problems)
        if made is not None:
            found.append(made)
    return tuple(sorted(found, key=lambda m: (m.relationship, m.on, m.id)))


def _meeting(
    path: Path,
    model: MeetingFile,
    body: str,
    relationships: Mapping[str, Relationship],
    people: Mapping[str, Participant],
    problems: Problems,
) -> Meeting | None:
    slug, named_day = _named(path, problems)
    relationship = relationships.get(slug)
    if not slug:
        return None
    if relationship is None:
        # A relationship whose file is broken is a problem already.
        if not (path.parent.parent / "relationships" / f"{slug}.md").is_file():
            what = f"there is no relationship {slug}"
            problems.add(path, "", what, suggestion(slug, sorted(relationships)))
        return None
    on = model.on or named_day
    if on is None:
        return None
    known = _Known(
        contacts={
            contact.id: Participant(
                id=contact.id, name=contact.name, perspective=Perspective.COUNTERPART
            )
            for contact in relationship.contacts
        },
        people=people,
    )
    _days(path, model, on, problems)
    present = []
    for one in model.who:
        somebody = known.find(one, None)
        if somebody is None and not known.is_told(path, one):
            what = f"there is no contact or person {one}"
            problems.add(path, "who", what, suggestion(one, known.names()))
        elif somebody is not None:
            present.append(somebody)
    agreements = [
        _agreement(path, f"agreements {number}", entry, on, known, problems)
        for number, entry in enumerate(model.agreements, 1)
    ]
    return Meeting(
        id=path.stem,
        relationship=relationship.slug,
        on=on,
        state=model.state,
        asked_on=model.asked_on,
        accepted_on=model.accepted_on,
        starts=model.starts,
        where=model.where,
        who=tuple(present),
        agreements=tuple(agreement for agreement in agreements if agreement is not None),
        said=body,
    )


def _named(path: Path, problems: Problems) -> tuple[str, date | None]:
    """The relationship and the day that a file's name states."""
    parts = _ID.fullmatch(path.stem)
    if parts is None:
        what = "its name does not say with whom and when"
        problems.add(path, "", what, "name it <relationship>-<day>.md, like northlight-2026-11-30")
        return "", None
    try:
        return parts["slug"], date.fromisoformat(parts["day"])
    except ValueError:
        problems.add(path, "", f"{parts['day']} is no day", "correct the file's name")
        return parts["slug"], None


def _days(path: Path, model: MeetingFile, on: date, problems: Problems) -> None:
    asked, accepted = model.asked_on, model.accepted_on
    if asked and accepted and accepted < asked:
        problems.add(path, "accepted_on", "lies before asked_on", "correct one of the two days")
    for key, day in (("asked_on", asked), ("accepted_on", accepted)):
        if day and day > on:
            problems.add(path, key, f"lies after the meeting ({on})", "correct one of the two days")
    if accepted and model.state is MeetingState.ASKED:
        problems.add(path, "state", "is asked, and accepted_on says more", 'write "accepted"')
    if model.agreements and model.state is not MeetingState.HELD:
        what = f"stand in a meeting that is {model.state}"
        problems.add(path, "agreements", what, 'write state = "held" once it was')


def _agreement(
    path: Path,
    place: str,
    entry: AgreementEntry,
    on: date,
    known: _Known,
    problems: Problems,
) -> Agreement | None:
    somebody = known.find(entry.who, entry.side) if entry.who else None
    if entry.who and somebody is None and not known.is_told(path, entry.who):
        of = {
            Perspective.COUNTERPART: "contact",
            Perspective.SELF: "person of ours",
            None: "contact or person",
        }[entry.side]
        names = known.names(entry.side)
        problems.add(path, place, f"there is no {of} {entry.who}", suggestion(entry.who, names))
    side = somebody.perspective if somebody is not None else entry.side
    if side is None and not entry.who:
        what = "does not say who is to do it"
        remedy = 'name somebody as who, or write side = "counterpart" or "self"'
        problems.add(path, place, what, remedy)
    if entry.by and entry.by < on:
        problems.add(path, place, f"is due before it was agreed ({on})", "correct the day")
    if entry.closed and entry.closed < on:
        problems.add(path, place, f"was closed before it was agreed ({on})", "correct the day")
    if entry.closed and entry.state is CommitmentState.OPEN:
        what = "is open and has a day on which it was closed"
        problems.add(path, place, what, "write kept, broken or dropped, or take the day out")
    if side is None:
        return None
    return Agreement(
        what=entry.what,
        side=side,
        made=on,
        who=somebody,
        by=entry.by,
        how=entry.how,
        state=entry.state,
        closed=entry.closed,
    )
