"""Whole stories, told as they were when somebody last read them: `pytest tests/golden --rewrite` writes them anew."""

from pathlib import Path

import pytest

from sayso.connectors import standard_catalog
from tests.golden.telling import told

FOLDER = Path(__file__).parent
STORIES = sorted(FOLDER.glob("*.flow"))


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
def test_the_story_is_told_as_it_was(file: Path, rewrite: bool) -> None:
    now, record = told(file, standard_catalog()), file.with_suffix(".txt")
    if rewrite:
        record.write_text(now, "utf-8", newline="\n")
    assert record.read_text("utf-8") == now


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
def test_it_is_told_the_same_twice(file: Path) -> None:
    catalog = standard_catalog()
    assert told(file, catalog) == told(file, catalog)


def test_there_are_enough_stories_and_none_without_a_record() -> None:
    assert len(STORIES) >= 8
    assert {file.stem for file in FOLDER.glob("*.txt")} == {file.stem for file in STORIES}
