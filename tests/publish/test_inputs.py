"""What a build looks at before it reads: plain files by their bytes, all else by its kind."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from app.cli import main
from app.publish.inputs import inputs_of
from app.settings import Site
from tests.site_builder import sample_copy

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and links as on Unix")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = sample_copy(tmp_path / "firm")
    (site.instance / "answers").mkdir(parents=True)
    return site


def test_no_pipe_socket_or_link_is_opened(site: Site) -> None:
    people = site.content / "people"
    os.mkfifo(people / "pipe.md")
    (people / "gone.md").symlink_to("not-there.md")
    (people / "linked.md").symlink_to(site.content / "firm.md")
    (people / "folder").symlink_to(site.content / "guide")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(people)  # a socket's name may be no longer than a line
        listening.bind("socket.md")
        os.chdir(here)
        found = inputs_of(site)
    kinds = {name: found[f"content/people/{name}"] for name in ("pipe.md", "socket.md")}
    assert kinds == {"pipe.md": "pipe", "socket.md": "socket"}
    links = {found[f"content/people/{name}"] for name in ("gone.md", "linked.md", "folder")}
    assert links == {"link"}
    assert len(found["content/firm.md"]) == 64


def test_answers_behind_a_link_are_looked_at(site: Site, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (site.instance / "answers").rmdir()
    (site.instance / "answers").symlink_to(tmp_path / "disk")
    (tmp_path / "disk/up").symlink_to(site.instance)
    (tmp_path / "disk/journal-1.jsonl").write_text("one")
    before = inputs_of(site)
    assert "instance/answers/journal-1.jsonl" in before
    (tmp_path / "disk/journal-1.jsonl").write_text("two")
    assert inputs_of(site) != before


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root reads everything")
def test_what_cannot_be_read_is_left_to_whoever_reads_it(site: Site) -> None:
    (site.content / "firm.md").chmod(0)
    assert inputs_of(site)["content/firm.md"] == "cannot be read: Permission denied"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: os.mkfifo(path), "is no plain file"),
        (lambda path: path.symlink_to("nothing"), "is a link to something that is not there"),
        (lambda path: path.symlink_to(path.with_name("jonas-lind.md")), "is a link"),
    ],
)
def test_a_build_complains_with_place_and_remedy(
    site: Site, capsys: pytest.CaptureFixture[str], make: object, said: str
) -> None:
    make(site.content / "people/odd.md")  # type: ignore[operator]
    assert main(["build", "--site", str(site.root)]) == 2
    assert f"content/people/odd.md: {said}; put " in capsys.readouterr().err
