"""Whom to meet first in the sample firm: on its pages, in the export, in the record."""

import html
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.cli.demo_command import AS_OF
from app.core.attention import Apart, AttentionList, Band, ReasonKind
from app.core.lead_evidence import Evidence, lead_evidence
from app.core.overview import Portfolio
from app.files.site import read_site
from app.publish.attention import keep_warnings
from app.publish.figures_portfolio import portfolio_figures
from app.publish.load import Compiled, compile_site
from app.settings import Site
from app.store.warnings import warned

SHARED_WITH_NOBODY = ("heard elsewhere", "around the lead", "evidence", "lead check")


@pytest.fixture(scope="session")
def compiled(demo: Site) -> Compiled:
    return compile_site(demo, read_site(demo), AS_OF)


@pytest.fixture(scope="session")
def newest(compiled: Compiled) -> AttentionList:
    found = compiled.portfolios[0].attention
    assert found is not None
    return found


def lists(portfolios: tuple[Portfolio, ...]) -> dict[str, Any]:
    """By wave what the export says of its list."""
    return {
        wave: told["attention"]
        for wave, told in portfolio_figures(portfolios)["waves"].items()
        if told["attention"] is not None
    }


def page(demo: Site, name: str) -> str:
    return html.unescape((demo.open_pages / name / "index.html").read_text("utf-8"))


def test_the_sample_has_all_bands_and_lists(newest: AttentionList) -> None:
    assert [p.relationship for p in newest.in_band(Band.MEET)] == ["northlight-foods"]
    assert [p.relationship for p in newest.in_band(Band.QUARTER)] == ["orchard-schools"]
    assert newest.in_band(Band.ROUTINE)
    assert {p.relationship for p in newest.apart_for(Apart.ONE_SIDED)} == {
        "quayside-council",
        "wadi-nakheel-labs",
    }
    assert {p.relationship for p in newest.apart_for(Apart.NOT_SHOWN)} == {
        "brenner-optik",
        "talvi-steelwork",
        "team-drawing-office",
    }
    assert [p.relationship for p in newest.older] == ["ohara-darcy"]


def test_every_signal_appears_in_the_sample(demo: Site, compiled: Compiled) -> None:
    """On a list of today, or in what an earlier build wrote down."""
    today = {
        reason.kind
        for portfolio in compiled.portfolios
        if portfolio.attention is not None
        for place in portfolio.attention.places
        for reason in place.reasons
    }
    written = {
        ReasonKind(kind)
        for portfolio in compiled.portfolios
        for one in warned(demo.instance, portfolio.wave)
        for kind in one.reasons
    }
    never = {
        ReasonKind.BLIND_SPOT_IN_TRUST,
        ReasonKind.NOBODY_ANSWERED,
        ReasonKind.RECURRING_QUESTION,
        ReasonKind.MANY_NEW_CONTACTS,
        ReasonKind.ONE_CONTACT,
        ReasonKind.TWO_FALLS,
    }
    assert set(ReasonKind) - today - written == never


def test_the_list_stands_on_the_overview_in_sentences(demo: Site) -> None:
    text = page(demo, "2026")
    for said in (
        "Whom to meet first",
        "Meet within 30 days",
        "“late news of changes” is to be put right again, as in the 2025 survey.",
        "It was escalated on 18 September 2026.",
        "They answered the 2025 survey and are silent now. Our own view stands alone.",
        "Someone who decided there left on 4 May 2026.",
        "Not shown, to protect people",
        "Last asked in an earlier survey",
        "No order by adjusted score",
        "asked not to be written to before the new council sits",
        "All weights and thresholds are the defaults.",
    ):
        assert said in text, said


def test_the_review_says_why_with_the_row_each_point_rests_on(demo: Site) -> None:
    text = page(demo, "2026/northlight-foods")
    assert "Why this relationship is on the meeting list" in text
    assert "Meet within 30 days: 40 points." in text
    assert "content/relationships/northlight-foods.md: signs escalated 2026-09-18" in text
    assert "2026 survey, trust" in text
    assert "Why this relationship" not in page(demo, "2025/northlight-foods")


def test_no_evidence_about_a_lead_is_on_any_page_or_in_the_export(
    demo: Site, compiled: Compiled
) -> None:
    files = read_site(demo)
    northlight = next(r for r in files.relationships if r.slug == "northlight-foods")
    (review,) = [
        r for r in compiled.reviews if (r.wave, r.relationship) == ("2026", "northlight-foods")
    ]
    kept = lead_evidence(northlight, review, AS_OF, files.weights)
    assert (Evidence.HEARD_ELSEWHERE, date(2026, 5, 6)) in kept.found
    texts = [path.read_text("utf-8") for path in demo.open_pages.rglob("*.html")]
    texts.append(json.dumps(lists(compiled.portfolios)))
    for text in texts:
        assert not any(word in text.lower() for word in SHARED_WITH_NOBODY)


def test_no_lead_is_named_beside_a_reason(demo: Site) -> None:
    text = page(demo, "2026")
    section = text[text.index("Whom to meet first") : text.index("Every relationship")]
    assert not any(person.name in section for person in read_site(demo).people)


def test_the_export_gives_each_point_its_row(compiled: Compiled) -> None:
    tree = json.loads(json.dumps(lists(compiled.portfolios)))
    first = tree["2026"]["places"][0]
    assert (first["relationship"], first["points"]) == ("northlight-foods", 40)
    assert sum(reason["points"] for reason in first["reasons"]) == 40
    assert all(reason["rests_on"] for reason in first["reasons"])
    assert tree["2024"]["reason"] == "all later"
    assert tree["2026"]["weights_changed"] == {}


def test_a_rebuild_writes_no_warning_twice(demo: Site, compiled: Compiled) -> None:
    before = warned(demo.instance, "2026")
    assert len(before) == 15
    assert keep_warnings(demo.instance, compiled.portfolios, date(2026, 12, 24)) == 0
    assert warned(demo.instance, "2026") == before


def test_what_became_of_earlier_warnings_stands_on_the_newest_overview(demo: Site) -> None:
    text = page(demo, "2026")
    assert "What became of what the list said" in text
    assert "Meet this quarter on 10 November 2025, 35 points: ended." in text
    assert "What became of" not in page(demo, "2025")


def test_changed_weights_are_printed_and_exported(demo: Site, tmp_path: Path) -> None:
    from dataclasses import replace

    from app.core.weights import Weights
    from app.pages.attention_portfolio import meet_first

    files = replace(read_site(demo), weights=Weights(meet_from=30))
    again = compile_site(demo, files, AS_OF)
    found = again.portfolios[0].attention
    section = meet_first(found)
    assert section is not None
    assert section.changed == ("Meet from: 30, where the default is 40.",)
    tree = lists(again.portfolios)
    assert tree["2026"]["weights_changed"] == {"meet_from": {"default": 40, "now": 30}}
