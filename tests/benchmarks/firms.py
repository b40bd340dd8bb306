"""Firms of any size for the benchmarks: files, opened waves and everyone's answers, from a seed.

The same arguments give the same folder, keys apart. Files are written as a firm writes them, waves
are opened and answers kept by the program's own functions, so that nothing is timed that no firm
could have. By hand, to look at one or to time something else:

    python -m tests.benchmarks.firms FOLDER [RELATIONSHIPS [WAVES]]
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from app.cli.opening import keep_wave, wave_to_open
from app.core.survey import Perspective, Role
from app.files.site import SiteFiles, read_site
from app.settings import PROGRAM, Site
from app.store.answers import AnswerStore
from app.store.waves import read_opened
from tests.benchmarks.firm_answers import responses

SEED = 20261116
YEAR = 2025
"""The newest wave's, which has really closed: a confidential one may be compiled too."""
AS_OF = date(YEAR, 11, 16)
KINDS = ("client", "customer", "partner", "supplier")
ROLES = ("decides", "uses", "pays", "daily")
LED = 12
"""How many relationships each of our people leads."""
BATCH = 5_000

_SYLLABLES = (
    ("Bra", "Cor", "Dul", "Fen", "Gar", "Hol", "Jor", "Kel", "Lam", "Mor", "Nor", "Pel", "Quin"),
    ("a", "da", "be", "li", "mo", "ne", "ri", "so", "ta", "ve", "wi", "zu"),
    ("dan", "fel", "gor", "lund", "mark", "nix", "rex", "sted", "tor", "vik", "wold", "zen"),
)
_OURS = ("Ada", "Bruno", "Clara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas")
_THEIRS = ("Karim", "Lena", "Milan", "Nadia", "Oskar", "Paula", "Rafael", "Selma", "Tomas", "Ulla")
_TRADES = ("Foods", "Instruments", "Textiles", "Logistics", "Papers", "Optics", "Timber")


def a_firm(
    root: Path,
    relationships: int,
    *,
    theirs: int = 4,
    ours: int = 2,
    waves: int = 1,
    confidential: bool = False,
    seed: int = SEED,
) -> Site:
    """A firm below `root`, which is new: files, `waves` yearly waves, and every answer kept.

    Each relationship has `theirs` contacts and `ours` of the firm's people, who all answer.
    """
    write_files(root, relationships, theirs=theirs, ours=ours, waves=waves, seed=seed)
    for year in _years(waves):
        write_wave(root, year, confidential=confidential)
    site = Site(root)
    files = read_site(site)
    for year in _years(waves):
        open_and_answer(site, files, str(year), seed)
    return site


def _years(waves: int) -> range:
    return range(YEAR - waves + 1, YEAR + 1)


