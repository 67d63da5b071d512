"""The journeys have what the stories have: a program beside the browser, and patience."""

from tests.editor.stories.conftest import _patient, programs

__all__ = ["_patient", "programs"]
