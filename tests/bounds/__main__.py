"""`python -m tests.bounds`: how near greedy worlds come to the bounds of templates; `--rewrite` keeps what is found."""

import argparse

import msgspec

from tests.bounds.searching import Reached, bounds_of
from tests.bounds.tightness import PAGE, TEMPLATES, WITNESSES, compiled_template, page, reached, row, worlds_of


def main() -> None:
    """Look, tell, and keep it if that is wanted."""
    parser = argparse.ArgumentParser(prog="python -m tests.bounds", description=__doc__)
    parser.add_argument("--tries", type=int, default=0, help="look at so many more worlds for each amount")
    parser.add_argument("--rewrite", action="store_true", help="keep the worlds and write docs/tightness.md")
    asked = parser.parse_args()
    found: dict[str, Reached] = {}
    for file in TEMPLATES:
        found[file.stem] = reached(file, asked.tries)
        print(row(file.stem, found[file.stem].amounts, bounds_of(compiled_template(file))), flush=True)
    if asked.rewrite:
        kept = {name: worlds_of(one) for name, one in found.items()}
        WITNESSES.write_bytes(msgspec.json.format(msgspec.json.encode(kept, order="deterministic"), indent=1) + b"\n")
        PAGE.write_text(page(lambda file: found[file.stem].amounts), encoding="utf-8")


if __name__ == "__main__":
    main()
