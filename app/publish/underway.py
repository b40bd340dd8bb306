"""A build under way: what was asked for, what stands there from the build before, and its steps.

Each step is called once, in the order that `build` gives them; none of them replaces anything.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.brief.crew import Child
from app.brief.engine import Engine
from app.brief.pool import crew_for
from app.errors import PublishError
from app.publish.built import Kind, Options
from app.publish.content import content_of
from app.publish.held import remove
from app.publish.inspect_open import inspect_open
from app.publish.manifest import NOTHING, Made, Manifest, known_sheets, read_manifest
from app.publish.pages import Pages, inspect_site, write_pages
from app.publish.plan import Plan, still_the_same
from app.publish.print import Sheets, left_alone, print_sheets
from app.publish.private_words import everyones_answers, private_words
from app.publish.swap import beside, fresh_of
from app.publish.upload import MadeUpload, Unlocked, make_upload
from app.publish.valid import refusing_invalid, some_of_each
from app.settings import Site
from app.store.disk import private_folder
from app.store.kept_apart import kept_apart
from app.store.once import AnswersOnce

_A_SHEET, _A_PAGE, _ROOM = 100_000, 120_000, 50_000_000
"""Bytes: more than most take, and what is to stay free besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Underway:
    """One build of one kind, on one site."""

    site: Site
    kind: Kind
    options: Options
    engine: Engine
    logo: str
    """As a `data:` address; empty for none."""
    program: str
    """Digest of all that is neither file nor answer."""
    last: Manifest
    """Of the last build of this kind."""
    answers: AnswersOnce
    unlocked: Unlocked | None
    """What seals; None for open pages."""

    @property
    def before(self) -> Manifest:
        """What may be taken over from."""
        other = self.options.force or self.last.program != self.program
        return NOTHING if other else self.last

    @property
    def pages(self) -> Path:
        """What the new pages are to replace."""
        return self.kind.pages(self.site)

    def make_room(self, plan: Plan) -> None:
        """Makes the folders that are filled. Raises PublishError where the disk has no room."""
        self._refuse_full_disk(len(plan.sheets), len(plan.compiled.reviews) + len(plan.shared))
        if self.kind is Kind.SEALED:
            private_folder(self.site.staged.parent)
        for target in (self.site.print, self.pages):
            kept_apart(self.site, beside(target))

    def still_there(self, plan: Plan) -> dict[str, Made]:
        """The sheets that lie there and would be printed the same."""
        known: Mapping[str, Made] = {}
        if not self.options.force or self.options.pages_only:
            other = Kind.SEALED if self.kind is Kind.OPEN else Kind.OPEN
            manifests = (self.last, read_manifest(self.site.instance, other))
            known = known_sheets(self.site, manifests, self.program)
        return still_the_same(plan, known, self.site.print, self.options.workers)

    def print(
        self,
        plan: Plan,
        same: Mapping[str, Made],
        progress: Callable[[int, int], None],
        early: Child | None,
    ) -> Sheets:
        """All planned sheets but the `same`, which are taken over; none for pages alone."""
        options = self.options
        if options.pages_only:
            remove(fresh_of(self.site.print))
            return left_alone(plan, same)
        to_print = len(plan.sheets) - len(same)
        with crew_for(to_print, options.workers, options.scheduler, early) as crew:
            return print_sheets(
                plan,
                same,
                crew=crew,
                engine=self.engine,
                logo=self.logo,
                current=self.site.print,
                fresh=fresh_of(self.site.print),
                progress=progress,
            )

    def write(
        self,
        plan: Plan,
        sheets: Sheets,
        progress: Callable[[int, int], None],
    ) -> Pages:
        """All pages, with no dead link among them. Raises PublishError."""
        made = write_pages(
            content_of(self.site, plan.compiled, plan.shared, sheets.made, self.answers),
            plan.sources,
            self.before.pages,
            workers=self.options.workers,
            current=self.pages,
            fresh=fresh_of(self.pages),
            progress=progress,
        )
        inspect_site(made.made, sheets.made, "../print/")
        return made

    def finish(
        self,
        plan: Plan,
        sheets: Sheets,
        same: Mapping[str, Made],
        pages: Pages,
    ) -> MadeUpload | None:
        """Looks over the new pages, or seals all and looks over what came of it. Raises
        PublishError for what may not go out.
        """
        shown = some_of_each(pages.new, all_kinds=self.before is NOTHING)
        with refusing_invalid(fresh_of(self.pages), shown):
            if self.unlocked is not None:
                return self._sealed(self.unlocked, plan, sheets, same, pages)
            inspect_open(
                fresh_of(self.pages),
                plan.compiled.portfolios,
                plan.compiled.reviews,
                plan.shared,
                everyones_answers(self.site, self.answers),
                (name for name in pages.new if name.endswith(".html")),
                self.options.workers,
                plan.compiled.files.guide,
            )
            return None

    def made(self, upload: MadeUpload | None) -> list[tuple[Path, Path]]:
        """The finished folders and what each of them is to replace."""
        targets = [self.pages] if self.options.pages_only else [self.site.print, self.pages]
        pairs = [(fresh_of(target), target) for target in targets]
        return pairs if upload is None else [*pairs, (upload.folder, self.site.upload)]

    def _sealed(
        self,
        unlocked: Unlocked,
        plan: Plan,
        sheets: Sheets,
        same: Mapping[str, Made],
        pages: Pages,
    ) -> MadeUpload:
        """The upload folder; the same file is sealed once."""
        compiled, pages_only = plan.compiled, self.options.pages_only
        then = _by_path(self.before.pages, self.before.sheets)
        now = _by_path(pages.made, sheets.made)
        new = {f"open/{name}" for name in pages.new}
        new |= {f"print/{name}" for name in sheets.made.keys() - same.keys()}

        def unchanged(path: str) -> bool:
            if path in new:  # some disks know moments by the second only
                return False
            old, made = then.get(path), now.get(path)
            if old is None or made is None:
                return False
            return (old.size, old.moment) == (made.size, made.moment)

        return make_upload(
            self.site,
            compiled.files,
            compiled.portfolios,
            unlocked,
            private_words(self.site, compiled.files, self.answers),
            compiled.as_of,
            pages=fresh_of(self.pages),
            printed=self.site.print if pages_only else fresh_of(self.site.print),
            only=frozenset(sheets.made) if pages_only else None,
            unchanged=unchanged,
            workers=self.options.workers,
        )

    def _refuse_full_disk(self, sheets: int, pages: int) -> None:
        """Raises PublishError where what may be made would not fit beside what is there."""
        there = (*self.before.sheets.values(), *self.before.pages.values())
        most = sheets * _A_SHEET + pages * _A_PAGE + _ROOM
        known = sum(made.size for made in there)
        needed = min(most, 2 * known + _ROOM) if known else most
        free = shutil.disk_usage(self.site.build).free
        if free < needed:
            raise PublishError(
                f"{self.site.build}: {free >> 20} MB are free on this disk and a build may take "
                f"{needed >> 20} MB; make room, then run build again"
            )


def _by_path(pages: Mapping[str, Made], sheets: Mapping[str, Made]) -> dict[str, Made]:
    """As sealing calls them."""
    found = {f"open/{name}": made for name, made in pages.items()}
    return found | {f"print/{name}": made for name, made in sheets.items()}
