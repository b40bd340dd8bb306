"""The sealed upload folder in one call: keys, sealing, hosts' files, inspection.

Takes a finished build, open pages and printed sheets, and makes a folder beside the one it is to
replace; the caller swaps it in with the rest, and then keeps the record.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.core.overview import Portfolio
from app.files.site import SiteFiles
from app.publish.hosting import write_hosting
from app.publish.inspect_sealed import inspect_sealed
from app.publish.page_keys import keys_for
from app.publish.private_words import PrivateWords
from app.publish.seal_site import Earlier, seal_site
from app.publish.swap import beside
from app.publish.units import built_files, units_of
from app.sealing.page_keys import PageKeys
from app.settings import Site
from app.store.sealed_pages import Upload, last_upload


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """The keys, and what they are wrapped under: new units need both."""

    passphrase: str = field(repr=False)
    keys: PageKeys = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpload:
    folder: Path
    """To be swapped in for `Site.upload`."""
    record: Upload
    """To be kept with `keep_upload` when it has been."""
    keys: PageKeys = field(repr=False)
    sealed: int
    """Files sealed anew."""
    kept: int
    """Files that are as they were."""


def make_upload(
    site: Site,
    files: SiteFiles,
    portfolios: tuple[Portfolio, ...],
    unlocked: Unlocked,
    private: PrivateWords,
    as_of: date,
    *,
    pages: Path,
    printed: Path,
    only: frozenset[str] | None = None,
    unchanged: Callable[[str], bool] = lambda _: False,
    workers: int = 1,
) -> MadeUpload:
    """Seals the finished folders `pages` and `printed`, and looks over what came of it.

    `portfolios` stand newest wave first. `only` names the sheets in `printed` that may go out,
    where it was not made just now and holds older ones. `unchanged` says of `open/…` and `print/…`
    whether a file is what it was in the build before; leaving it out costs time alone. Raises
    PublishError and StoreError, and has replaced nothing then.
    """
    built = tuple(
        file
        for file in built_files(pages, printed)
        if only is None or not file.path.startswith("print/") or file.path[6:] in only
    )
    keys = keys_for(site.instance, unlocked.passphrase, units_of(built), as_of)
    folder = beside(site.upload)
    record = last_upload(site.instance)
    earlier = None
    if record is not None and site.upload.is_dir():
        earlier = Earlier(folder=site.upload, record=record, unchanged=unchanged)
    waves = tuple(portfolio.wave for portfolio in portfolios)
    done = seal_site(built, folder, keys, waves, earlier, workers)
    write_hosting(folder, files.firm)
    digests = inspect_sealed(
        folder,
        built,
        keys,
        private,
        firm=files.firm,
        guide=files.guide,
        known=record,
        taken=done.kept,
        workers=workers,
    )
    return MadeUpload(
        folder=folder,
        record=Upload(files=digests, units=done.units),
        keys=keys,
        sealed=done.sealed,
        kept=len(done.kept),
    )
