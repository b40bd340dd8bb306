"""Building again from the data and comparing with what stands there, byte for byte.

Works on a copy of `instance/` in a folder of its own, so that nothing of the firm's is touched: no
ledger, no key, no built file. Knows builds and folders.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from filecmp import cmp
from pathlib import Path

from app.brief.crew import early_child
from app.brief.engine import Engine, engine_here
from app.files.site import SiteFiles
from app.publish.build import build_site
from app.publish.built import Built, Kind, Options, Progress
from app.publish.carried import MARKER
from app.publish.listing import files_below
from app.publish.manifest import read_manifest
from app.publish.upload import Unlocked
from app.settings import Site
from app.store.built import FOLDER, newest_built


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What a second build of the same day says of the first."""

    same: int
    """Files that are the same, byte for byte."""
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    """Not there, although a build makes them."""
    added: tuple[str, ...]
    """There, although no build makes them."""
    built: Built

    @property
    def is_the_same(self) -> bool:
        return not (self.changed or self.missing or self.added)


def last_build(site: Site) -> tuple[Kind, date] | None:
    """What the last build was, and the day that it took as today; None before the first."""
    kind = newest_built(site.instance, Kind)
    as_of = read_manifest(site.instance, kind).as_of if kind is not None else None
    return (Kind(kind), as_of) if kind is not None and as_of is not None else None


def rebuilt(
    site: Site,
    files: SiteFiles,
    kind: Kind,
    as_of: date,
    options: Options,
    *,
    progress: Progress,
    engine: Engine | None = None,
    unlocked: Unlocked | None = None,
) -> Rebuilt:
    """Builds everything anew elsewhere and compares. Raises StoreError or PublishError."""
    engine = engine or engine_here()
    with (
        early_child(engine, prints=not options.scheduler) as early,
        tempfile.TemporaryDirectory(prefix="rebuild-", ignore_cleanup_errors=True) as folder,
    ):
        copy = Site(site.root, made_in=Path(folder))
        shutil.copytree(
            site.instance, copy.instance, ignore=shutil.ignore_patterns(FOLDER, "*.lock")
        )
        built = build_site(
            copy,
            files,
            as_of,
            options,
            progress=progress,
            engine=engine,
            unlocked=unlocked,
            early=early,
        )
        pairs = [(site.print, copy.print), (kind.pages(site), kind.pages(copy))]
        if kind is Kind.SEALED:
            pairs.append((site.upload, copy.upload))
        found = [one for here, there in pairs for one in _compared(here, there)]
    return Rebuilt(
        same=sum(what == "same" for what, _ in found),
        changed=_named(found, "changed"),
        missing=_named(found, "missing"),
        added=_named(found, "added"),
        built=built,
    )


def _named(found: list[tuple[str, str]], what: str) -> tuple[str, ...]:
    return tuple(sorted(name for kind, name in found if kind == what))


def _compared(here: Path, anew: Path) -> Iterator[tuple[str, str]]:
    """What is said of each file, and its place."""
    ours, theirs = set(files_below(here)) - {MARKER}, set(files_below(anew)) - {MARKER}
    for name in ours | theirs:
        place = f"{here.name}/{name}"
        if (here / name).is_symlink():
            yield "changed" if name in theirs else "added", place
        elif name not in ours:
            yield "missing", place
        elif name not in theirs:
            yield "added", place
        else:
            yield "same" if cmp(here / name, anew / name, shallow=False) else "changed", place
