"""Five and seven labelled points, from the survey's file to the printed brief."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.cli import main
from app.core.levels import HIGH, on_ten
from app.core.review import Review
from app.core.survey import Perspective, Scale
from app.core.wave import OpenedWave
from app.files.site import read_site
from app.pages.charts import dumbbell
from app.publish.load import compile_site
from app.settings import Site
from app.store.answers import AnswerStore
from app.store.waves import read_opened
from app.web import create_app
from tests.site_builder import link_of

TODAY = date(2026, 11, 16)
DURING = datetime(2026, 10, 20, 12, tzinfo=UTC)
WORDS = ("never", "seldom", "now and then", "half the time", "often", "mostly", "always")
NAMES = {5: (WORDS[0], WORDS[1], WORDS[3], WORDS[5], WORDS[6]), 7: WORDS}
WAVE = """+++
opens = 2026-10-05
closes = 2026-11-06
[surveys]
client = "ours"
+++
"""
MORE = "".join(
    f'[[contacts]]\nid = "c{n}"\nname = "C{n}"\nemail = "c{n}@first-client.example.org"\n'
    for n in range(2, 6)
)


@dataclass(frozen=True, slots=True)
class Firm:
    """A started firm whose survey is on so many labelled points, with one wave opened."""

    points: int
    site: Site
    opened: OpenedWave

    def told(self, *arguments: str) -> int:
        return main([*arguments, "--site", str(self.site.root)])

    def review(self) -> Review:
        (review,) = compile_site(self.site, read_site(self.site), TODAY).reviews
        return review


@pytest.fixture(params=[5, 7])
def firm(request: pytest.FixtureRequest, tmp_path: Path) -> Firm:
    points, root = int(request.param), tmp_path / "ours"
    assert main(["init", str(root)]) == 0
    labels = "".join(f'labels.{n}.en = "{word}"\n' for n, word in enumerate(NAMES[points], 1))
    (root / "surveys/ours.toml").write_text(
        f'extends = "client"\n[scales.often]\nminimum = 1\nmaximum = {points}\n{labels}',
        encoding="utf-8",
    )
    (wave,) = (root / "content/waves").iterdir()
    wave.unlink()
    (root / "content/waves/2026.md").write_text(WAVE, encoding="utf-8")
    client = root / "content/relationships/first-client.md"
    text = re.sub("since = .*", "since = 2019-01-01", client.read_text("utf-8"))
    client.write_text(text.replace("# What was promised", f"{MORE}\n# What"), encoding="utf-8")
    where = ["--site", str(root), "--as-of", "2026-10-05"]
    assert main(["invite", "2026", *where, "--yes"]) == 0
    site = Site(root)
    return Firm(points, site, read_opened(site.instance, "2026"))


def imported(firm: Firm, item_values: dict[str, dict[str, int]], tmp_path: Path) -> int:
    """Answers by CSV: respondent → item → point. Returns what `import` returned."""
    rows = [
        f"2026,first-client,{'self' if who == 'jo-example' else 'counterpart'},"
        f"{who},{item},{point},,en,sent"
        for who, values in item_values.items()
        for item, point in values.items()
    ]
    path = tmp_path / "in.csv"
    head = "wave,relationship,perspective,respondent,item,value,consent,language,state"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return firm.told("import", str(path), "--wave", "2026")


def core(firm: Firm, point: int) -> dict[str, int]:
    survey = firm.opened.survey("ours")
    return {item.id: point for factor in survey.factors for item in survey.core_items(factor.id)}


def test_the_form_offers_every_point_as_words_and_keeps_its_number(firm: Firm) -> None:
    invitation = firm.opened.invited("first-client", Perspective.COUNTERPART)[0]
    page = f"{link_of(firm.site, firm.opened, invitation)}/2"
    client = create_app(firm.site, now=lambda: DURING).test_client()
    shown = client.get(page).text
    field = shown[shown.index('id="q-R2"') : shown.index('id="q-R3"')]
    offered = re.findall(r'name="R2" value="(\w+)".*?<span>(.*?)</span>', field)
    assert [value for value, _ in offered] == [*map(str, range(1, firm.points + 1)), "na"]
    assert tuple(word for _, word in offered[:-1]) == NAMES[firm.points]
    assert ('class="stack many"' in field) == (firm.points > 5)
    sent = {"R1": str(firm.points), "R2": "1", "R3": "0", ":base": "0", ":end": "1"}
    assert client.post(page, data=sent).status_code == 422
    assert client.post(page, data=sent | {"R3": "2"}).status_code == 303
    found = AnswerStore(firm.site.instance).find("2026", invitation.key)
    assert found is not None
    assert {a.item: a.value for a in found.answers} == {"R1": firm.points, "R2": 1, "R3": 2}
    assert f'name="R1" value="{firm.points}" checked' in client.get(page).text


def test_a_point_that_the_scale_has_not_is_refused_on_import(
    firm: Firm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(firm, {"sam-sample": {"R2": firm.points + 1}}, tmp_path) == 2
    assert f"is no point of the scale 1 to {firm.points}" in capsys.readouterr().err


def test_scores_axis_page_and_brief_stay_on_the_surveys_own_points(
    firm: Firm, tmp_path: Path
) -> None:
    people = {f"c{n}": core(firm, (2, 3, 3, 4)[n - 2]) for n in range(2, 6)}
    ours = core(firm, firm.points) | {"E-respect": 4, "L": 9}
    assert imported(firm, {**people, "jo-example": ours}, tmp_path) == 0
    review = firm.review()
    respect = review.factors[0]
    assert respect.counterpart.value == 3
    assert respect.own.value == firm.points
    assert respect.gap.value == firm.points - 3
    assert respect.surprise.value == 1
    assert review.index is not None
    assert review.index.counterpart.value == 3
    # Assumed: 1.7 on 0-10, in proportion. Four of five answered.
    half = 1.96 * 1.7 * (firm.points - 1) / 10 * (1 / 4) ** 0.5 * (1 / 5) ** 0.5
    assert respect.counterpart.high == pytest.approx(3 + half)
    chart = dumbbell(review)
    assert chart is not None
    assert [label for _, label in chart.ticks] == [str(n) for n in range(1, firm.points + 1)]
    assert chart.rows[0].we.x == chart.right
    assert firm.told("build", "--open", "-q", "--as-of", TODAY.isoformat()) == 0
    page = (firm.site.open_pages / "2026/first-client/index.html").read_text("utf-8")
    scale = f"Scale 1 (never) to {firm.points} (always)."
    assert scale in page
    assert f"we say {firm.points}.0 and they say 3.0" in page
    brief = PdfReader(firm.site.print / "2026/first-client-firm.pdf")
    assert len(brief.pages) == 2
    assert scale in " ".join(brief.pages[0].extract_text().split())


@pytest.mark.parametrize(
    ("points", "high", "topic"), [(5, 3.8, 0.4), (7, 5.2, 0.6)], ids=["5 points", "7 points"]
)
def test_thresholds_are_stretched_as_the_definitions_say(
    points: int, high: float, topic: float
) -> None:
    scale = Scale(id="often", minimum=1, maximum=points)
    assert on_ten(high, scale) == pytest.approx(HIGH)
    assert topic * 10 / scale.width == pytest.approx(1)
