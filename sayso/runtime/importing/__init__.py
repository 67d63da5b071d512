"""CSV files of other CRMs brought in: read, understood, questioned where they are ambiguous, and written in one go."""

from sayso.runtime.importing.columns import Column, Plan, Question, plan_import
from sayso.runtime.importing.files import ImportProblem, KindUnknown, Table, read_table
from sayso.runtime.importing.writing import Problem, Report, import_table, preview_import

__all__ = [
    "Column",
    "ImportProblem",
    "KindUnknown",
    "Plan",
    "Problem",
    "Question",
    "Report",
    "Table",
    "import_table",
    "plan_import",
    "preview_import",
    "read_table",
]
