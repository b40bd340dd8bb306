"""The line that installs what a system lacks: which one, and who runs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import pytest

from app import installer

DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nID=debian\n'
UBUNTU = 'NAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\nID_LIKE=debian\n'
MINT = 'NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\n'
FEDORA = 'NAME="Fedora Linux"\nID=fedora\nVERSION_ID=42\n'
ROCKY = 'NAME="Rocky Linux"\nID="rocky"\nID_LIKE="rhel centos fedora"\n'
ARCH = 'NAME="Arch Linux"\nID=arch\n'
ALPINE = 'NAME="Alpine Linux"\nID=alpine\n'
TUMBLEWEED = 'NAME="openSUSE Tumbleweed"\nID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\n'
UNHEARD_OF = 'NAME="Somebody\'s own"\nID=own\n'


Ran = list[tuple[list[str], dict[str, str]]]


@pytest.mark.parametrize(
    ("platform", "release", "line"),
    [
        (
            "linux",
            DEBIAN,
            "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 chromium",
        ),
        ("linux", UBUNTU, "libharfbuzz-subset0 chromium-browser"),
        ("linux", MINT, "sudo apt-get install libpango-1.0-0"),
        ("linux", FEDORA, "sudo dnf install pango chromium libatomic"),
        ("linux", ROCKY, "sudo dnf install pango chromium libatomic"),
        ("linux", ARCH, "sudo pacman -S pango chromium"),
        ("linux", ALPINE, "sudo apk add pango"),
        ("linux", TUMBLEWEED, "sudo zypper install libpango-1_0-0 libharfbuzz-subset0 chromium"),
        ("darwin", "", "\n    brew install pango chromium"),
        ("win32", "", "pacman -S mingw-w64-ucrt-x86_64-pango"),
        ("linux", UNHEARD_OF, "your system's package of Pango"),
    ],
)
def test_each_system_is_given_the_line_to_type(platform: str, release: str, line: str) -> None:
    known = installer.system_of(platform, release)
    assert line in installer.how_to_install(["pango", "browser"], known, root=False)


@pytest.mark.parametrize(
    ("platform", "release", "line"),
    [
        ("linux", UBUNTU, "sudo apt-get install default-jre-headless"),
        ("linux", FEDORA, "sudo dnf install java-headless"),
        ("linux", ARCH, "sudo pacman -S jre-openjdk-headless"),
        ("linux", ALPINE, "sudo apk add openjdk21-jre-headless"),
        ("darwin", "", "brew install openjdk"),
        ("win32", "", "install a Java runtime"),
    ],
)
def test_java_has_a_name_of_its_own_on_each(platform: str, release: str, line: str) -> None:
    known = installer.system_of(platform, release)
    assert line in installer.how_to_install(["java"], known, root=False)


def test_root_is_not_told_to_use_sudo() -> None:
    assert "sudo" not in installer.how_to_install(["pango"], "fedora", root=True)


@pytest.mark.parametrize("known", installer.SYSTEMS)
def test_every_known_system_has_a_manager_and_a_package_for_everything(known: str) -> None:
    manager, packages = installer.SYSTEMS[known]
    assert manager in installer.MANAGERS
    assert packages.keys() == installer.REASONS.keys() == installer.ELSEWHERE.keys()


@pytest.mark.parametrize(
    ("known", "root", "asked", "may"),
    [
        ("debian", False, False, False),
        ("debian", False, True, True),
        ("debian", True, False, True),
        ("alpine", True, False, True),
        ("darwin", False, False, False),
        ("darwin", False, True, True),
        ("darwin", True, True, False),
        ("", True, True, False),
    ],
)
def test_only_root_or_who_asks_has_the_line_run(
    known: str, root: bool, asked: bool, may: bool
) -> None:
    assert installer.may_install(known, root, asked) is may


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Ran:
    """What would have been run, with the settings it was given; all of it succeeds."""
    taken: Ran = []

    def run(command: Sequence[str], **settings: str) -> subprocess.CompletedProcess[str]:
        taken.append((list(command), settings))
        return subprocess.CompletedProcess(command, 0, stdout="")

    monkeypatch.setattr(installer, "run", run)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    return taken


def test_apt_is_updated_and_installs_without_a_question(ran: Ran) -> None:
    assert installer.install(["venv", "pango"], "debian", root=True) == ""
    (update, _), (install, settings) = ran
    assert update[-1] == "update"
    assert "-y" in install
    assert "--no-install-recommends" in install
    assert install[-4:] == [
        f"python{sys.version_info[0]}.{sys.version_info[1]}-venv",
        "libpango-1.0-0",
        "libpangoft2-1.0-0",
        "libharfbuzz-subset0",
    ]
    assert settings["DEBIAN_FRONTEND"] == "noninteractive"


@pytest.mark.parametrize(
    ("known", "line"),
    [
        ("fedora", "dnf -y -q install pango"),
        ("arch", "pacman -S --noconfirm --needed pango"),
        ("alpine", "apk add --update-cache pango so:libharfbuzz-subset.so.0"),
        ("suse", "zypper --non-interactive install libpango-1_0-0 libharfbuzz-subset0"),
    ],
)
def test_every_other_manager_is_run_without_a_question_too(known: str, line: str, ran: Ran) -> None:
    assert installer.install(["pango"], known, root=True) == ""
    assert [" ".join(command) for command, _ in ran] == [line]


def test_who_asks_and_is_not_root_has_it_run_by_sudo(ran: Ran) -> None:
    assert installer.install(["pango"], "debian", root=False) == ""
    for command, _ in ran:
        assert command[:2] == ["sudo", "env"]
        assert "DEBIAN_FRONTEND=noninteractive" in command


def test_homebrew_is_run_without_sudo(ran: Ran) -> None:
    assert installer.install(["pango"], "darwin", root=False) == ""
    assert [command for command, _ in ran] == [["brew", "install", "pango"]]


@pytest.mark.parametrize("missing", ["apt-get", "sudo"])
def test_what_is_not_there_to_install_with_is_named(
    missing: str, ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None if name == missing else name)
    assert installer.install(["pango"], "debian", root=False) == f"{missing} is not here"
    assert ran == []


@pytest.mark.parametrize(
    ("said", "why", "shown"),
    [
        ("W: Temporary failure resolving 'deb'", "no connection, or a proxy", 1),
        ("W: Could not connect to proxy:3128", "no connection, or a proxy", 1),
        ("E: libssl3: dpkg was interrupted", "it says why above", 2),
    ],
)
def test_it_is_tried_twice_and_then_its_words_are_shown(
    said: str,
    why: str,
    shown: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    installs = []

    def run(command: Sequence[str], **settings: str) -> subprocess.CompletedProcess[str]:
        if "install" in command:
            installs.append(command)
            return subprocess.CompletedProcess(command, 100, stdout="E: Unable to locate it\n")
        return subprocess.CompletedProcess(command, 0, stdout=said + "\n")

    monkeypatch.setattr(installer, "run", run)
    monkeypatch.setattr("shutil.which", lambda name: name)
    failed = installer.install(["browser"], "debian", root=True)
    assert failed.startswith(f"apt-get could not install chromium libatomic1: {why}")
    assert len(installs) == 2
    lines = [line.strip() for line in capsys.readouterr().err.splitlines()[1:]]
    assert lines == [said, "E: Unable to locate it"][:shown]


def test_what_a_program_says_in_another_code_page_is_no_obstacle() -> None:
    script = "import sys; sys.stdout.buffer.write(b'caf\\xe9')"
    assert installer.run([sys.executable, "-c", script]).stdout.startswith("caf")
