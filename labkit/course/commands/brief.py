"""``labkit brief``: a trainee's policy brief: begin it, check it, write its documents, bind a booklet."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from labkit.course.support.console import note, say
from labkit.course.support.files import write_whole
from labkit.course.support.paths import find_course, shown
from labkit.errors import CourseError

_HELP = """\
The policy brief: two pages whose every number comes from a table that was kept.

  new      begin the brief in the folder my-brief, with what the days have kept; where lesson 5.3 has begun it, note its
           author
  check    say what is to be mended; of a Word file: which numbers somebody altered
  build    write PDF, Word document and web page into the folder built/ beside the notebook
  booklet  bind all briefs below a folder (class/submitted) into one PDF

examples:
  labkit brief new --author "Sok Dara" --institution "Ministry" --side government
  labkit brief new --sample workers --out sample
  labkit brief check
  labkit brief check --no-evidence 2027 --no-evidence 48
  labkit brief check edited.docx
  labkit brief build --province Kandal
  labkit brief booklet
  labkit brief booklet FOLDER --out booklet.pdf --title "Briefs of the week"
"""
_VERBS = ("new", "check", "build", "booklet")
_SIDES = ("government", "employers", "workers")
_NAMES = ("author", "institution", "side")


def add_parser(subparsers: Any) -> None:
    """Register ``labkit brief``."""
    parser = subparsers.add_parser(
        "brief",
        help="begin, check and build a policy brief",
        description=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=_VERBS, metavar="new|check|build|booklet", help="what to do")
    parser.add_argument("file", nargs="?", metavar="FILE", help="notebook, Word file or folder (default: my-brief)")
    parser.add_argument("--out", metavar="PATH", help="where to write")
    parser.add_argument("--sample", choices=_SIDES, help="new: one of the three sample briefs")
    parser.add_argument("--author", default="", metavar="NAME", help="new: who writes")
    parser.add_argument("--institution", default="", metavar="NAME", help="new: where she or he works")
    parser.add_argument("--side", default="", choices=("", *_SIDES), metavar="SIDE", help="new: for which side")
    parser.add_argument("--language", default="en", choices=("en", "km"), help="new: English or Khmer")
    parser.add_argument(
        "--no-evidence", action="append", default=[], metavar="NUMBER", help="check: a typed number is no evidence"
    )
    parser.add_argument("--province", metavar="NAME", help="build, check: make the tables anew for a province")
    parser.add_argument("--draw", type=int, metavar="N", help="build, check: make the tables anew for another sample")
    parser.add_argument("--dataset", metavar="NAME", help="build, check: make the tables anew for another survey")
    parser.add_argument("--schema", metavar="NAME", help="build, check: the form of a survey of your own, such as ilo")
    parser.add_argument("--anonymous", action="store_true", help="build: leave out who wrote it")
    parser.add_argument("--title", metavar="TEXT", help="booklet: its title")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out ``labkit brief`` and return the exit code: 1 if something is to be mended."""
    return {"new": _new, "check": _check, "build": _build, "booklet": _booklet}[args.what](args)


def _folder(args: argparse.Namespace) -> Path:
    from labkit.course.briefs.keeping.store import brief_folder

    return brief_folder(find_course(args.course).root if args.course else None)


def _file(args: argparse.Namespace) -> Path:
    from labkit.course.briefs.notebook import NAME

    path = Path(args.file).expanduser() if args.file else _folder(args)
    return path / NAME if path.is_dir() or not path.suffix else path


def _changed(args: argparse.Namespace) -> dict[str, Any]:
    names = ("province", "draw", "dataset", "schema")
    return {name: getattr(args, name) for name in names if getattr(args, name) is not None}


