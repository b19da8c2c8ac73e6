"""``labkit review``: who reviews whose brief, packets, forms, marks."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from labkit.course.commands.week.steps import add_step, roster_with_remarks, steps_of
from labkit.course.exercises.roster import Roster
from labkit.course.support.console import note, say
from labkit.course.support.paths import Course, find_course, shown
from labkit.errors import CourseError, first_few

_HELP = """\
The peer review of the briefs. Briefs are handed in as class/submitted/NAME/brief/ (the folder my-brief), the forms of
the reviewers as class/submitted/NAME/review/, where NAME is the reviewer.

examples:
  labkit review assign                      three reviews for each brief, and the packets
  labkit review reassign sokha dara         these two are away: others take their reviews
  labkit review reassign --late bopha       this brief came late: it gets reviewers, too
  labkit review reassign --withdrawn vanna  left the course: the own brief goes round no more
  labkit review collect                     which forms are complete, and whom the class waits for
  labkit review results                     comments and marks, also into the gradebook
"""


def add_parser(subparsers: Any) -> None:
    """Add the command ``review``."""
    parser = subparsers.add_parser(
        "review",
        help="assign peer reviews of the briefs, collect them, write their results",
        description=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    steps = steps_of(parser)
    assign = add_step(steps, "assign", "assign reviewers to briefs and write the packets", _assign)
    assign.add_argument("--k", type=int, default=3, metavar="N", help="reviews for each brief (3)")
    assign.add_argument("--seed", type=int, default=1, metavar="N", help="a number for the lots (1)")
    assign.add_argument("--force", action="store_true", help="replace an assignment that was made before")
    reassign = add_step(steps, "reassign", "move the reviews of people who cannot review", _reassign)
    reassign.add_argument("away", nargs="*", metavar="NAME", help="who cannot review")
    reassign.add_argument("--late", nargs="+", default=[], metavar="NAME", help="whose brief came late")
    reassign.add_argument("--withdrawn", nargs="+", default=[], metavar="NAME", help="who left the course")
    add_step(steps, "collect", "read the forms and say whom the class waits for", _collect)
    add_step(steps, "results", "write comments and marks for the authors, and the gradebook", _results)


def _assign(args: argparse.Namespace) -> int:
    from labkit.course.reviews.assignment import assign
    from labkit.course.reviews.packets import handed_in
    from labkit.course.reviews.plan import FILE, new_plan, reviews_folder, write_plan

    course = find_course(args.course)
    roster = roster_with_remarks(course)
    path = reviews_folder(course) / FILE
    if path.exists() and not args.force:
        raise CourseError(
            "The briefs have their reviewers already.",
            where=shown(path),
            hint="Somebody is away: labkit review reassign NAME. To draw anew: labkit review assign --force",
        )
    authors = [one for one in roster if handed_in(course, one.trainee)]
    if authors:
        without = [one.trainee for one in roster if one.present and one not in authors]
        if without:
            note(f"Without a brief so far: {first_few(without, 40)}. They review; a brief that comes late: --late NAME")
    else:
        authors = [one for one in roster if one.present]
        note("No brief was handed in yet: everybody who is present is taken for an author.")
    reviewers = [one for one in roster if one.present]
    made = assign(authors, reviewers, k=args.k, seed=args.seed)
    write_plan(course, new_plan(made.pairs, args.k, args.seed))
    say(f"{len(authors)} briefs, {len(reviewers)} reviewers, {args.k} reviews for each brief, seed {args.seed}.")
    say(f"Inside an institution: {made.inside} of {args.k * len(authors)}; at least {made.inside_least} must be.")
    say(f"Second reviews from one side: {made.repeated}; at least {made.repeated_least} must be.")
    if made.mutual:
        say(f"Pairs who review each other: {made.mutual}; the class is too small for none.")
    _packets(course, roster)
    say(f"Who reviews whom, for you alone: {shown(path)}")
    say(f"The forms come back into {_forms(course)}. Then: labkit review collect")
    return 0


def _forms(course: Course) -> str:
    from labkit.course.reviews.collecting import FOLDER

    return f"{shown(course.submitted)}/NAME/{FOLDER}/, where NAME is the reviewer"


def _packets(course: Course, roster: Roster) -> None:
    from labkit.course.reviews.packets import handed_in, write_packets
    from labkit.course.reviews.plan import read_plan

    plan = read_plan(course)
    written = write_packets(course, plan, roster.people)
    if len(written.without) < len(plan.pairs):
        say(f"{written.reviewers} packets: {shown(written.folder)}/NAME. Give each reviewer the folder of this name.")
    if any(handed_in(course, author) for author in plan.pairs):
        for author, reason in sorted(written.without.items()):
            note(f"Not in the packets: the brief of {author}. {reason}")
        if any("is in no table" in reason for reason in written.without.values()):
            note(
                "Ask for the whole folder my-brief, with its tables, or for what labkit brief build has made of it. "
                "Then: labkit review assign --force"
            )
    for author in written.named:
        note(f"The brief of {author} named the author or the institution; the words were taken out. Look at it once.")


def _reassign(args: argparse.Namespace) -> int:
    from labkit.course.reviews.collecting import collect
    from labkit.course.reviews.moving import add_brief, reassign
    from labkit.course.reviews.plan import read_plan, write_plan

    course = find_course(args.course)
    roster = roster_with_remarks(course)
    plan = read_plan(course)
    where = "labkit review reassign"
    gone = [one.trainee for one in roster.named(args.withdrawn, where=where)]
    away = {one.trainee for one in roster.named([*args.away, *gone], where=where)}
    late = [one.trainee for one in roster.named(args.late, where=where)]
    if not away and not late:
        raise CourseError("Who is away?", where=where, hint="labkit review reassign NAME, or --late NAME")
    for author in gone:
        plan = plan.without(author)
    absent = away | {*plan.withdrawn, *plan.absent}
    moved = reassign(plan.pairs, roster.people, absent, done=tuple(collect(course, plan).complete()))
    moves, pairs = list(moved.moves), moved.pairs
    for author in late:
        added = add_brief(pairs, roster.people, author, plan.k, absent)
        moves, pairs = [*moves, *added.moves], added.pairs
    plan = replace(plan.with_pairs(pairs), absent=tuple(sorted(absent)))
    write_plan(course, plan)
    fresh = sum(not old for _, old, _ in moves)
    many = f"{len(moves)} {'review' if len(moves) == 1 else 'reviews'}"
    say(f"{many} moved{f', {fresh} of them new' if fresh else ''}; all others stay.")
    for author, old, new in moves:
        say(f"  brief {plan.numbers[author]:02d}: {new}{f' instead of {old}' if old else ''}")
    _packets(course, roster)
    return 0


def _collect(args: argparse.Namespace) -> int:
    from labkit.course.reviews.collecting import collect
    from labkit.course.reviews.plan import read_plan

    course = find_course(args.course)
    plan = read_plan(course)
    collected = collect(course, plan)
    for remark in collected.remarks:
        note(remark)
    say(f"{len(collected.complete())} of {sum(map(len, plan.pairs.values()))} reviews are complete.")
    waiting: dict[str, list[str]] = {}
    for (_, reviewer), missing in sorted(collected.waiting.items()):
        waiting.setdefault(reviewer, []).append(missing)
    for reviewer, forms in sorted(waiting.items()):
        say(f"  {reviewer}: {'; '.join(sorted(forms))}")
    if waiting:
        say(f"Forms belong into {_forms(course)}. Somebody is away: labkit review reassign NAME")
    say("Comments and marks, as far as they are there: labkit review results")
    return 0


def _results(args: argparse.Namespace) -> int:
    from labkit.course.reviews.collecting import collect
    from labkit.course.reviews.marks import to_decide
    from labkit.course.reviews.plan import read_plan
    from labkit.course.reviews.recording import record
    from labkit.course.reviews.results import DECISIONS, results_of, write_results

    course = find_course(args.course)
    roster = roster_with_remarks(course)
    plan = read_plan(course)
    collected = collect(course, plan)
    results = results_of(course, plan, collected, roster.people)
    folder, page = write_results(course, plan, collected, results)
    table = record(course, results.marks, results.reviewing)
    number = sum(one.mark is not None for one in results.marks)
    say(f"{number} of {len(results.marks)} briefs have their mark. Marks: {table}, and the gradebook.")
    apart = to_decide(results.marks)
    if apart:
        say(f"Reviews differ by 1.5 points or more: {first_few((one.author for one in apart), 40)}.")
        say(f"Read these briefs, type your marks into {shown(page.parent / DECISIONS)}, and run this again.")
    few = [one.author for one in results.marks if one.mark is None and not one.is_apart]
    if few:
        say(f"Fewer than two reviews, so no number: {first_few(few, 40)}.")
    say(f"One page for each author: {shown(folder)}/NAME.html")
    say(f"For you alone: {shown(page)}")
    return 0
