"""The road of data in one place: files and responses → contexts → finished reviews.

Is given the firm's files and reads the opened waves and the store; all after it works on reviews
alone. Must not know pages, folders to write to, or how anything looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.core.as_printed import as_printed
from app.core.attention_heard import WaveHeard, heard_of
from app.core.collecting import without_collecting
from app.core.compile import compile_review
from app.core.context import FirmContext, firm_context, with_gates
from app.core.firm import Firm, Relationship
from app.core.meeting import Meeting
from app.core.overview import Portfolio
from app.core.portfolio import compile_portfolio
from app.core.published import PublishedSide
from app.core.response import Response
from app.core.review import Review
from app.core.sides import Ledger, SideKey
from app.core.wave import OpenedWave, Sealed
from app.files.site import SiteFiles
from app.publish.attention import lists_of, on_portfolios, on_reviews
from app.publish.pasted_links import without_links
from app.publish.seal import sealed_expectations
from app.sealing.ledger import marker
from app.sealing.links import new_key
from app.settings import Site
from app.store.answers import AnswerStore
from app.store.beside import rewordings
from app.store.keys import kept_key
from app.store.once import AnswersOnce
from app.store.published import keep_published, published_sides
from app.store.waves import mark_compiled, with_answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """Everything that is to be published, finished and protected."""

    files: SiteFiles
    as_of: date
    reviews: tuple[Review, ...]
    """Oldest wave first, by relationship within a wave."""
    portfolios: tuple[Portfolio, ...]
    """Newest wave first."""
    leads: Mapping[str, tuple[str, ...]]
    """By relationship everyone who led it in any wave."""
    names: tuple[str, ...]
    """All names that any relationship goes or went by."""

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """Slug and title of each page of the guide."""
        return tuple((page.slug, page.title) for page in self.files.guide)


def names_of(relationship: Relationship) -> tuple[str, ...]:
    """What a relationship is called, and was called before it was renamed."""
    return (
        relationship.name,
        *(before.replace("-", " ").title() for before in relationship.formerly),
    )


def context_of(
    site: Site,
    opened: OpenedWave,
    relationships: Iterable[Relationship],
    as_of: date,
    store: AnswerStore | AnswersOnce | None = None,
    *,
    firm: Firm | None = None,
    meetings: Iterable[Meeting] = (),
    publishing: bool = False,
) -> FirmContext:
    """One wave ready to compile. Seals expectations that were not sealed yet. Raises StoreError.

    With `publishing`, what is new of confidential sides goes into the ledger first.
    """

    def seal(counted: tuple[Response, ...]) -> dict[str, Sealed]:
        return sealed_expectations(site.instance, opened, counted, as_of)

    confidential = opened.wave.confidential
    known = published_sides(site.instance, opened.id) if confidential else {}
    mark = marker(kept_key(site.instance, "ledger", new_key), opened.id) if confidential else str
    context = firm_context(
        opened,
        without_links((store or AnswerStore(site.instance)).history(opened.id)),
        relationships,
        as_of,
        rewordings=rewordings(site.instance, opened.id),
        seal=seal,
        firm=firm,
        meetings=meetings,
        ledger=Ledger(published=known, mark=mark),
    )
    if publishing and confidential and context.compiled:
        keep_published(site.instance, opened.id, known, _made(context))
        # An export publishes as a build does: from here on a ledger that has gone is an error.
        mark_compiled(site.instance, opened.id, as_of)
    return with_gates(context) if publishing else context


def last_days(waves: Iterable[OpenedWave]) -> dict[tuple[str, str], date]:
    """By wave and relationship the day before it was asked again, where it has been.

    `waves` have begun and stand in the order of their opening days.
    """
    found: dict[tuple[str, str], date] = {}
    newest: dict[str, str] = {}
    for opened in waves:
        for relationship in opened.relationships:
            slug = relationship.slug
            if slug in newest:
                found[newest[slug], slug] = opened.wave.opens - timedelta(days=1)
            newest[slug] = opened.id
    return found


def _made(context: FirmContext) -> dict[SideKey, PublishedSide]:
    return {key: make() for key, make in context.to_keep.items()}


@without_collecting()
def compile_site(
    site: Site, files: SiteFiles, as_of: date, answers: AnswersOnce | None = None
) -> Compiled:
    """All reviews of all waves that have begun, as they stand on `as_of`, of `answers` if given.

    A wave that was opened ahead of its first day asks nobody yet, and takes no older one's place.
    Seals our expectations of each relationship before it is compiled for the first time. Raises
    StoreError for the store.
    """
    store = answers or AnswerStore(site.instance)
    known: dict[str, list[Review]] = {}
    portfolios: list[Portfolio] = []
    contexts: dict[str, FirmContext] = {}
    heard: list[WaveHeard] = []
    waves = {one.id: one for one in with_answers(site.instance) if one.wave.opens <= as_of}
    ids = tuple(waves)
    stands = last_days(waves.values())
    for wave_id, opened in waves.items():
        context = context_of(
            site,
            opened,
            files.relationships,
            as_of,
            store,
            firm=files.firm,
            meetings=files.meetings,
            publishing=True,
        )
        of_wave = []
        for relationship in opened.relationships:
            earlier = known.setdefault(relationship.slug, [])
            review = compile_review(
                relationship.slug,
                context,
                tuple(earlier),
                contexts,
                stands=stands.get((wave_id, relationship.slug)),
            )
            earlier.append(review)
            of_wave.append(review)
        contexts[wave_id] = context
        heard.append(heard_of(context, tuple(of_wave)))
        others = tuple(other for other in reversed(ids) if other != wave_id)
        portfolios.append(compile_portfolio(context, tuple(of_wave), others))
    lists = lists_of(site.instance, heard, files, as_of)
    order = {wave_id: place for place, wave_id in enumerate(ids)}
    reviews = sorted(
        (review for of_slug in known.values() for review in of_slug),
        key=lambda review: (order[review.wave], review.relationship),
    )
    return Compiled(
        files=files,
        as_of=as_of,
        reviews=on_reviews(reviews, lists),
        portfolios=on_portfolios(reversed(portfolios), lists),
        leads={
            slug: tuple(sorted({review.lead_name for review in of_slug}))
            for slug, of_slug in known.items()
        },
        names=tuple(sorted({name for r in files.relationships for name in names_of(r)})),
    )


@without_collecting()
def compile_to_print(
    site: Site, files: SiteFiles, as_of: date, answers: AnswersOnce | None = None
) -> Compiled:
    """The same for pages and sheets, which show no figure more exactly than they print it."""
    compiled = compile_site(site, files, as_of, answers)
    return replace(compiled, reviews=tuple([as_printed(review) for review in compiled.reviews]))
