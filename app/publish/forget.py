"""Taking what builds made off the disk: pages and sheets show answers that are to be gone.

Knows the folders of a build, and nothing of what stands in them. The next build makes all of it
anew; the one before goes too, which a build keeps beside its own.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.publish.swap import beside, heal, make_way, mark, one_build_at_a_time, swap_in
from app.settings import Site
from app.store.built import forget_built as forget_manifests

_ROUNDS = 2
"""An empty folder takes the place of a build, and a second one that of the build before."""


def forget_built(site: Site, as_of: date) -> tuple[Path, ...]:
    """Leaves every folder that a build made empty, and what was kept of the build before.

    Returns the folders. Raises PublishError naming what another program holds, or what no build
    made; doing it again goes on from there.
    """
    if not site.build.is_dir():
        return ()
    with one_build_at_a_time(site.build):
        heal(site.build, site.swapped)  # a build before without its own is one from then on
        there = [target for target in site.swapped if target.exists()]
        for _ in range(_ROUNDS):
            pairs = [(beside(target), target) for target in there]
            for fresh, _ in pairs:
                mark(fresh, as_of)
            swap_in(site.build, pairs)
        for target in there:
            make_way(target)
        forget_manifests(site.instance)
    return tuple(target for target in there if target != site.staged)
