"""The sample firm: every kind, every form and every awkward case has its page and its brief."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from pypdf import PdfReader

from app.cli.demo_command import AS_OF
from app.cli.sample.answers import sample_responses
from app.cli.sample.stories import stories_of
from app.core.firm import CommitmentState, Kind
from app.core.review import EarlierPoint, FindingKind, Missing, Review
from app.core.survey import Form, Perspective
from app.core.wave import Privacy
from app.files.site import read_site
from app.publish.load import compile_site
from app.settings import Site
from app.store.waves import opened_ids, read_opened

WAVES = ("2023", "2024", "2025", "2026-suppliers", "2026")


@dataclass(frozen=True, slots=True)
class Built:
    """The demo's folder and the reviews that its pages are made of."""

    site: Site
    reviews: dict[tuple[str, str], Review]

    def page(self, wave: str, relationship: str) -> str:
        path = self.site.open_pages / wave / relationship / "index.html"
        return html.unescape(path.read_text("utf-8"))

    def history(self, relationship: str) -> list[Review]:
        return [r for (_, slug), r in self.reviews.items() if slug == relationship]


@pytest.fixture(scope="session")
def built(demo: Site) -> Built:
    compiled = compile_site(demo, read_site(demo), AS_OF)
    return Built(demo, {(r.wave, r.relationship): r for r in compiled.reviews})


def answered(review: Review) -> tuple[int, int]:
    return review.sides[0].answered, review.sides[0].invited


def theirs(review: Review) -> list[float]:
    return [f.counterpart.value for f in review.factors if f.counterpart.value is not None]


def spread(review: Review) -> float:
    """Distance between the most and the least satisfied person there, in points."""
    (satisfied,) = [i for i in review.items if i.item == "S"]
    chosen = [c.point for c in satisfied.counterpart_counts if c.count]
    return max(chosen) - min(chosen)


def gap(review: Review, factor: str) -> float:
    (found,) = [f for f in review.factors if f.factor == factor]
    assert found.gap.value is not None
    return found.gap.value


def without_cooperation(review: Review) -> bool:
    missing = {f.factor: f.counterpart.missing for f in review.factors}
    return missing["cooperation"] is Missing.NO_ANSWERS and missing["trust"] is None


@dataclass(frozen=True, slots=True)
class Case:
    """One awkward case: where it is, what is so, and what its page says."""

    wave: str
    relationship: str
    holds: Callable[[Review], bool]
    says: str


