"""The rows of a readback by what they tell: a heading, the goal, what starts a run, the steps, the rules."""

import msgspec

from sayso.copilot.rereading.rows import Row

GOAL = "Goal: "
RULES = ("May ", "Never more than ", "Keeps in mind")
LONGEST_TITLE = 60


class Parts(msgspec.Struct):
    """The rows of a readback by what they tell; those above the rules with their numbers."""

    title: str
    goal: str
    trigger: str
    told: list[tuple[int, Row]]
    steps: list[tuple[int, Row]]
    rules: list[str]

    @property
    def name(self) -> str:
        """What the flow is called: its heading, or else how its goal or its beginning reads."""
        words = self.title or self.goal or self.trigger.partition(" (")[0]
        if len(words) <= LONGEST_TITLE:
            return words
        return words[:LONGEST_TITLE].rpartition(" ")[0].rstrip(" ,;:")


def parts_of(rows: list[Row]) -> Parts | None:
    """The parts of a readback, if the rows look like one."""
    numbered = list(enumerate(rows))
    title = goal = ""
    if numbered and not numbered[0][1].words.endswith(":") and not numbered[0][1].words.startswith(GOAL):
        title = " ".join(numbered.pop(0)[1].words.split())
    begin = next((at for at, (_, row) in enumerate(numbered) if row.words.startswith(RULES)), len(numbered))
    told, rules = numbered[:begin], [row.words for _, row in numbered[begin:]]
    steps = list(told)
    if steps and steps[0][1].words.startswith(GOAL):
        goal = steps.pop(0)[1].words.removeprefix(GOAL)
    if len(steps) < 2 or not steps[0][1].words.endswith(":") or not all(rule.startswith(RULES) for rule in rules):
        return None
    trigger = steps.pop(0)[1].words.removesuffix(":")
    return Parts(title, goal, trigger, told, steps, rules)
