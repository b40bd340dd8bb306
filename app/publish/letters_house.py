"""What the letters after a survey are made of and where their drafts lie: one wave, looked at once.

Knows the road and folders; which letters there are, `letters_after` knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.core.firm import Person, Relationship
from app.core.left_alone import left_alone
from app.core.letters_after import Addressee
from app.core.meeting import Meeting, known_on
from app.core.review import Review
from app.core.survey import Perspective
from app.core.unnamed import Unnamed
from app.core.wave import OpenedWave
from app.files.site import SiteFiles
from app.post.eml import Mailbox
from app.post.ics import Event
from app.post.letters_after import About, letter_after
from app.publish.load import Compiled
from app.publish.sheets import Unnaming
from app.settings import Site
from app.store.disk import names, remove, write_atomically
from app.store.kept_apart import kept_apart
from app.store.no_more import no_more


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What was written, or why not, of one relationship; of all of them where it has no name."""

    name: str
    letters: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    folder: Path
    drafted: tuple[Drafted, ...]
    senior: int = 0
    """Letters from somebody other than the lead, in `senior_folder`."""
    senior_folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersHouse:
    """Everything the letters of one wave are made of."""

    site: Site
    files: SiteFiles
    compiled: Compiled
    opened: OpenedWave
    people: Mapping[str, Person]
    relationships: Mapping[str, Relationship]
    """By slug, earlier ones too; who asked to be left alone is not to be asked."""
    meetings: tuple[Meeting, ...]

    @property
    def as_of(self) -> date:
        return self.compiled.as_of

    def signed(self, slug: str) -> Mailbox:
        """Whoever signs; the principal where somebody has left."""
        person = self.people.get(slug)
        if person is None or (person.left is not None and person.left <= self.as_of):
            person = self.people[self.files.firm.principal]
        return Mailbox(name=person.name, address=person.email)

    def others(self, about: Iterable[str], *readers: str) -> Unnamed:
        """What no letter about these relationships may name."""
        slugs = tuple(about)
        unnamed = Unnaming(self.compiled)
        own = (self.files.firm.name, *(self.relationships[slug].name for slug in slugs), *readers)
        mine = tuple(name for slug in slugs for name in unnamed.of(slug).mine)
        return replace(unnamed.of(slugs[0]), people=(), own=own, mine=mine)

    def review(self, slug: str) -> Review | None:
        return next(
            (
                r
                for r in self.compiled.reviews
                if (r.wave, r.relationship) == (self.opened.id, slug) and r.compiled
            ),
            None,
        )


def house_of(site: Site, compiled: Compiled, opened: OpenedWave) -> LettersHouse:
    files = compiled.files
    return LettersHouse(
        site=site,
        files=files,
        compiled=compiled,
        opened=opened,
        people={person.slug: person for person in files.people},
        relationships={
            name: one
            for one in left_alone(files.relationships, no_more(site.instance))
            for name in (one.slug, *one.formerly)
        },
        meetings=known_on(files.meetings, compiled.as_of),
    )


def why_nobody(one: Relationship, people: tuple[Addressee, ...]) -> tuple[str, ...]:
    if one.dispute:
        return ("in dispute: nobody is written to",)
    return () if people else ("nobody there may be written to",)


def about_of(
    house: LettersHouse,
    one: Relationship,
    *,
    meeting: Meeting | None = None,
    event: Event | None = None,
) -> About:
    lead = house.people.get(one.lead)
    return About(
        counterpart=one.name,
        lead_name=lead.name if lead is not None else "",
        meeting=meeting,
        event=event,
    )


def one_letter(
    house: LettersHouse, kind: str, to: Addressee, about: About, signed: Mailbox
) -> list[tuple[str, bytes]]:
    ours = to.key[1] is Perspective.SELF
    message = letter_after(
        kind,
        to,
        about,
        signed,
        letters=house.files.letters,
        firm=house.files.firm,
        wave=house.opened.id,
        as_of=house.as_of,
        others=Unnamed()
        if ours
        else house.others(to.about, to.name, signed.name, about.lead_name, *_who(about)),
    )
    slug = "several" if len(to.about) > 1 else to.about[0]
    return [(f"{slug}-{to.key[1].value}-{to.key[2]}.eml", message.as_bytes())]


def _who(about: About) -> tuple[str, ...]:
    return tuple(a.who.name for a in about.agreements if a.who is not None)


def folder_of(house: LettersHouse, kind: str) -> Path:
    return house.site.send / "letters" / house.opened.id / kind


def write_drafts(site: Site, folder: Path, letters: Mapping[str, bytes], *, whole: bool) -> None:
    """Writes the drafts; where they are all there are, others of an earlier run are taken away."""
    kept_apart(site, site.send)
    for name, data in letters.items():
        write_atomically(folder / name, data)
    for name in names(folder) if whole else ():
        if name.endswith(".eml") and name not in letters:
            remove(folder / name)
