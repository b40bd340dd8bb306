"""One contact of the sample firm and their link, for tests of the live survey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.core.response import Response
from app.core.survey import Perspective
from app.core.wave import Invitation, OpenedWave, Privacy
from app.store.answers import AnswerStore
from app.store.waves import _OPENED, read_opened
from app.store.whole import write_whole
from app.web import create_app
from tests.site_builder import link_of, with_open_wave

MIDDAY = datetime(2026, 10, 20, 12, tzinfo=UTC)
OVERALL, RESPECT, TRUST, PARTS, WORDS = 1, 2, 3, 6, 7
"""Pages of the client survey's annual form."""


class Survey:
    """The live survey of the sample firm, and one contact's link."""

    def __init__(self, root: Path, wave: str = "2026") -> None:
        self.site, self.opened = with_open_wave(root, wave)
        self.now = MIDDAY
        self.app = create_app(self.site, now=lambda: self.now)
        self.client: FlaskClient = self.app.test_client()
        self.store = AnswerStore(self.site.instance)

    def freeze_anew(self, opened: OpenedWave) -> None:
        """Puts another wave in the place of the frozen one."""
        path = self.site.instance / f"waves/{opened.id}.json"
        write_whole(path, _OPENED.dump_json(opened, indent=1))
        self.opened = read_opened(self.site.instance, opened.id)

    def by_name(self) -> Survey:
        """The same wave, in which their side answers by name."""
        wave = replace(self.opened.wave, privacy_counterpart=Privacy.NAMED)
        self.freeze_anew(replace(self.opened, wave=wave))
        return self

    def invitation(
        self,
        perspective: Perspective = Perspective.COUNTERPART,
        about: str = "northlight-foods",
        number: int = 0,
    ) -> Invitation:
        return self.opened.invited(about, perspective)[number]

    def link(self, perspective: Perspective = Perspective.COUNTERPART) -> str:
        return link_of(self.site, self.opened, self.invitation(perspective))

    def get(self, below: str = "", perspective: Perspective = Perspective.COUNTERPART) -> str:
        return self.client.get(f"{self.link(perspective)}{below}").text

    def base(self, perspective: Perspective = Perspective.COUNTERPART) -> int:
        return self.store.last(self.opened.id, self.invitation(perspective).key)[0]

    def press(
        self,
        page: int | str,
        *,
        perspective: Perspective = Perspective.COUNTERPART,
        also: Mapping[str, str] | None = None,
        **answers: str | list[str],
    ) -> TestResponse:
        """Sends a page as a browser does that has just shown it; `also` may change any field."""
        fields = {":base": str(self.base(perspective)), ":go": "next", ":end": "1"}
        fields |= {**answers, **(also or {})}  # type: ignore[dict-item]
        return self.client.post(f"{self.link(perspective)}/{page}", data=fields)

    def found(self, perspective: Perspective = Perspective.COUNTERPART) -> Response | None:
        return self.store.find(self.opened.id, self.invitation(perspective).key)

    def saved(self) -> dict[str, object]:
        found = self.found()
        return {a.item: a.value for a in found.answers} if found else {}

    def stored_bytes(self) -> dict[str, bytes]:
        return {
            p.name: p.read_bytes()
            for p in self.site.instance.rglob("*")
            if p.is_file() and not p.name.endswith(".lock")
        }
