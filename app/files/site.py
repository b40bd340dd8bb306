"""A firm's whole folder: every file read, checked alone and against the others, in one run.

`read_site` gives core objects or every problem there is. Knows nothing of answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.core.firm import Firm, Logo, Person, Relationship
from app.core.meeting import Meeting
from app.core.survey import Survey
from app.core.wave import Wave
from app.core.weights import DEFAULTS, Weights
from app.errors import InputError
from app.files.attention_model import WEIGHTS, read_weights
from app.files.crosscheck import crosscheck
from app.files.crosscheck_attention import check_attention
from app.files.entries import files_of, listed, named_in
from app.files.logo import read_logo
from app.files.meeting_model import MeetingFile
from app.files.meetings import LONGEST_ID, meetings_of
from app.files.models import (
    FirmFile,
    GuideFile,
    LetterFile,
    PersonFile,
    RelationshipFile,
    WaveFile,
)
from app.files.problems import Problems, suggestion
from app.files.prose import check_prose
from app.files.raw import linked
from app.files.reading import Model, read_front_matter, validated
from app.files.surveys import read_surveys
from app.files.words import LONGEST_SLUG, shown
from app.settings import FORMAT, Site

_FOLDERS = ("people", "relationships", "waves", "letters", "guide", "meetings", "maps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`content/letters/<slug>.md`, or `<slug>.<language>.md`."""

    slug: str
    language: str = ""
    """Empty: the firm's first."""
    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePage:
    """`content/guide/<slug>.md`: public guidance, Markdown."""

    slug: str
    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFiles:
    """Everything a firm wrote, as core objects sorted by their ids."""

    firm: Firm
    people: tuple[Person, ...]
    relationships: tuple[Relationship, ...]
    waves: tuple[Wave, ...]
    """By opening day."""
    surveys: tuple[Survey, ...]
    letters: tuple[Letter, ...]
    guide: tuple[GuidePage, ...]
    meetings: tuple[Meeting, ...] = ()
    """By relationship and day."""
    weights: Weights = DEFAULTS
    logo: Logo | None = None


def read_site(site: Site) -> SiteFiles:
    """Reads `content/` and `surveys/`. Raises InputError with all problems of all files."""
    problems = Problems(site.root)
    content = site.content
    firm = _firm(content / "firm.md", problems)
    named = firm.logo if firm is not None else ""
    _unknown_entries(content, named, problems)
    logo = read_logo(content, named, problems)
    people = [
        model.core(path.stem) for path, model, _ in _each(content / "people", PersonFile, problems)
    ]
    relationships = [
        model.core(path.stem, body)
        for path, model, body in _each(content / "relationships", RelationshipFile, problems)
    ]
    waves = [
        model.core(path.stem, body)
        for path, model, body in _each(content / "waves", WaveFile, problems)
    ]
    letters = [
        Letter(slug=slug, language=language, subject=model.subject, body=body)
        for path, model, body in _each(content / "letters", LetterFile, problems, in_languages=True)
        for slug, language in [named_in(path.stem)]
    ]
    guide = [
        GuidePage(slug=path.stem, title=model.title, body=body)
        for path, model, body in _each(content / "guide", GuideFile, problems)
    ]
    meetings = meetings_of(
        _each(content / "meetings", MeetingFile, problems, LONGEST_ID),
        relationships,
        people,
        problems,
    )
    surveys = read_surveys(site.surveys, problems)
    weights = read_weights(content / WEIGHTS, problems)
    crosscheck(content, firm, people, relationships, waves, surveys, problems)
    check_attention(relationships, waves, surveys, content, problems)
    if problems.found or firm is None:
        raise InputError(*problems.sorted())
    return SiteFiles(
        firm=firm,
        people=tuple(people),
        relationships=tuple(relationships),
        waves=tuple(sorted(waves, key=lambda wave: (wave.opens, wave.id))),
        surveys=surveys,
        letters=tuple(letters),
        guide=tuple(guide),
        meetings=meetings,
        weights=weights,
        logo=logo,
    )


def _unknown_entries(content: Path, logo: str, problems: Problems) -> None:
    """A misspelt folder would otherwise be silence, and so would a link in its place."""
    known = (*_FOLDERS, "firm.md", WEIGHTS, *([logo] if logo else []))
    for path in listed(content, problems):
        fault = linked(path, problems)
        if fault is not None:
            problems.add(path, *fault)
        elif path.name not in known:
            problems.add(path, "", "is unknown here", suggestion(path.name, known))


def _firm(path: Path, problems: Problems) -> Firm | None:
    read = read_front_matter(path, problems)
    if read is None:
        return None
    data, body = read
    stated = data.get("format")
    # True is equal to 1.
    if stated != FORMAT or isinstance(stated, bool):
        newer = isinstance(stated, int) and stated > FORMAT
        what = f"is {shown(stated)}, and this program reads {FORMAT}"
        remedy = "use the newer program" if newer else f"write format = {FORMAT}"
        problems.add(path, "format", "is missing" if stated is None else what, remedy)
        data = {**data, "format": FORMAT}
    check_prose(body, path, problems)
    model = validated(FirmFile, data, path, problems)
    return None if model is None else model.core(body)


def _each(
    folder: Path,
    model: type[Model],
    problems: Problems,
    longest: int = LONGEST_SLUG,
    *,
    in_languages: bool = False,
) -> Iterator[tuple[Path, Model, str]]:
    """Every Markdown file of a folder that could be read, with its model and body."""
    for path in files_of(folder, ".md", problems, longest, in_languages=in_languages):
        read = read_front_matter(path, problems)
        if read is None:
            continue
        check_prose(read[1], path, problems)
        checked = validated(model, read[0], path, problems)
        if checked is not None:
            yield path, checked, read[1]
