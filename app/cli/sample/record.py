"""The record of warnings as the sample firm's earlier builds would have written it.

Each wave is looked at ten days after it closed, with the files as they stood and the answers that
were there; so the demo shows what became of it. Writes into the demo's own store alone.
"""

from __future__ import annotations

from datetime import timedelta

from app.cli.sample.stories import as_it_stood
from app.core.attention_heard import heard_of
from app.core.attention_list import warnings_of
from app.core.compile import compile_review
from app.core.context import firm_context
from app.core.review import Review
from app.files.site import SiteFiles
from app.publish.attention import lists_of
from app.settings import Site
from app.store.answers import AnswerStore
from app.store.warnings import add_warned
from app.store.waves import opened_ids, read_opened

_AFTER = timedelta(days=10)


def record_earlier_builds(site: Site, files: SiteFiles) -> None:
    """Writes the warnings of every wave but the newest, whose build is the demo's own."""
    store = AnswerStore(site.instance)
    ids = opened_ids(site.instance)
    for last in range(1, len(ids)):
        wave_id = ids[last - 1]
        day = read_opened(site.instance, wave_id).wave.closes + _AFTER
        then = as_it_stood(files, wave_id)
        heard, known = [], dict[str, list[Review]]()
        for earlier_id in ids[:last]:
            opened = read_opened(site.instance, earlier_id)
            context = firm_context(opened, store.history(opened.id), then.relationships, day)
            reviews = []
            for relationship in opened.relationships:
                before = known.setdefault(relationship.slug, [])
                before.append(compile_review(relationship.slug, context, tuple(before)))
                reviews.append(before[-1])
            heard.append(heard_of(context, tuple(reviews)))
        newest = lists_of(site.instance, heard, then, day)[-1]
        add_warned(site.instance, wave_id, warnings_of(newest, day))