CASES = {
    "nobody answered": Case(
        "2026",
        "quayside-council",
        lambda r: r.finding.kind is FindingKind.ONLY_WE and answered(r) == (0, 3),
        "They have not answered.",
    ),
    "one answer, by name": Case(
        "2024",
        "brenner-optik",
        lambda r: answered(r) == (1, 3) and len(theirs(r)) == 4,
        "Karl Brenner, Brenner Optik",
    ),
    "one answer, in confidence": Case(
        "2026",
        "brenner-optik",
        lambda r: answered(r) == (1, 3) and theirs(r) == [] and not r.sides[0].shown,
        "Too few answers to show without exposing someone.",
    ),
    "two of five, in confidence": Case(
        "2026",
        "talvi-steelwork",
        lambda r: answered(r) == (2, 5) and theirs(r) == [],
        "not shown, to protect people",
    ),
    "all ten, divided": Case(
        "2026",
        "orchard-schools",
        lambda r: answered(r) == (10, 10) and spread(r) >= 2,
        "Ten of ten people at Orchard Schools Trust answered.",
    ),
    "hidden strength": Case(
        "2026",
        "castell-energia",
        lambda r: r.finding.kind is FindingKind.THEY_HIGHER and gap(r, "trust") <= -2,
        "They rate us higher on",
    ),
    "blind spot": Case(
        "2026",
        "northlight-foods",
        lambda r: r.finding.kind is FindingKind.WE_HIGHER and gap(r, "transparency") >= 3,
        "On transparency, we say",
    ),
    "blind spot of the paying side": Case(
        "2025", "kestrel-row", lambda r: gap(r, "trust") >= 3, "On trust, we say"
    ),
    "our side missing": Case(
        "2026",
        "wadi-nakheel-labs",
        lambda r: r.finding.kind is FindingKind.ONLY_THEY and r.sides[1].answered == 0,
        "Our own view is missing.",
    ),
    "a team below three answers": Case(
        "2026",
        "team-drawing-office",
        lambda r: r.kind is Kind.EMPLOYEE and answered(r) == (2, 3) and theirs(r) == [],
        "Two of three people in Drawing office answered. Two of two who lead it answered.",
    ),
    "a team on seven points": Case(
        "2026",
        "team-site-supervision",
        lambda r: all((f.scale.minimum, f.scale.maximum) == (1, 7) for f in r.factors),
        "Scale 1 (never) to 7 (always).",
    ),
    "everyone at the top": Case(
        "2026",
        "weizenfeld-bakeries",
        lambda r: r.finding.kind is FindingKind.AT_THE_TOP,
        "They rate us at the very top of the scale.",
    ),
    "a factor that never came up": Case(
        "2024", "marmara-agias-varvaras", without_cooperation, "they: no answers; we say"
    ),
    "a factor that never came up, in confidence": Case(
        "2026",
        "marmara-agias-varvaras",
        lambda r: r.factors[2].counterpart.missing is Missing.SUPPRESSED,
        "not shown",
    ),
    "a name of more than 80 characters": Case(
        "2026",
        "universite-saint-clement",
        lambda r: len(r.name) > 80,
        "Université Saint-Clément-de-Rivière — Établissement d'études supérieures appliquées",
    ),
    "a name from right to left": Case(
        "2026", "wadi-nakheel-labs", lambda r: r.name[0] > "\u0600", "مختبرات وادي النخيل"
    ),
    "Greek words and names": Case(
        "2026", "marmara-agias-varvaras", lambda r: "Μ" in r.name, "όπως συμφωνήσαμε"
    ),
    "marks of HTML in a name": Case(
        "2025",
        "ohara-darcy",
        lambda r: all(mark in r.name for mark in "'&<>"),
        "The report said <soft clay below 9 m>. It's on page 2.",
    ),
    "a comment of a page": Case(
        "2025",
        "hollowmere-brewery",
        lambda r: any(len(w.text) > 1800 for w in r.words),
        "give me one number every Friday",
    ),
    "a first year": Case(
        "2026", "fjordlyst", lambda r: r.earlier_waves == () and len(r.history) == 4, "Fjordlyst"
    ),
    "a wave skipped": Case(
        "2025",
        "hollowmere-brewery",
        lambda r: r.earlier_waves == ("2023",) and r.compared_with == "2023",
        "Their change since 2023",
    ),
    "other words than the year before": Case(
        "2024",
        "northlight-foods",
        lambda r: {p.factor for p in r.history if p.begins and p.wave == "2024"} == {"trust"},
        "A line begins anew where a question got other words.",
    ),
    "a check-in without factor scores": Case(
        "2026-suppliers",
        "kestrel-row",
        lambda r: r.form is Form.SHORT and not any(f.asked for f in r.factors),
        "Questions with the widest differences",
    ),
    "ended": Case(
        "2025", "delmar-textiles", lambda r: r.ended is not None, "ended 28 February 2026"
    ),
    "someone who left": Case(
        "2024",
        "northlight-foods",
        lambda r: any(w.name == "Marit Solheim" for w in r.words),
        "Marit Solheim, Northlight Foods",
    ),
    "someone who will say it themselves": Case(
        "2026",
        "northlight-foods",
        lambda r: any(w.text == "" for w in r.words),
        "They will raise something themselves.",
    ),
    "another lead than today": Case(
        "2024",
        "castell-energia",
        lambda r: r.lead_name == "Mirela Kovač",
        "Relationship lead: Mirela Kovač.",
    ),
    "a name it had before": Case(
        "2024", "talvi-steelwork", lambda r: r.name == "Talvi Metalli", "Talvi Metalli"
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_awkward_case_has_its_page_and_its_brief_of_two_pages(built: Built, name: str) -> None:
    case = CASES[name]
    assert case.holds(built.reviews[case.wave, case.relationship])
    assert case.says in built.page(case.wave, case.relationship)
    brief = built.site.print / case.wave / f"{case.relationship}-firm.pdf"
    assert len(PdfReader(brief).pages) == 2


def test_the_five_waves_show_every_form_and_both_kinds_of_privacy(demo: Site) -> None:
    assert opened_ids(demo.instance) == WAVES
    waves = {wave: read_opened(demo.instance, wave).wave for wave in WAVES}
    assert {wave.form for wave in waves.values()} == set(Form)
    assert {wave.privacy_counterpart for wave in waves.values()} == set(Privacy)
    assert {kind for kind, _ in waves["2026"].surveys} == set(Kind)
    assert [kind for kind, _ in waves["2026-suppliers"].surveys] == [Kind.SUPPLIER]


def test_every_kind_of_relationship_has_a_page_in_the_newest_wave(built: Built) -> None:
    kinds = {r.kind for (wave, _), r in built.reviews.items() if wave == "2026"}
    assert kinds == set(Kind)


def test_who_is_in_dispute_or_has_gone_keeps_the_pages_of_earlier_years(built: Built) -> None:
    for slug in ("ohara-darcy", "delmar-textiles"):
        assert [r.wave for r in built.history(slug)] == ["2023", "2024", "2025"]


def test_a_promise_of_2024_was_broken_in_2025_and_kept_in_2026(built: Built) -> None:
    states = {
        c.made.year: c.state
        for c in built.reviews["2026", "kestrel-row"].commitments
        if c.made is not None
    }
    assert states == {2024: CommitmentState.BROKEN, 2025: CommitmentState.KEPT}
    trust = [p.counterpart.value or 0.0 for p in last_line(built, "kestrel-row", "trust")]
    assert trust[0] > trust[1] + 1
    assert trust[2] > trust[1] + 2


def last_line(built: Built, slug: str, factor: str) -> list[EarlierPoint]:
    return [p for p in built.history(slug)[-1].history if p.factor == factor]


def test_a_check_in_leaves_the_line_over_the_years_whole(built: Built) -> None:
    line = built.history("kestrel-row")[-1].history
    assert [p.wave for p in line if p.factor == "trust"] == ["2024", "2025", "2026"]
    assert sum(p.begins for p in line if p.factor == "trust") == 1


def test_points_that_are_not_0_to_10_are_said_on_the_overview(built: Built) -> None:
    text = (built.site.open_pages / "2026/index.html").read_text("utf-8")
    assert "team · Tomas Pike · scale 1 to 7" in text
    assert "Trust · scale 1 to 7" in text
    assert len(re.findall(r"scale 1 to 7", text)) == 2 + 4


def test_a_wave_of_check_ins_shows_no_empty_means(built: Built) -> None:
    text = (built.site.open_pages / "2026-suppliers/index.html").read_text("utf-8")
    assert "not asked" in text
    assert "Over all relationships" not in text


def test_a_story_stands_for_everyone_asked_and_only_they_speak(demo: Site) -> None:
    for wave in WAVES:
        opened = read_opened(demo.instance, wave)
        told = stories_of(wave)
        assert set(told.stories) == {r.slug for r in opened.relationships}, wave
        known = {r.slug for r in read_site(demo).relationships}
        assert set(told.then) <= known
        responses = {(r.relationship, r.respondent): r for r in sample_responses(opened)}
        for slug, story in told.stories.items():
            asked = {i.respondent for i in opened.invitations if i.relationship == slug}
            assert set(story.silent) | set(story.lean) <= asked, (wave, slug)
            for said in story.words:
                kept = responses[slug, said.by].value(said.item)
                assert kept == said.text.strip(), (wave, slug, said.by)


def test_no_name_was_promised_and_printed_in_a_confidential_wave(demo: Site) -> None:
    for wave in WAVES:
        opened = read_opened(demo.instance, wave)
        if opened.wave.privacy(Perspective.COUNTERPART) is Privacy.NAMED:
            continue
        for response in sample_responses(opened):
            if response.perspective is Perspective.COUNTERPART:
                assert not any(answer.consent == "named" for answer in response.answers)
