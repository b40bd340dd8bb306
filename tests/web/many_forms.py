"""Forms by the hundred thousand straight at the app: made of hostile pieces by a seeded chance.

    python -m tests.web.many_forms 1000000 [SEED [EVERY]]

What is refused is shown on a page; with EVERY, only each fifth (or so) of these pages is really
made, because making them is most of the time. Says how many of each status came back; ends with 1
at a 500 or when anything is stored that was not sent in just that form.
"""

from __future__ import annotations

import sys
from collections import Counter
from io import BytesIO
from itertools import count as count_from
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote_plus

from app.web.house import Readable, rendered
from app.web.limits import RateLimit
from tests.web.respondent import Survey

HOSTILE = (
    *("11 -1 5.0 1e1 1_0 ٣ ９ 05 0x5 nan inf sNaN None [] 5;6 %35 '' +5 5+ 0 5 10 7 na".split()),  # noqa: SIM905
    *(" 5 ", "5\x00", "\ufeff5", "5\n", '"', "<script>", "../../etc", "{{7*7}}", "\u202e5", ""),
    *("\ufffd", "a\rb", "😀", "x" * 4001, "named", "unnamed", "spoken", "principal", "auto"),
)
ANSWERING = sys.modules["app.web.answering"]
"""The module: in its package a function has the same name."""
ITEMS = {"2": ("R1", "R2", "R3"), "7": ("O1", "O2", "O3")}
NAMES = ("R1", "R2", "R3", "O1", "O2", "O3", ":use", ":use-O1", ":go", ":base", ":asked", "x")
POINTS = {*(str(n) for n in range(11)), "na"}
USES = {"", "unnamed", "reworded", "principal", "spoken"}
BYTES = (b"%ED%A0%80", b"%ff", b"%", b"\xff", b"%C3", b"&&", b"==", b"%00")


def a_form(chance: Random, base: int) -> tuple[str, bytes, list[tuple[str, str]]]:
    """A page's number, a body for it, and the fields that are in it."""
    page = chance.choice(("2", "7"))
    fields = [(":base", str(base))] if chance.random() < 0.9 else []
    for _ in range(chance.randrange(5)):
        name = chance.choice(ITEMS[page] if chance.random() < 0.7 else NAMES)
        fields.append((name, chance.choice(HOSTILE)))
    body = "&".join(f"{quote_plus(k)}={quote_plus(v)}" for k, v in fields).encode("ascii")
    if chance.random() < 0.1:
        at = chance.randrange(len(body) + 1)
        body = body[:at] + chance.choice(BYTES) + body[at:]
        fields = [("?", "")]
    if chance.random() < 0.9:
        body += b"&:end=1"
    if chance.random() < 0.05:
        body = body[: chance.randrange(len(body) + 1)]
    return page, body, fields


def run(folder: Path, cases: int, seed: int, every: int = 1) -> Counter[int]:
    """Sends so many forms. Raises AssertionError at the first that is not as it should be."""
    turns = count_from(1)

    def sometimes(page: Readable) -> str:
        return rendered(page) if next(turns) % every == 0 else ""

    setattr(ANSWERING, "rendered", sometimes)  # noqa: B010
    setattr(RateLimit, "wait", lambda *_: 0)  # noqa: B010 - one link presses without end here
    survey = Survey(folder)
    link, key = survey.link(), survey.invitation().key
    chance = Random(seed)
    seen: Counter[int] = Counter()
    for number in range(cases):
        count, before = survey.store.last("2026", key)
        page, body, fields = a_form(chance, count)
        status = posted(survey, f"{link}/{page}", body)
        seen[status] += 1
        place = f"case {number} of seed {seed}: {body[:200]!r}"
        assert status in (200, 303, 400, 409, 422), place
        now, after = survey.store.last("2026", key)
        if status not in (200, 303):
            assert now == count, place
            continue
        was = {a.item: a.value for a in before.answers} if before is not None else {}
        kept = {a.item: a.value for a in after.answers} if after is not None else {}
        for item in kept.keys() | was.keys():
            if kept.get(item) != was.get(item) and fields != [("?", "")]:
                assert item in ITEMS[page], place
                sent = [value for name, value in fields if name == item]
                said = "na" if kept.get(item, "") is None else str(kept.get(item, ""))
                words = "\n".join(sent).replace("\r\n", "\n").replace("\r", "\n")
                assert said == (words if words.strip() else ""), place
                assert page == "7" or not sent or sent[0] in POINTS, place
    return seen


def posted(survey: Survey, address: str, body: bytes) -> int:
    """The status of one POST, without a client in between."""
    found: list[int] = []
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": address,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        "wsgi.input_terminated": True,
    }
    list(survey.app(environ, lambda status, *_: found.append(int(status[:3]))))  # type: ignore[arg-type]
    return found[0]


def main() -> None:
    given = [int(text) for text in sys.argv[1:]]
    cases, seed, every = (*given, 1, 1)[:3]
    with TemporaryDirectory() as folder:
        seen = run(Path(folder), cases, seed, every)
    print(f"{cases:,} forms, seed {seed}: {dict(sorted(seen.items()))}")


if __name__ == "__main__":
    main()
