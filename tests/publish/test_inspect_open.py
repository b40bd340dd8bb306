"""Open pages are looked over: no word without consent, nothing withheld, no other relationship."""

from __future__ import annotations

import html
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.cli.demo_command import AS_OF
from app.core.response import Consent, Response
from app.core.review import Words
from app.core.survey import Perspective, TextTopic
from app.errors import PublishError
from app.files.site import GuidePage, read_site
from app.pages.prose import to_html
from app.publish.inspect_open import inspect_open
from app.publish.listing import files_below
from app.publish.load import Compiled, compile_site
from app.publish.sheets import Shared, for_the_table, planned_sheets
from app.settings import Site
from app.store.answers import AnswerStore
from app.store.waves import opened_ids
from tests.review_builders import hidden_for_protection

PAGE = "2026/northlight-foods/index.html"
TABLE = "for-the-table/2026/northlight-foods-shared.html"


@dataclass(kw_only=True)
class Pages:
    folder: Path
    compiled: Compiled
    shared: Shared
    answers: tuple[Response, ...]
    guide: tuple[GuidePage, ...] = ()

    def inspect(self, *pages: str) -> None:
        inspect_open(
            self.folder,
            self.compiled.portfolios,
            self.compiled.reviews,
            self.shared,
            self.answers,
            pages or self.all(),
            guide=self.guide,
        )

    def all(self) -> tuple[str, ...]:
        return tuple(name for name in files_below(self.folder) if name.endswith(".html"))

    def say(self, place: str, markup: str) -> None:
        path = self.folder / place
        path.write_text(path.read_text("utf-8").replace("</main>", f"{markup}</main>"), "utf-8")


@pytest.fixture(scope="module")
def compiled(demo: Site) -> Compiled:
    return compile_site(demo, read_site(demo), AS_OF)


@pytest.fixture
def pages(demo: Site, compiled: Compiled, tmp_path: Path) -> Pages:
    shutil.copytree(demo.open_pages, tmp_path / "open")
    store = AnswerStore(demo.instance)
    return Pages(
        folder=tmp_path / "open",
        compiled=compiled,
        shared=for_the_table(planned_sheets(compiled), compiled),
        answers=tuple(one for wave in opened_ids(demo.instance) for one in store.history(wave)),
    )


def somebodys_words(pages: Pages, relationship: str, *consents: Consent) -> str:
    return next(
        str(answer.value)
        for response in pages.answers
        if response.relationship == relationship and response.wave == "2026"
        for answer in response.answers
        if isinstance(answer.value, str)
        and answer.consent in consents
        and len(answer.value.split()) > 4
    )


def test_the_sample_firms_pages_hold_what_they_may(pages: Pages) -> None:
    pages.inspect()


def test_words_of_another_relationship_stop_the_build(pages: Pages) -> None:
    words = somebodys_words(pages, "kestrel-row", Consent.UNSAID, Consent.NAMED, Consent.UNNAMED)
    pages.say(PAGE, f"<p>{words}</p>")
    with pytest.raises(PublishError, match=f"{PAGE}: words that nobody let stand there"):
        pages.inspect()


@pytest.mark.parametrize(
    "way",
    [
        *('<path d="{}"/>', '<p viewBox="{}">x</p>', "<a d='1' points=\"{}\">x</a>"),
        '<p>Write it as x=" in the sheet.</p><svg aria-label="{}"/>',
    ],
)
def test_words_in_an_attribute_for_shapes_stop_it_too(pages: Pages, way: str) -> None:
    words = somebodys_words(pages, "kestrel-row", Consent.UNSAID, Consent.NAMED, Consent.UNNAMED)
    pages.say(PAGE, way.format(html.escape(words)))
    with pytest.raises(PublishError, match="words that nobody let stand there"):
        pages.inspect(PAGE)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Lisa\u00b4s", "Lisa\u00b4s"), ("Oak Row", "Oak&nbsp;Row"), ("Oak Row", "oak\u2003row")],
)
def test_a_name_of_several_words_is_seen_however_it_is_written(
    pages: Pages, name: str, shown: str
) -> None:
    reviews = [
        replace(review, name=name) if review.relationship == "kestrel-row" else review
        for review in pages.compiled.reviews
    ]
    pages.compiled = replace(pages.compiled, reviews=tuple(reviews))
    pages.inspect(PAGE)
    pages.say(PAGE, f"<p>{shown}</p>")
    with pytest.raises(PublishError, match="another relationship"):
        pages.inspect(PAGE)


