"""Looking over open pages for what their reviews do not hold: as far as that can be proved.

An answer in somebody's own words, or another relationship's name, stands on a page only where its
review holds it too: consent was weighed there. A withheld side has no figure and no word at all.
Reads what was written, the finished reviews and everyone's own words; knows no template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any, cast

from app.core.overview import Portfolio
from app.core.response import Response
from app.core.review import FactorReview, ItemReview, Review, SideReview
from app.core.survey import Perspective
from app.errors import PublishError
from app.files.site import GuidePage
from app.pages.own_texts import own_texts
from app.pages.prose import to_html
from app.pages.shared_page import shared_name
from app.publish.private_words import folded
from app.publish.shared_out import shared_out

_TEXT = re.compile(r">([^<]+)")
_VALUE = re.compile(r'="([^"]*)"')
_EITHER = re.compile(rf"{_TEXT.pattern}|{_VALUE.pattern}")
_SEVERAL = re.compile(r"[\s&]|[^\x00-\x7f]")
"""Without it a text is one word at most, and neither an answer nor a name that is looked for. Of
what is not ASCII some becomes several words when it is folded."""
_WORD = re.compile(r"\w+")
_SHAPE = re.compile(r"[Mm]\s*-?\d[MmLlHhVvCcQqAaZz\d\s.,-]*|[\d\s.,-]+")
"""A path of a drawing, or numbers alone: most of what stands in attributes."""
_ORDER = re.compile(r"order/[^/]+/(?=index\.html$)")
"""The same list in another order is a page of the same overview."""
_FEWEST_WORDS = 4
"""Shorter answers are what a page may say by itself: "Nothing at the moment"."""
_WORDS = "words that nobody let stand there: "
_MOST = 20
_MOST_SEEN, _SHORT = 1 << 17, 500
"""Texts that are known again, and the longest of them."""


def inspect_open(
    folder: Path,
    portfolios: Iterable[Portfolio],
    reviews: Iterable[Review],
    shared: Mapping[tuple[str, str], Review],
    answers: Iterable[Response],
    pages: Iterable[str],
    workers: int = 1,
    guide: Sequence[GuidePage] = (),
) -> None:
    """Raises PublishError naming every page that holds what it may not.

    `shared` are the reviews for the table by wave and relationship; `pages` those to look at:
    one that was taken over was looked at before. Whoever answers in words of our templates, or of
    `guide`, has let nothing out.
    """
    reviews, portfolios = tuple(reviews), tuple(portfolios)
    overviews: dict[str, tuple[Portfolio, ...]] = {
        f"{portfolio.wave}/index.html": (portfolio,) for portfolio in portfolios
    }
    overviews |= {"index.html": portfolios, "status/index.html": portfolios}
    of_one = {f"{r.wave}/{r.relationship}/index.html": r for r in reviews}
    tables = {f"for-the-table/{wave}/{shared_name(slug)}": (wave, slug) for wave, slug in shared}
    said = frozenset(line for response in answers for line in _lines_of(response))
    names = _names({review.relationship: review.name for review in reviews})
    suspects = _Suspects(said, names)
    wrong = [f"{_place(review)}: {what}" for review in reviews for what in _withheld(review)]
    places = sorted(pages)

    def on_page(place: str) -> list[str]:
        html = (folder / place).read_text("utf-8")
        if place in tables:
            # It is called as the review that it is made of, and made only where that is not enough.
            wave, slug = tables[place]
            ours = of_one.get(f"{wave}/{slug}/index.html") or shared[wave, slug]
            found = _beyond(html, ours.name, lambda: shared[wave, slug], suspects)
        elif place in of_one:
            found = _beyond(html, of_one[place].name, lambda: of_one[place], suspects)
        else:
            overview = overviews.get(_ORDER.sub("", place))
            found = _beyond(html, None if overview else "", lambda: overview, suspects)
        return [f"{place}: {what}" for what in found if not itself_says(what)]

    def itself_says(what: str) -> bool:
        words = what.removeprefix(_WORDS)
        return words != what and words in _own_lines(tuple(guide))

    for _, found in sorted(shared_out(on_page, places, workers)):
        wrong += found
    if wrong:
        more = f"\nand {len(wrong) - _MOST} more" if len(wrong) > _MOST else ""
        raise PublishError(
            "pages hold what they may not, nothing was replaced:\n"
            + "\n".join(wrong[:_MOST])
            + more
        )


class _Suspects(dict[str, tuple[tuple[str, bool], ...]]):
    """By a text of a page the answers in it, and the names, which are True: most hold neither, and
    most stand on all pages, so that each is looked at once.
    """

    def __init__(self, said: frozenset[str], names: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._said, self._names = said, names

    def __missing__(self, text: str) -> tuple[tuple[str, bool], ...]:
        found: tuple[tuple[str, bool], ...] = ()
        if _SEVERAL.search(text) and not _SHAPE.fullmatch(text):
            lines = tuple(_lines(unescape(text)))
            found = tuple((line, False) for line in lines if line in self._said)
            found += tuple((name, True) for name in _named(lines, self._names))
        if len(self) >= _MOST_SEEN:
            self.clear()
        if len(text) <= _SHORT:
            self[text] = found
        return found


def _texts(html: str) -> set[str]:
    """What stands between tags and in attributes."""
    between = _TEXT.findall(html)
    if '="' in "\n".join(between):
        # Somebody writes about attributes: both in one look, so that none begins inside a text.
        return set(chain.from_iterable(_EITHER.findall(html)))
    return {*between, *_VALUE.findall(html)}


def _beyond(
    html: str,
    name: str | None,
    about: Callable[[], Review | tuple[Portfolio, ...] | None],
    suspects: _Suspects,
) -> Iterator[str]:
    """What stands on a page and not in what it was made of, which `about` gives; `name` is what the
    one relationship that it is about is called, None where it may name all of them.
    """
    found = set(chain.from_iterable(map(suspects.__getitem__, _texts(html))))
    said = {line for line, is_name in found if not is_name}
    others = {other for other, is_name in found if is_name and name is not None}
    if others:
        own_name = " ".join(_folded_once(name or "").split())
        others = {other for other in others if other not in own_name}
    if not (said or others):
        return
    held_by = about()
    if isinstance(held_by, Review):
        # Its own words are seen without a look at all it holds.
        said -= {line for text in _strings(held_by.words) for line in _lines(_folded_once(text))}
        if not (said or others):
            return
    # Most texts of a review are the survey's, and stand in all of them.
    held = [_folded_once(text) for text in dict.fromkeys(_strings(held_by))]
    own = {line for text in held for line in _lines(text)}
    yield from (f"{_WORDS}{line}" for line in sorted(said - own))
    # In one text: a name is not made of the end of one and the beginning of another.
    rows = [" ".join(text.split()) for text in held] if others else []
    yield from (
        f"another relationship: {other}"
        for other in sorted(others)
        if not any(other in row for row in rows)
    )


@lru_cache(maxsize=1)
def _own_lines(guide: tuple[GuidePage, ...]) -> frozenset[str]:
    """What pages say without any answer. Rarely asked for, and a second's work."""
    firms = (text for page in guide for text in (page.title, to_html(page.body)))
    texts = (text for own in (*own_texts(), *firms) for text in (own, *_texts(f">{own}<")))
    return frozenset(line for text in texts for line in _lines(unescape(text)))


