"""Story 3.5: several steps, one after the other."""

from datetime import timedelta
from pathlib import Path

from sayso.connectors.shape import ToolError
from tests.stories.office import DAY, MONDAY, Office, Service

HEAD = 'flow "Steps"\non manual\nuse crm.find_contacts, crm.add_tags, crm.create_task, web.search\n'


def tasks(count: int, first: int = 1) -> str:
    return "".join(f'crm.create_task(title: "step {number}")\n' for number in range(first, first + count))


def titles(office: Office) -> list[str]:
    return [task["title"] for task in office.find("task")]


def test_five_steps_run_in_order(office: Office) -> None:
    """Steps run 1, 2, 3, 4, 5; each ends before the next begins."""
    told = office.run('flow "Steps"\non manual\nuse crm.create_task\n' + tasks(5))
    assert titles(office) == [f"step {number}" for number in range(1, 6)]
    assert told.steps("did") == ["s1", "s2", "s3", "s4", "s5"]
    assert told.state == "completed"


def test_what_step_one_finds_step_two_does_for_all_ten(office: Office) -> None:
    """Step 1 finds ten contacts, step 2 takes the list and acts on each."""
    for number in range(10):
        office.add("contact", firstName=f"First{number}", title="VP of Sales")
    office.add("contact", firstName="Other", title="Engineer")
    told = office.run(
        'flow "Tag them"\non manual\nuse crm.find_contacts, crm.add_tags\n'
        'let @found = crm.find_contacts(where: @contact.title contains "VP")\n'
        'for each @contact in @found at most 20\n  crm.add_tags(@contact, ["vip"])\nend\n'
    )
    assert [contact["tags"] for contact in office.find("contact")] == [["vip"]] * 10 + [[]]
    assert told.told("10 taken")


def test_when_step_three_fails_one_and_two_stay_and_four_and_five_never_run(office: Office) -> None:
    """Steps 1 and 2 remain, 4 and 5 are not run, the run failed, and the log names the step and the reason."""
    down = Service(ToolError("refused", "Web search refused this."))
    flow = HEAD.replace("crm.find_contacts, crm.add_tags, ", "") + tasks(2) + 'let @news = web.search("Acme")\n'
    flow += 'crm.create_task(title: "step {first(@news).title or "four"}")\n' + tasks(1, 5)
    told = office.run(flow, services={"web": down})
    assert titles(office) == ["step 1", "step 2"]
    assert told.state == "failed"
    assert told.run.ended is not None
    assert (told.run.ended.step, told.run.ended.reason) == ("s3", "Web search refused this.")
    assert told.told("Web search refused this.")


def test_memory_is_read_by_later_steps_and_by_later_runs(office: Office) -> None:
    """What a step puts into memory a later step can read: "skip those we already have". It outlives the run."""
    for name in ("Ann", "Bea"):
        office.add("contact", firstName=name)
    flow = (
        'flow "Once"\non manual\nuse crm.find_contacts, crm.create_task\nmemory\n  processed: list of text\nend\n'
        "let @all = crm.find_contacts()\nfor each @contact in @all at most 9 again\n"
        '  remember @contact.id in @memory.processed otherwise skip "done before"\n'
        '  crm.create_task(title: "Call @contact.fullName")\nend\n'
    )
    first, second = office.run(flow), office.run(flow)
    assert titles(office) == ["Call Ann", "Call Bea"]
    assert [item.ended.how for item in first.run.items] == ["done", "done"]
    assert [item.ended.reason for item in second.run.items] == ["done before", "done before"]


def test_twenty_steps_all_run_one_after_the_other(office: Office) -> None:
    """All of twenty steps run, in order."""
    told = office.run('flow "Twenty"\non manual\nuse crm.create_task\n' + tasks(20))
    assert titles(office) == [f"step {number}" for number in range(1, 21)]
    assert told.steps("did") == [f"s{number}" for number in range(1, 21)]


def test_a_wait_at_step_seven_lets_the_run_rest_and_then_go_on(office: Office) -> None:
    """Step 7 waits: the run rests, steps 8 to 20 run after it."""
    flow = 'flow "Rest"\non manual\nuse crm.create_task\n' + tasks(6) + "wait 3 days\n" + tasks(13, 8)
    told = office.run(flow, until=MONDAY + timedelta(days=2))
    assert (told.state, len(titles(office)), told.drive.next_due) == ("waiting", 6, MONDAY + 3 * DAY)
    told.go(MONDAY + 3 * DAY)
    assert (told.state, len(titles(office))) == ("completed", 19)


def test_a_run_that_rests_goes_on_in_another_process(office: Office, tmp_path: Path) -> None:
    """A run spans several processes: nothing is left of it but its journal, and no step is done twice."""
    journal = tmp_path / "run.jsonl"
    flow = 'flow "Rest"\non manual\nuse crm.create_task\n' + tasks(2) + "wait 3 days\n" + tasks(2, 3)
    assert office.run(flow, until=MONDAY + DAY, journal=journal).state == "waiting"
    told = office.go_on(journal, flow, MONDAY + 4 * DAY)
    assert told.state == "completed"
    assert titles(office) == ["step 1", "step 2", "step 3", "step 4"]


def test_what_a_loop_inside_a_loop_keeps_reaches_the_one_that_collects(office: Office) -> None:
    """Context flows between steps: an inner loop hands what it keeps to the outer one, in order."""
    for name in ("Ann", "Bea"):
        office.add("contact", firstName=name)
    office.run(
        'flow "Lists"\non manual\nuse crm.find_contacts, crm.create_task\nlet @all = crm.find_contacts()\n'
        'for each @contact in @all at most 9 collect @lines\n  for each @day in ["Monday", "Friday"] at most 2\n'
        '    keep "@contact.fullName on @day"\n  end\nend\ncrm.create_task(title: join(@lines, "; "))\n'
    )
    assert titles(office) == ["Ann on Monday; Ann on Friday; Bea on Monday; Bea on Friday"]
