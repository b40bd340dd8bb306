"""What to do next, right for the waves and the day: the last line of `check` and `status`."""

from __future__ import annotations

from datetime import date

from app.cli.reminding import is_time_to_remind
from app.core.closing import is_closed
from app.core.wave import OpenedWave
from app.errors import StoreError
from app.files.site import SiteFiles
from app.settings import Site
from app.store.waves import closed_on, opened_ids, read_opened


def next_step(site: Site, files: SiteFiles, today: date) -> str:
    """A command with its arguments, without the site."""
    try:
        opened = [read_opened(site.instance, wave_id) for wave_id in opened_ids(site.instance)]
        for wave in reversed(opened):
            if not is_closed(wave, today):
                return _while_open(site, files, wave, today)
    except StoreError:
        return "restore FILE"
    open_ids = {wave.id for wave in opened}
    coming = [w for w in files.waves if w.id not in open_ids and w.closes >= today]
    if opened and closed_on(site.instance, opened[-1].id) is None:
        return f"close {opened[-1].id}"
    if coming and not files.firm.sample:
        return f"invite {coming[0].id}"
    return "build"


def _while_open(site: Site, files: SiteFiles, wave: OpenedWave, today: date) -> str:
    if wave.wave.opens > today:
        return f"invite {wave.id}"
    return f"remind {wave.id}" if is_time_to_remind(site, files, wave, today) else "serve"
