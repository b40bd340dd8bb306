"""Every state of the survey's pages as HTML, for checks over all of them: markup, words, size.

`python -m tests.web.state_pages FOLDER` writes them to a folder, for a validator run by hand.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from app.core.asked import lists
from app.core.survey import Perspective
from app.sealing.links import list_token, new_key
from app.store.keys import kept_key
from tests.web.respondent import RESPECT, WORDS, Survey

SELF = Perspective.SELF


def states(root: Path, language: str = "en") -> dict[str, str]:
    """The pages by the name of their state, everyone reading `language`."""
    survey = in_language(Survey(root), language)
    pages: dict[str, str] = {}

    def keep(
        name: str, below: str = "", perspective: Perspective = Perspective.COUNTERPART
    ) -> None:
        pages[name] = survey.get(below, perspective)

    keep("start")
    for number in range(1, 8):
        keep(f"page-{number}", f"/{number}")
        keep(f"own-page-{number}", f"/{number}", SELF)
    keep("own-start", "", SELF)
    keep("no-more", "/no-more")
    pages["no-more-said"] = survey.client.post(
        f"{survey.link()}/no-more", data={"List-Unsubscribe": "One-Click"}
    ).text
    survey.client.post(f"{survey.link()}/no-more", data={":again": "1", ":end": "1"})
    keep("check-empty", "/check")
    survey.press(RESPECT, R1="7", R2="na")
    keep("start-begun", "/start")
    keep("left-open", "/2?open=1")
    keep("from-check", "/2?from=check")
    pages["wrong-score"] = survey.press(RESPECT, R1="11", R2="3").text
    pages["wrong-words"] = survey.press(WORDS, O1="x" * 5000, O2="a\x00b", O3="fine").text
    pages["cut"] = survey.press(WORDS, O1="half", also={":end": ""}).text
    pages["elsewhere"] = survey.client.post(
        f"{survey.link()}/7",
        data={"O1": "a", ":end": "1"},
        headers={"Sec-Fetch-Site": "cross-site"},
    ).text
    survey.press(WORDS, O1="One.\nTwo.", O2="b", also={":use": "unnamed", ":use-O2": "spoken"})
    survey.press(WORDS, O1="Three.", O2="b", also={":use": "reworded"})
    pages["stale-words"] = survey.press(WORDS, O1="Four.", also={":base": "1"}).text
    pages["stale-score"] = survey.press(RESPECT, R1="2", also={":base": "0"}).text
    keep("words-filled", "/7")
    keep("check", "/check")
    pages["check-stale"] = survey.press("check", also={":base": "1"}).text
    survey.press("check", talk="someone-else")
    keep("receipt", "/receipt")
    keep("receipt-not-declined", "/receipt?from=decline")
    keep("copy", "/copy")
    keep("check-sent", "/check")
    keep("page-sent", "/2")
    named = in_language(Survey(root / "named"), language).by_name()
    pages["own-start-named"] = named.get("", SELF)
    named.press(RESPECT, R1="7")
    named.press("check")
    named.press(RESPECT, perspective=SELF, R1="5", also={"E-respect": "5"})
    named.press("check", perspective=SELF)
    pages["locked"] = named.get("/receipt", SELF)
    pages["locked-409"] = named.press(WORDS, perspective=SELF, O1="too late").text
    several = lists(survey.opened)
    person = max((key for key in several if key[1] is SELF), key=lambda key: len(several[key]))
    token = list_token(kept_key(survey.site.instance, "links", new_key), "2026", person)
    for name, below in (("list", ""), ("across-1", "/all/1"), ("across-3", "/all/3")):
        pages[name] = survey.client.get(f"/s/{token}{below}").text
    sent = {":question": question_of(pages["across-1"]), ":end": "1"}
    sent |= {f"about-{one.relationship}": "8" for one in several[person]}
    pages["across-lost"] = survey.client.post(
        f"/s/{token}/all/1", data={**sent, ":question": ""}
    ).text
    first = several[person][0].relationship
    survey.client.post(f"/s/{token}/with/{first}/decline", data={":end": "1"})
    pages["across-moved"] = survey.client.post(f"/s/{token}/all/1", data=sent).text
    pages["listed-start"] = survey.client.get(f"/s/{token}/with/{first}").text
    other = survey.opened.invited("northlight-foods", Perspective.COUNTERPART)[1]
    assert other.key != survey.invitation().key
    for status, address in (("404", "/s/x"), ("405", survey.link())):
        method = "PUT" if status == "405" else "GET"
        pages[status] = survey.client.open(address, method=method).text
    keep("no-such-page", "/99")
    pages["413"] = survey.press(WORDS, O1="x " * 300_000).text
    pages["400"] = survey.client.get(survey.link(), headers={"Host": "evil.example.com"}).text
    survey.now = datetime(2026, 12, 1, tzinfo=UTC)
    keep("receipt-closed", "/receipt")
    closed = in_language(Survey(root / "closed"), language)
    closed.press("decline")
    pages["declined"] = closed.get("/receipt")
    closed.now = datetime(2026, 12, 1, tzinfo=UTC)
    pages["closed"] = closed.get("/2")
    pages["closed-typed"] = closed.press(WORDS, O1="late words").text
    closed.now = datetime(2026, 9, 1, tzinfo=UTC)
    pages["early"] = closed.get()
    return pages


def in_language(survey: Survey, language: str) -> Survey:
    """The same survey with everyone's language changed, in a frozen copy of the wave."""
    if language == "en":
        return survey
    opened = replace(
        survey.opened,
        invitations=tuple(replace(i, language=language) for i in survey.opened.invitations),
    )
    survey.freeze_anew(opened)
    return survey


def question_of(page: str) -> str:
    """The key of the question that a page of a list shows."""
    return page.split('name=":question" value="')[1].split('"')[0]


def main() -> None:
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for language in ("en", "de", "fr", "ar"):
        with TemporaryDirectory() as folder:
            for name, page in states(Path(folder), language).items():
                (target / f"{language}-{name}.html").write_text(page, encoding="utf-8")
    print(f"{len(list(target.glob('*.html')))} pages in {target}")


if __name__ == "__main__":
    main()
