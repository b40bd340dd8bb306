"""Whatever stands in a firm's file: it is read, or every problem names file, what and remedy.

How many cases, and how to try many more by hand, stands in `tests/mutations.py`.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InputError
from app.files.site import SiteFiles, read_site
from app.settings import Site
from tests.mutations import MANY, mutations

FILES = {
    "content/firm.md": b"""+++
format = 1
name = "Harbour & Pike"
time_zone = "Europe/London"
languages = ["en", "de"]
principal = "ann-lead"
privacy_contact = "privacy@harbour.example.com"
answers_at = "https://answers.harbour.example.com"
site_at = ""
currency = "GBP"
lead_title.en = "relationship lead"
sample = true
+++

Forty people, two *offices*.
""",
    "content/people/ann-lead.md": b"""+++
name = "Ann Lead"
email = "ann@harbour.example.com"
languages = ["en"]
reports_to = "ann-lead"
capacity = 5
left = 2027-01-31
+++
""",
    "content/relationships/north.md": b"""+++
name = "North"
kind = "client"
sector = "Food"
since = 2019-04-01
ended = 2027-06-30
renews = 2027-06-30
lead = "ann-lead"
lead_since = 2023-01-15
deputy = "ann-lead"
team = ["ann-lead"]
complexity = 3
stage = "long-standing"
dispute = false
agreed_roles = "We plan; they decide."
formerly = ["nord"]

[[figures]]
year = 2025
value = 412000
cost = 1.5

[[contacts]]
id = "dana"
name = "Dana Okafor"
email = "dana@north.example.org"
roles = ["decides", "pays"]
language = "en"
time_zone = "Europe/Oslo"
person = "dana-okafor"
since = 2020-01-01
left = 2026-01-01
ask = false
why = "On leave"

[[commitments]]
what = "One list"
who = "Ann Lead"
made = 2025-11-20
due = 2026-01-31
state = "kept"
closed = 2026-02-12

[[incidents]]
what = "A late letter"
on = 2025-01-01

[[milestones]]
what = "Handed over"
on = 2025-01-01
+++

Notes.
""",
    "content/waves/2026.md": b"""+++
opens = 2026-10-05
closes = 2026-11-06
form = "annual"
k = 3
relationships = ["north"]

[surveys]
client = "client"

[privacy]
counterpart = "confidential"
self = "named"
+++

A note with a [link](https://example.org).
""",
    "content/meetings/north-2025-11-20.md": b"""+++
state = "held"
on = 2025-11-21
asked_on = 2025-11-01
accepted_on = 2025-11-03
starts = "10:00"
where = "At the plant"
who = ["dana", "ann-lead"]

[[agreements]]
what = "Decided within a week"
who = "dana"
side = "counterpart"
by = 2026-01-31
how = "Nothing on the list is older"
state = "kept"
closed = 2026-01-30
+++

They began.
""",
    "content/letters/invitation.md": b"""+++
subject = "How is it going?"
+++

Dear {{first_name}}, please.
""",
    "content/guide/listening.md": b"""+++
title = "Listening"
+++

## Why

- one
- two

> said
""",
    "surveys/client.toml": b"""title.en = "How is it?"
head.they.en = "Think of {firm}."
head.we.en = "Think of {counterpart}."
escape.en = "Can't judge"
min_answered = 1
min_factors = 1

[scales.often]
minimum = 0
maximum = 10
labels.0.en = "never"
labels.10.en = "always"

[scales.frequency]
minimum = 1
maximum = 3
averaged = false
labels.1.en = "too rarely"

[factors]
trust.name.en = "Trust"

[[items]]
id = "T1"
role = "core"
factor = "trust"
scale = "often"
pressure = true
reversed = false
forms = ["short", "annual", "long"]
they.en = "They keep promises."
they.de = "Sie halten Wort."
we.en = "We keep promises."

[[items]]
id = "E-trust"
role = "expectation"
factor = "trust"
scale = "often"
we.en = "What will they say?"

[[items]]
id = "F"
role = "frequency"
scale = "frequency"
they.en = "How often?"
we = "same"

[[items]]
id = "O1"
role = "text"
topic = "went_well"
they.en = "What went well?"
we.en = "What went well?"
""",
    "surveys/partner.toml": b"""extends = "client"
drop = ["F"]
title.en = "And with you?"

[[items]]
id = "T1"
they.en = "They keep what they promise."

[[items]]
id = "T2"
factor = "trust"
scale = "often"
they.en = "They say what they think."
""",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("site")
    for name, raw in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(raw)
    return Site(root)


REFERRED_TO = (
    "surveys/client.toml",
    "content/people/ann-lead.md",
    "content/relationships/north.md",
)


def read_or_told(site: Site, name: str, raw: bytes) -> SiteFiles | None:
    """What was read, or None where every problem was told as it should be."""
    path: Path = site.root / name
    path.write_bytes(raw)
    try:
        return read_site(site)
    except InputError as wrong:
        assert wrong.problems
        for problem in wrong.problems:
            assert problem.what.strip()
            assert problem.remedy.strip()
            assert problem.file in FILES
            assert str(problem).isprintable()
        # Through what others refer to, or what extends it; the file itself comes first in blame.
        if name not in REFERRED_TO:
            assert name in {problem.file for problem in wrong.problems}
        return None
    finally:
        path.write_bytes(FILES[name])


def test_the_files_that_are_changed_here_are_right(site: Site) -> None:
    assert [survey.id for survey in read_site(site).surveys] == ["client", "partner"]


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@MANY
def test_a_changed_file_is_read_or_told_about(site: Site, name: str, data: st.DataObject) -> None:
    raw = data.draw(mutations(FILES[name]))
    read_or_told(site, name, raw)
