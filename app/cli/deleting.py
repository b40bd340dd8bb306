"""`close WAVE --delete-answers`: a wave's answers, what was made of them, what cannot be reached.

Knows the folders that hold words of respondents; what goes can be called up again by nobody.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.core.wave import OpenedWave
from app.errors import StoreError
from app.settings import Site


def delete_answers(site: Site, opened: OpenedWave, today: date, *, yes: bool, dry_run: bool) -> int:
    """Takes every answer of a wave away; it is on no page from the next build on.

    Raises StoreError or PublishError naming what is held; doing it again goes on from there.
    """
    from app.cli.counted import counted
    from app.cli.site import command_line
    from app.publish.forget import forget_built
    from app.store.answers import AnswerStore
    from app.store.beside import forget_rewordings
    from app.store.published import forget_published
    from app.store.waves import mark_deleted

    store = AnswerStore(site.instance)
    versions = store.count(opened.id)
    print(f"{opened.id}: {counted(versions, 'version')} of answers are kept")
    if dry_run or not yes:
        print(
            "nothing was deleted: this cannot be undone, and takes away all pages and briefs that "
            "were built of answers; add --yes to do it"
        )
        return 0 if dry_run else 1
    try:
        mark_deleted(site.instance, opened.id, today)
        store.erase(opened.id)
        forget_rewordings(site.instance, opened.id)
        forget_published(site.instance, opened.id)
        emptied = forget_built(site, today)
    except OSError as error:
        raise StoreError(
            f"{error.filename or site.instance}: cannot be deleted ({error.strerror}); close it "
            "where it is open, then run the same command again"
        ) from error
    print("they are deleted here, with what was put in other words and what was set aside of them")
    if emptied:
        print(
            f"emptied, with the build before: {', '.join(map(str, emptied))}; what a host was "
            "given is replaced by the next upload"
        )
    for place in _still_holding(site):
        print(f"look through {place} yourself: it may hold words of theirs")
    print("backups and copies elsewhere still hold them")
    print(f"Next: {command_line(site, 'build')}, which makes pages and briefs without them")
    return 0


def _still_holding(site: Site) -> tuple[Path, ...]:
    """Folders of this site that may hold answers and are not a build's to take away."""
    from app.store.migrations import KEPT

    return tuple(place for place in (site.send, site.instance / KEPT) if place.is_dir())
