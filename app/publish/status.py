"""Where all waves stand: files, opened waves and answers → `FirmStands`, with nothing compiled.

What of a confidential side was published is read from its ledger; for a page, from the reviews that
were made for it. Knows the road; knows no words and no terminal.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from app.core.collecting import without_collecting
from app.core.left_alone import left_alone_in
from app.core.meeting import known_on
from app.core.review import Review
from app.core.standing import FirmStands, wave_stands
from app.core.standing_sides import SideKey
from app.core.wave import OpenedWave, Privacy
from app.files.site import SiteFiles
from app.publish.load import Compiled
from app.settings import Site
from app.store.answers import AnswerStore
from app.store.last_backup import last_backup
from app.store.no_more import no_more
from app.store.once import AnswersOnce
from app.store.published import published_sides
from app.store.waves import closed_on, with_answers


@without_collecting()
def firm_stands(
    site: Site,
    files: SiteFiles,
    as_of: date,
    store: AnswerStore | AnswersOnce | None = None,
    *,
    reviews: Iterable[Review] | None = None,
) -> FirmStands:
    """Every wave as it stands on `as_of`. Raises StoreError.

    With `reviews`, which go into the same build, it is for a page: nothing is counted of a
    confidential side but what they show.
    """
    store = store or AnswerStore(site.instance)
    shown = None if reviews is None else _shown(reviews)
    meetings = known_on(files.meetings, as_of)
    waves = with_answers(site.instance)
    later = [*(wave.wave.opens for wave in waves[1:]), None] if waves else []
    left_alone = no_more(site.instance)
    made = last_backup(site.instance)
    return FirmStands(
        firm=files.firm.name,
        as_of=as_of,
        waves=tuple(
            wave_stands(
                opened,
                store.responses(opened.id),
                files.relationships,
                meetings,
                as_of,
                published=_published(site, opened) if shown is None else shown.get(opened.id, {}),
                closed_on=closed_on(site.instance, opened.id),
                no_more=left_alone_in(opened, files.relationships, left_alone),
                until=until,
                count_hidden=shown is None,
            )
            for opened, until in reversed(list(zip(waves, later, strict=True)))
        ),
        last_backup=None
        if made is None
        else made.astimezone(ZoneInfo(files.firm.time_zone)).date(),
    )


def page_of_status(site: Site, compiled: Compiled, answers: AnswersOnce) -> FirmStands | None:
    """For the page of a build; None before the first wave was opened."""
    found = firm_stands(site, compiled.files, compiled.as_of, answers, reviews=compiled.reviews)
    return found if found.waves else None


def _published(site: Site, opened: OpenedWave) -> dict[SideKey, int]:
    if not opened.wave.confidential:
        return {}
    return {
        key: states[-1].answered
        for key, states in published_sides(site.instance, opened.id).items()
        if states and opened.wave.privacy(key[1]) is Privacy.CONFIDENTIAL
    }


def _shown(reviews: Iterable[Review]) -> dict[str, dict[SideKey, int]]:
    """By wave how many answered of each side, as the reviews have it."""
    found: dict[str, dict[SideKey, int]] = {}
    for review in reviews:
        if review.compiled:
            of_wave = found.setdefault(review.wave, {})
            of_wave |= {(review.relationship, s.perspective): s.answered for s in review.sides}
    return found
