"""`python -m tests.mutants [NAME ...] [--workers N] [--write]`: plant bugs and see which tests go red.

With no name all are planted, after the same tests were seen green with nothing planted.
"""

import argparse
import sys

from tests.mutants.page import PAGE, page
from tests.mutants.planting import MUTANTS, Result, named, results, sound


def main() -> int:
    """Run the mutants, print a line for each test; 1 if one survived."""
    arguments = _arguments()
    wrong = [] if arguments.names else _unsound()
    done = []
    for result in results(named(arguments.names), arguments.workers):
        done.append(result)
        _show(result)
    survived = [result.mutant.name for result in done if result.survived]
    print(f"{len(done)} planted, {len(survived)} survived" + "".join(f"\n  {name}" for name in survived))
    if arguments.write and not arguments.names and not wrong:
        PAGE.write_text(page(done), "utf-8", newline="\n")
    return 1 if survived or wrong else 0


def _show(result: Result) -> None:
    for one in result.seen:
        print(f"{result.mutant.name:36} {one.verdict:6} {one.seconds:6.1f} s  {one.test}", flush=True)


def _unsound() -> list[str]:
    """The tests that are red though nothing is planted: what they say of a mutant is worth nothing."""
    wrong = [f"{one.test}: {one.verdict}" for one in sound(list(MUTANTS)) if one.verdict != "GREEN"]
    print("\n".join(["Not green with nothing planted:", *wrong] if wrong else ["With nothing planted all is green."]))
    return wrong


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these; all where none is named")
    parser.add_argument("--workers", type=int, default=1, help="how many at a time")
    parser.add_argument(
        "--write", action="store_true", help="write the table of all into the documents, if the tests are sound"
    )
    arguments = parser.parse_args()
    unknown = set(arguments.names) - {mutant.name for mutant in MUTANTS}
    if unknown:
        parser.error(f"no such mutant: {', '.join(sorted(unknown))}")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
