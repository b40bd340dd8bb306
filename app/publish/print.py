"""The printing part of a build: each planned sheet taken over from the build before, or made.

Knows planned sheets and folders; who prints, and how, is the crew's business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.brief.crew import Crew
from app.brief.engine import Engine
from app.brief.pool import BriefFailure, BriefJob, print_briefs, sheet_context
from app.publish.contexts import answered
from app.publish.keys import Sources
from app.publish.load import Compiled
from app.publish.manifest import Made, as_it_is, is_there, take_over
from app.publish.pdf import wrong_with
from app.publish.sheets import PlannedSheet, Shared, subject_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """What became of all planned sheets."""

    made: Mapping[str, Made]
    """By name, those that are there as PDF."""
    by_hand: int
    """HTML pages to be printed by hand."""
    new: int
    failed: tuple[BriefFailure, ...]


def left_alone(before: Mapping[str, Made], current: Path) -> Sheets:
    """The sheets of the build before, for one that prints none."""
    there = {name: made for name, made in before.items() if is_there(current, name, made)}
    return Sheets(made=there, by_hand=0, new=0, failed=())


def print_sheets(
    planned: tuple[PlannedSheet, ...],
    compiled: Compiled,
    shared: Shared,
    sources: Sources,
    before: Mapping[str, Made],
    *,
    crew: Crew,
    engine: Engine,
    logo: str,
    current: Path,
    fresh: Path,
    progress: Callable[[int, int], None],
) -> Sheets:
    """Fills `fresh` with every planned sheet; `current` holds the build before.

    A PDF that is not its pages or has no tags fails by name, as one that cannot be printed does.
    """
    paper = compiled.files.firm.paper
    source = {o.name: sources.of_sheet(o.sheet, o.about.wave, o.relationship) for o in planned}
    there = {n: before[n] for n in source if n in before and is_there(current, n, before[n])}
    unsure = [o for o in planned if o.name in there and there[o.name].source != source[o.name]]
    same = answered(
        {
            one.name: (
                sheet_context,
                (
                    subject_of(one, shared, compiled),
                    one.sheet,
                    compiled.files.firm.paper,
                    there[one.name].tries,
                ),
            )
            for one in unsure
        },
        crew,
    )
    made: dict[str, Made] = {}
    for name, old in there.items():
        if old.source == source[name] or same.get(name) == old.printed:
            take_over(name, current, fresh)
            made[name] = replace(old, source=source[name])
    to_do = [one for one in planned if one.name not in made]
    pages = {one.name: one.sheet.pages for one in to_do}
    jobs = (
        BriefJob(
            name=one.name,
            review=subject_of(one, shared, compiled),
            engine=engine,
            sheet=one.sheet,
            paper=paper,
            logo=logo,
        )
        for one in to_do
    )
    done, by_hand, failed = len(made), 0, []
    for printed in print_briefs(jobs, crew):
        done += 1
        name, reason = printed.name, printed.failure
        if printed.file is not None:
            path = fresh / printed.file[0]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(printed.file[1])
        if printed.html:
            by_hand += 1
        if printed.pdf and (wrong := wrong_with(printed.pdf, pages[name])):
            (fresh / name).unlink()
            reason = wrong
        if reason:
            failed.append(BriefFailure(name=name, reason=reason))
        elif printed.known is not None:
            known = printed.known
            one_made = Made(source=source[name], printed=known.digest, tries=known.tries)
            made[name] = as_it_is(fresh / name, one_made)
        progress(done, len(planned))
    return Sheets(
        made=made,
        by_hand=by_hand,
        new=len(to_do),
        failed=tuple(sorted(failed, key=lambda failure: failure.name)),
    )