def _withheld(review: Review) -> Iterator[str]:
    for side in review.sides:
        if side.shown or not review.compiled:
            continue
        theirs = side.perspective is Perspective.COUNTERPART
        rows: tuple[FactorReview | ItemReview, ...] = (*review.factors, *review.items)
        scores = [row.counterpart if theirs else row.own for row in rows]
        counts = [row.counterpart_counts if theirs else row.own_counts for row in review.items]
        if any(score.value is not None for score in scores) or any(counts):
            yield f"figures of a side that is withheld ({_side(side)})"
        if any(words.perspective is side.perspective for words in review.words):
            yield f"words of a side that is withheld ({_side(side)})"


def _named(lines: Iterable[str], names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    text = " \n ".join(lines)
    words = set(_WORD.findall(text)) if names else ()
    likely = {name for word in words if word in names for name in names[word]}
    return tuple(sorted(name for name in likely if name in text))


def _names(by_slug: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """First word → names of several words: one that is a single word may be any word of a page."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(set(by_slug.values())):
        whole = " ".join(folded(name).split())
        first = _WORD.search(whole)
        if " " in whole and first is not None:
            found[first.group()] = (*found.get(first.group(), ()), whole)
    return found


def _lines_of(response: Response) -> Iterator[str]:
    for answer in response.answers:
        if isinstance(answer.value, str):
            yield from (line for line in _lines(answer.value) if len(line.split()) >= _FEWEST_WORDS)


def _lines(text: str) -> Iterator[str]:
    return (line for part in folded(text).splitlines() if (line := " ".join(part.split())))


def _strings(value: object) -> list[str]:
    """Every text in a finished review or portfolio, each of its parts looked at once."""
    found: list[str] = []
    seen: set[int] = set()
    waiting: list[object] = [value]
    while waiting:
        part = waiting.pop()
        kind: Any = type(part)
        if isinstance(part, str):
            found.append(part)
        elif part is not None and kind not in _NO_TEXT and id(part) not in seen:
            seen.add(id(part))
            if kind is tuple or kind is list:
                waiting += cast(tuple[object, ...], part)
            else:
                waiting += [getattr(part, name) for name in _fields_of(kind)]
    return found


_NO_TEXT = (int, float, bool)


@cache
def _fields_of(kind: Hashable) -> tuple[str, ...]:
    return tuple(f.name for f in fields(cast(Any, kind))) if is_dataclass(kind) else ()


@lru_cache(maxsize=1 << 14)
def _folded_once(text: str) -> str:
    return folded(text)


def _place(review: Review) -> str:
    return f"{review.wave}/{review.relationship}"


def _side(side: SideReview) -> str:
    return side.perspective.value
