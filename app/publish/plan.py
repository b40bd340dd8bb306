"""What is to be printed in one build, and which of it stands there already.

Knows finished reviews, planned sheets and the build before; must not know who prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.brief.pool import sheet_context
from app.publish.keys import Sources
from app.publish.load import Compiled
from app.publish.manifest import Made, is_there
from app.publish.shared_out import shared_out
from app.publish.sheets import PlannedSheet, Shared, for_the_table, planned_sheets, subject_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All sheets of a build and what they are made of."""

    compiled: Compiled
    sheets: tuple[PlannedSheet, ...]
    shared: Shared
    sources: Sources

    def source(self, one: PlannedSheet) -> str:
        """Digest of all that a sheet is made of."""
        return self.sources.of_sheet(one.sheet, one.about.wave, one.relationship)

    def context(self, one: PlannedSheet, tries: int) -> str:
        """Digest of what the templates of a sheet's first lengths would be given."""
        subject = subject_of(one, self.shared, self.compiled)
        return sheet_context(subject, one.sheet, self.compiled.files.firm.paper, tries)


def plan_of(compiled: Compiled, workers: int) -> Plan:
    """The plan of everything that was compiled; digests are made by so many processes."""
    sheets = planned_sheets(compiled)
    return Plan(
        compiled=compiled,
        sheets=sheets,
        shared=for_the_table(sheets, compiled),
        sources=Sources(compiled, workers),
    )


def still_the_same(
    plan: Plan, before: Mapping[str, Made], current: Path, workers: int
) -> dict[str, Made]:
    """Of the planned sheets those that lie in `current` and would be printed the same."""
    source = {one.name: plan.source(one) for one in plan.sheets}
    there = {n: before[n] for n in source if n in before and is_there(current, n, before[n])}
    unsure = [
        one
        for one in plan.sheets
        if one.name in there and there[one.name].source != source[one.name]
    ]
    same = {
        unsure[place].name: digest
        for place, digest in shared_out(
            lambda one: plan.context(one, there[one.name].tries), unsure, workers
        )
    }
    return {
        name: replace(old, source=source[name])
        for name, old in there.items()
        if old.source == source[name] or same.get(name) == old.printed
    }
