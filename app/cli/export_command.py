"""`export answers`, `reviews`, `portfolio`: all that came in, and every number made of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from app.cli import a_path, add_as_of, add_site
from app.settings import Site

HELP = "write answers as CSV, or every number of reviews or of all relationships as JSON"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)
    parser.add_argument("what", choices=("answers", "reviews", "portfolio"))
    parser.add_argument("--wave", metavar="ID", help="this wave only")
    parser.add_argument(
        "--schema", action="store_true", help="the JSON schema of reviews or portfolio instead"
    )
    parser.add_argument(
        "--out", type=a_path, metavar="FILE", help="write here, not to the terminal"
    )


def run(arguments: Namespace) -> int:
    from app.cli import wrong_argument
    from app.cli.new_file import new_file
    from app.cli.site import site_of
    from app.cli.streams import write_data
    from app.store.disk import write_atomically
    from app.store.waves import opened_ids

    if arguments.schema:
        return _schema(arguments)
    site = site_of(arguments)
    ids = opened_ids(site.instance)
    if arguments.wave is not None and arguments.wave not in ids:
        raise wrong_argument(
            "--wave", f"{arguments.wave} has not been opened", f"opened: {', '.join(ids) or 'none'}"
        )
    wanted = ids if arguments.wave is None else (arguments.wave,)
    such_as = "answers.csv" if arguments.what == "answers" else f"{arguments.what}.json"
    out = new_file(arguments.out, "--out", such_as) if arguments.out is not None else None
    text = _answers(site, wanted) if arguments.what == "answers" else _figures(arguments, wanted)
    if out is None:
        write_data(text)
        return 0
    # Answers are private: the file is for its owner alone, and whole or not there.
    write_atomically(out, text.encode("utf-8"))
    print(f"written: {arguments.out}")
    return 0


def _schema(arguments: Namespace) -> int:
    import json

    from app.cli import wrong_argument
    from app.cli.streams import write_data
    from app.publish.schemas import schema_of

    if arguments.what == "answers":
        raise wrong_argument(
            "--schema", "answers are CSV and have none", "ask for that of reviews or portfolio"
        )
    write_data(json.dumps(schema_of(arguments.what), indent=1, ensure_ascii=False) + "\n")
    return 0


def _answers(site: Site, waves: tuple[str, ...]) -> str:
    from io import StringIO

    from app.intake.answers_csv import write_answers
    from app.store.answers import AnswerStore

    store = AnswerStore(site.instance)
    stream = StringIO(newline="")
    write_answers((r for wave in waves for r in store.responses(wave)), stream)
    return stream.getvalue()


def _figures(arguments: Namespace, waves: tuple[str, ...]) -> str:
    import json

    from app.cli.site import refuse_peeking, site_of, today_of
    from app.core.typed import escaped_json
    from app.files.site import read_site
    from app.publish.figures import figures
    from app.publish.figures_portfolio import portfolio_figures
    from app.publish.load import compile_site

    site = site_of(arguments)
    files = read_site(site)
    as_of = today_of(arguments, files.firm)
    refuse_peeking(site, as_of, files.firm)
    compiled = compile_site(site, files, as_of)
    if arguments.what == "portfolio":
        tree = portfolio_figures(p for p in compiled.portfolios if p.wave in waves)
    else:
        tree = figures(review for review in compiled.reviews if review.wave in waves)
    text = json.dumps(tree, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    # JSON itself escapes only the first 32, and a terminal obeys others.
    return escaped_json(text)