def _new(args: argparse.Namespace) -> int:
    import nbformat

    from labkit.course.briefs.keeping.store import kept
    from labkit.course.briefs.new import new_notebook, sample_notebook
    from labkit.course.briefs.notebook import NAME, write_about

    folder = Path(args.out).expanduser() if args.out else _folder(args)
    path = folder / NAME
    about = {name: getattr(args, name) for name in ("author", "institution", "side", "language")}
    if path.exists():
        names = {name: about[name] for name in _NAMES if about[name]}
        if args.sample or not names:
            raise CourseError(
                "There is a brief already.",
                where=shown(path),
                hint=f"Go on with it: labkit lab {shown(folder)}. Its author: labkit brief new --author NAME. Another "
                "one: --out FOLDER",
            )
        write_about(path, names)
        say(f"{shown(path)} was there and keeps its text. Noted: {', '.join(names.values())}.")
        return 0
    parts = kept(folder) or kept(_folder(args))
    notebook = sample_notebook(args.sample) if args.sample else new_notebook(parts, about)
    if args.sample:
        who = {name: about[name] for name in ("author", "institution") if about[name]}
        notebook.metadata["labkit"]["brief"].update(who)
    write_whole(path, nbformat.writes(notebook) + "\n")  # type: ignore[no-untyped-call]
    say(f"{shown(path)} written. Open it in JupyterLab: labkit lab {shown(folder)}")
    if not args.sample and not parts:
        say("Nothing was kept yet: the last step of each day keeps a table, a picture and a paragraph.")
    return 0


def _check(args: argparse.Namespace) -> int:
    path = _file(args)
    if path.suffix.lower() == ".docx":
        return _check_word(path)
    from labkit.course.briefs.checking.check import check_brief
    from labkit.course.briefs.notebook import remember_no_evidence
    from labkit.course.briefs.opening import open_brief

    if args.no_evidence:
        remember_no_evidence(path, args.no_evidence)
    findings = check_brief(open_brief(path, _changed(args)))
    answered = [finding for finding in findings if finding.rule == "asked" and _is_no_evidence(finding.message)]
    if answered:
        remember_no_evidence(path, [finding.number for finding in answered])
    left = [finding for finding in findings if finding not in answered]
    for finding in left:
        say(str(finding))
    if any(finding.number for finding in left):
        note("A number that is no evidence (a year, an article, hours): labkit brief check --no-evidence NUMBER")
    if not left:
        say("The check has nothing to say.")
    return 1 if left else 0


def _is_no_evidence(question: str) -> bool:
    """Ask the person in front of a terminal; nobody is asked elsewhere."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    say(f"{question.split('?')[0]}? [y = yes, n = no, a year, an article or the like]")
    return input().strip().casefold() in ("n", "no")


def _check_word(path: Path) -> int:
    from labkit.course.briefs.documents.word import altered_numbers
    from labkit.course.briefs.documents.writing import BUILT, numbers_of, read_built

    beside = [folder / BUILT for folder in (path.parent, path.parent / "built") if (folder / BUILT).is_file()]
    altered = altered_numbers(path, numbers_of(read_built(beside[0])) if beside else None)
    for number in altered:
        say(str(number))
    if not altered:
        say("Every traced number is as it was written.")
    return 1 if altered else 0


def _build(args: argparse.Namespace) -> int:
    from labkit.course.briefs.checking.check import check_brief
    from labkit.course.briefs.documents.writing import write_documents
    from labkit.course.briefs.opening import open_brief

    path, changed = _file(args), _changed(args)
    brief = open_brief(path, changed)
    name = "-".join(["built", *(str(value).replace(" ", "-") for value in changed.values())])
    out = Path(args.out).expanduser() if args.out else path.parent / name
    for file in write_documents(brief, out, anonymous=args.anonymous):
        say(shown(file))
    left = [finding for finding in check_brief(brief) if finding.rule != "asked"]
    if left:
        note(f"The check has {len(left)} {'thing' if len(left) == 1 else 'things'} to say: labkit brief check")
    return 0


def _booklet(args: argparse.Namespace) -> int:
    from labkit.course.briefs.documents.booklet import TITLE, booklet_of, built_briefs
    from labkit.course.exercises.class_list import class_list
    from labkit.course.exercises.roster import read_roster

    course = None if args.file and args.out else find_course(args.course)
    folder = Path(args.file).expanduser() if args.file or course is None else course.submitted
    listed = course is not None and class_list(course).is_listed
    documents, unreadable = built_briefs(folder, read_roster(course).people if course is not None and listed else ())
    out = Path(args.out).expanduser() if args.out or course is None else course.classroom / "booklet.pdf"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(booklet_of(documents, args.title or TITLE))
    say(f"{shown(out)}: {len(documents)} briefs")
    for name, problem in unreadable.items():
        note(f"Left out: {name}. {problem}")
    return 0
