"""The house keeps its rules: types, style, imports, templates, commands, errors, sample files."""

import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import app.errors
import app.pages
from app.cli import COMMANDS, module_of, parser
from app.files.site import read_site
from app.settings import PROGRAM, Site


@pytest.mark.parametrize(
    "tool",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy", "app", "build.py", "tests"),
    ],
    ids=" ".join,
)
def test_types_and_style_are_clean(tool: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *tool], cwd=PROGRAM, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_go_one_way() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())",
        ],
        cwd=PROGRAM,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_template_has_its_page_dataclass() -> None:
    classes = {
        getattr(member, "template")  # noqa: B009 - a class of any kind
        for module in pkgutil.iter_modules(app.pages.__path__)
        for member in vars(importlib.import_module(f"app.pages.{module.name}")).values()
        if inspect.isclass(member) and isinstance(getattr(member, "template", None), str)
    }
    templates = {
        path.name
        for path in (PROGRAM / "app/pages/templates").iterdir()
        if not path.name.startswith("_")
    }
    assert classes == templates


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_stands_in_the_readme(command: str) -> None:
    assert module_of(command).HELP
    assert re.search(rf"build\.py {command}\b", (PROGRAM / "README.md").read_text("utf-8"))


def test_help_names_every_command() -> None:
    shown = parser().format_help()
    assert all(re.search(rf"\n    {command}\s", shown) for command in COMMANDS)


def test_every_error_stands_in_one_tree_and_in_its_drawing() -> None:
    raised = [
        member
        for member in vars(app.errors).values()
        if inspect.isclass(member) and issubclass(member, BaseException)
    ]
    assert raised
    for error in raised:
        assert issubclass(error, app.errors.BothSidesError)
        assert error.__name__ in (app.errors.__doc__ or "")


def test_no_other_module_defines_an_error() -> None:
    found = [
        path
        for path in (PROGRAM / "app").rglob("*.py")
        if path.name != "errors.py"
        and re.search(r"class \w+\(\w*(Error|Exception)\)", path.read_text("utf-8"))
    ]
    assert found == []


def test_every_sample_file_loads() -> None:
    files = read_site(Site(PROGRAM))
    for folder, read in (
        ("content/people", files.people),
        ("content/relationships", files.relationships),
        ("content/waves", files.waves),
        ("content/letters", files.letters),
        ("content/guide", files.guide),
        ("surveys", files.surveys),
    ):
        assert len(read) == len(list((PROGRAM / folder).iterdir())), folder


def test_words_that_are_not_ours_are_nowhere() -> None:
    unwanted = re.compile(r"\b(questionnaire|dashboard|user account)\b", re.IGNORECASE)
    for path in [*(PROGRAM / "app").rglob("*.py"), *(PROGRAM / "app").rglob("*.html")]:
        assert not unwanted.search(path.read_text("utf-8")), path


def test_the_products_name_is_on_no_page() -> None:
    for path in (PROGRAM / "app/pages/templates").iterdir():
        assert "both sides</" not in path.read_text("utf-8").lower()
        assert "Both Sides ·" not in path.read_text("utf-8")


def test_the_top_level_is_fixed() -> None:
    allowed = {
        "app",
        "content",
        "surveys",
        "tests",
        "build.py",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "requirements.lock",
        "instance",
        "build",
        "demo",
    }
    assert {p.name for p in Path(PROGRAM).iterdir() if not p.name.startswith(".")} <= allowed