def write_files(
    root: Path, relationships: int, *, theirs: int, ours: int, waves: int, seed: int
) -> None:
    """Surveys and everything in `content/` but the waves."""
    shutil.copytree(PROGRAM / "surveys", root / "surveys")
    for folder in ("people", "relationships", "waves"):
        (root / "content" / folder).mkdir(parents=True)
    for folder in ("guide", "letters"):
        shutil.copytree(PROGRAM / "content" / folder, root / "content" / folder)
    people = [f"person-{n}" for n in range(1, max(ours, -(-relationships // LED)) + 1)]
    _write(
        root / "content/firm.md",
        'format = 1\nname = "Harbour & Pike"\ntime_zone = "Europe/London"\nlanguages = ["en"]\n'
        f'principal = "{people[0]}"\nprivacy_contact = "privacy@harbour-pike.example.com"\n'
        'answers_at = "https://answers.harbour-pike.example.com"\ncurrency = "GBP"\n',
    )
    for number, slug in enumerate(people):
        _write(
            root / f"content/people/{slug}.md",
            f'name = "{_person(number, _OURS)}"\nemail = "{slug}@harbour-pike.example.com"\n',
        )
    for number in range(relationships):
        lead = number // LED
        team = [people[(lead + n) % len(people)] for n in range(ours)]
        _write(
            root / f"content/relationships/{slug_of(number)}.md",
            _relationship(number, team, theirs, waves, Random(f"{seed}/{number}/file")),
        )


def write_wave(root: Path, year: int, *, confidential: bool) -> None:
    """One yearly wave of all kinds; the other side's answers are confidential or named."""
    surveys = "\n".join(f'{kind} = "{kind}"' for kind in KINDS)
    theirs = "confidential" if confidential else "named"
    _write(
        root / f"content/waves/{year}.md",
        f"opens = {year}-10-05\ncloses = {year}-11-06\n[surveys]\n{surveys}\n"
        f'[privacy]\ncounterpart = "{theirs}"\nself = "named"\n',
    )


def _write(path: Path, matter: str) -> None:
    path.write_text(f"+++\n{matter}+++\n", encoding="utf-8")


def name_of(number: int) -> str:
    """A counterpart's name; no two begin alike, and none holds a word that people write."""
    start, middle, end = _SYLLABLES
    first = start[number % 13] + middle[number // 13 % 12] + end[number // 156 % 12]
    again = number // 1872
    return f"{first}{'o' * again} {_TRADES[number % len(_TRADES)]}"


def slug_of(number: int) -> str:
    return name_of(number).lower().replace(" ", "-")


def _person(number: int, given: tuple[str, ...]) -> str:
    start, middle, end = _SYLLABLES
    # No two of 18,720 are called the same.
    family = end[number // 10 % 12] + middle[number // 120 % 12] + start[number // 1440 % 13]
    return f"{given[number % 10]} {family.title()}"


def _relationship(number: int, team: list[str], theirs: int, waves: int, chance: Random) -> str:
    """The front matter of one relationship's file: what a firm that keeps its files writes."""
    since = YEAR - waves - chance.randrange(1, 9)
    listed = ", ".join(f'"{slug}"' for slug in team)
    lines = [
        f'name = "{name_of(number)}"',
        f'kind = "{KINDS[number % len(KINDS)]}"',
        f'sector = "{_TRADES[number % len(_TRADES)]}"',
        f"since = {since}-04-01",
        f"renews = {YEAR + 1}-{chance.randrange(1, 13):02}-28",
        f'lead = "{team[0]}"\nlead_since = {since}-04-01\nteam = [{listed}]',
        f"complexity = {chance.randrange(1, 4)}",
    ]
    lines += [
        f'[[contacts]]\nid = "contact-{n + 1}"\nname = "{_person(number * theirs + n, _THEIRS)}"\n'
        f'email = "contact-{n + 1}@{slug_of(number)}.example.org"\n'
        f'roles = ["{ROLES[n % len(ROLES)]}"]\nlanguage = "en"'
        for n in range(theirs)
    ]
    lines.append(
        f'[[commitments]]\nwhat = "One shared list of open changes, weekly"\nmade = {YEAR}-02-12\n'
        f"due = {YEAR}-12-01"
    )
    if number % 5 == 0:
        lines.append(
            f'[[incidents]]\nwhat = "A part was changed without a word"\non = {YEAR}-06-17'
        )
    lines.append(f'[[milestones]]\nwhat = "First delivery from the new line"\non = {YEAR}-05-30')
    for year in (YEAR - 1, YEAR):
        value = chance.randrange(40, 500) * 1000
        lines.append(f"[[figures]]\nyear = {year}\nvalue = {value}\ncost = {value * 4 // 5}")
    return "\n".join(lines) + "\n"


def open_and_answer(site: Site, files: SiteFiles, wave: str, seed: int) -> None:
    """Opens a wave on its first day and keeps everyone's answers."""
    day = next(known.opens for known in files.waves if known.id == wave)
    opened = wave_to_open(files, wave, day)
    keep_wave(site, opened)
    store = AnswerStore(site.instance)
    came = list(responses(opened, seed))
    for start in range(0, len(came), BATCH):
        store.save_all(wave, came[start : start + BATCH])
    store.close()


def change_an_answer(site: Site, relationship: str, wave: str = str(YEAR)) -> None:
    """One contact changes one score by a point: a new version, kept as any other."""
    store = AnswerStore(site.instance)
    key = (relationship, Perspective.COUNTERPART, "contact-1")
    found = store.find(wave, key)
    assert found is not None, f"{relationship} has no answers in {wave}"
    core = _core_items(site, wave, relationship)
    changed = next(a for a in found.answers if a.item in core and isinstance(a.value, int))
    assert isinstance(changed.value, int)
    other = replace(changed, value=changed.value + (1 if changed.value < 5 else -1))
    answers = tuple(other if answer is changed else answer for answer in found.answers)
    store.save(replace(found, answers=answers))
    store.close()


def _core_items(site: Site, wave: str, relationship: str) -> frozenset[str]:
    opened = read_opened(site.instance, wave)
    frozen = opened.relationship(relationship)
    assert frozen is not None
    return frozenset(i.id for i in opened.survey(frozen.survey).items if i.role is Role.CORE)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m tests.benchmarks.firms FOLDER [RELATIONSHIPS [WAVES]]")
    sizes = [int(given) for given in sys.argv[2:]] or [200]
    made = a_firm(Path(sys.argv[1]), sizes[0], waves=sizes[1] if len(sizes) > 1 else 1)
    print(f"build.py build --site {made.root} --as-of {AS_OF}")
