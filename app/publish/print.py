"""The printing part of a build: each planned sheet taken over from the build before, or made.

Knows planned sheets and folders; who prints, and how, is the crew's business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.brief.crew import Crew
from app.brief.engine import Engine
from app.brief.pool import BriefFailure, BriefJob, print_briefs
from app.publish.manifest import Made, as_it_is, take_over
from app.publish.pdf import wrong_with
from app.publish.plan import Plan
from app.publish.sheets import subject_of


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


def left_alone(plan: Plan, same: Mapping[str, Made]) -> Sheets:
    """Only the `same` sheets of the build before, for a build that prints none.

    Any other may hold what has been withdrawn or may not be shown since.
    """
    outdated = len(plan.sheets) - len(same)
    return Sheets(made=same, by_hand=0, new=0, failed=(), outdated=outdated)


def print_sheets(
    plan: Plan,
    same: Mapping[str, Made],
    *,
    crew: Crew,
    engine: Engine,
    logo: str,
    current: Path,
    fresh: Path,
    progress: Callable[[int, int], None],
) -> Sheets:
    """Fills `fresh` with every planned sheet; the `same` ones are taken over from `current`.

    A PDF that is not its pages or has no tags fails by name, as one that cannot be printed does.
    """
    made = dict(same)
    for name in same:
        take_over(name, current, fresh)
    to_do = [one for one in plan.sheets if one.name not in same]
    of = {one.name: one for one in to_do}
    jobs = (
        BriefJob(
            name=one.name,
            review=subject_of(one, plan.shared, plan.compiled),
            engine=engine,
            sheet=one.sheet,
            paper=plan.compiled.files.firm.paper,
            logo=logo,
            about=f"{one.about.wave}/{one.relationship}",
        )
        for one in to_do
    )
    done, by_hand, failed = len(same), 0, []
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
            known, source = printed.known, plan.source(of[name])
            one_made = Made(source=source, printed=known.digest, tries=known.tries)
            made[name] = as_it_is(fresh / name, one_made)
        progress(done, len(plan.sheets))
    return Sheets(
        made=made,
        by_hand=by_hand,
        new=len(to_do),
        failed=tuple(sorted(failed, key=lambda failure: failure.name)),
    )