def test_words_for_the_principal_alone_stop_the_build_in_a_text_and_in_an_attribute(
    pages: Pages,
) -> None:
    said = replace(
        pages.answers[0],
        relationship="northlight-foods",
        answers=(
            replace(
                pages.answers[0].answers[0],
                value="Only you should read this, please.",
                consent=Consent.PRINCIPAL,
            ),
        ),
    )
    pages.answers = (*pages.answers, said)
    pages.inspect(PAGE)
    pages.say(PAGE, '<p title="Only you   should read this, please.">x</p>')
    with pytest.raises(PublishError, match="only you should read this"):
        pages.inspect(PAGE)


@pytest.mark.parametrize(
    "lines", ["In their words, and ours", "In your own words\nHow far apart we are"]
)
def test_whoever_answers_in_our_templates_words_stops_no_build(pages: Pages, lines: str) -> None:
    first = pages.answers[0]
    given = replace(first.answers[0], value=lines, consent=Consent.PRINCIPAL)
    pages.answers = (*pages.answers, replace(first, answers=(given,)))
    pages.say(PAGE, f"<h2>{lines}</h2>")
    pages.inspect()


def test_whoever_answers_in_words_of_the_guide_stops_no_build(pages: Pages, demo: Site) -> None:
    guide = read_site(demo).guide
    every = "\n".join(html.unescape(re.sub("<[^>]*>", "\n", to_html(p.body))) for p in guide)
    first = pages.answers[0]
    given = replace(first.answers[0], value=every, consent=Consent.PRINCIPAL)
    pages.answers = (*pages.answers, replace(first, answers=(given,)))
    with pytest.raises(PublishError, match=r"guide/[a-z-]+/index.html: words that nobody let"):
        pages.inspect()
    pages.guide = guide
    pages.inspect()


def test_words_without_consent_on_the_copy_for_the_table_stop_the_build(pages: Pages) -> None:
    unsaid = somebodys_words(pages, "northlight-foods", Consent.UNSAID)
    pages.say(PAGE, f"<p>{unsaid}</p>")
    pages.inspect(PAGE)
    pages.say(TABLE, f"<p>{unsaid}</p>")
    with pytest.raises(PublishError, match=TABLE):
        pages.inspect(TABLE)


@pytest.mark.parametrize("place", [PAGE, TABLE, "guide/listening/index.html"])
def test_another_relationships_name_stops_the_build(pages: Pages, place: str) -> None:
    pages.say(place, "<p>As with Castell <!-- --> Energia</p><p>like CASTELL&#32;ENERGIA</p>")
    with pytest.raises(PublishError, match="another relationship: castell energia"):
        pages.inspect(place)


def test_the_overview_may_name_everybody(pages: Pages) -> None:
    for place in ("index.html", "2026/index.html", "status/index.html"):
        pages.say(place, "<p>Castell Energia</p>")
    pages.inspect("index.html", "2026/index.html", "status/index.html", "2026/order/gap/index.html")


def test_a_figure_or_a_word_of_a_withheld_side_stops_the_build(pages: Pages) -> None:
    review = hidden_for_protection()
    assert not review.sides[0].shown
    shown = replace(review.factors[0].counterpart, value=4.5, missing=None)
    words = Words(
        topic=TextTopic.PUT_RIGHT,
        perspective=Perspective.COUNTERPART,
        text="x",
        consent=Consent.NAMED,
    )
    for changed, what in (
        (replace(review, factors=(replace(review.factors[0], counterpart=shown),)), "figures"),
        (replace(review, words=(words,)), "words"),
    ):
        with pytest.raises(PublishError, match=f"{what} of a side that is withheld"):
            inspect_open(pages.folder, (), (changed,), {}, (), ())
    inspect_open(pages.folder, (), (review,), {}, (), ())
