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
    outdated: int = 0
    """Planned and not printed now: of those that are there, none may go out any more."""


def left_alone(
    planned: tuple[PlannedSheet, ...],
    compiled: Compiled,
    shared: Shared,
    sources: Sources,
    before: Mapping[str, Made],
    *,
    crew: Crew,
    current: Path,
) -> Sheets:
    """The sheets of the build before that would be printed the same now, for one that prints none.

    Any other may hold what has been withdrawn or may not be shown since.
    """
    made = _still_the_same(planned, compiled, shared, sources, before, crew=crew, current=current)
    return Sheets(made=made, by_hand=0, new=0, failed=(), outdated=len(planned) - len(made))


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
    made = _still_the_same(planned, compiled, shared, sources, before, crew=crew, current=current)
    for name in made:
        take_over(name, current, fresh)
    to_do = [one for one in planned if one.name not in made]
    of = {one.name: one for one in to_do}
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
        if printed.pdf and (wrong := wrong_with(printed.pdf, of[name].sheet.pages)):
            (fresh / name).unlink()
            reason = wrong
        if reason:
            failed.append(BriefFailure(name=name, reason=reason))
        elif printed.known is not None:
            known, source = printed.known, _source(of[name], sources)
            one_made = Made(source=source, printed=known.digest, tries=known.tries)
            made[name] = as_it_is(fresh / name, one_made)
        progress(done, len(planned))
    return Sheets(
        made=made,
        by_hand=by_hand,
        new=len(to_do),
        failed=tuple(sorted(failed, key=lambda failure: failure.name)),
    )


def _source(one: PlannedSheet, sources: Sources) -> str:
    return sources.of_sheet(one.sheet, one.about.wave, one.relationship)


def _still_the_same(
    planned: tuple[PlannedSheet, ...],
    compiled: Compiled,
    shared: Shared,
    sources: Sources,
    before: Mapping[str, Made],
    *,
    crew: Crew,
    current: Path,
) -> dict[str, Made]:
    """Of the planned sheets those that are there and would be printed the same."""
    source = {one.name: _source(one, sources) for one in planned}
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
    return {
        name: replace(old, source=source[name])
        for name, old in there.items()
        if old.source == source[name] or same.get(name) == old.printed
    }
