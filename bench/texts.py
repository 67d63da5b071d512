"""The texts that are measured: a flow of any length that compiles, and Python saying the same line by line."""

FLOW_HEAD = """flow "Measured"
on schedule every weekday at 09:00
use crm.find_contacts, crm.log_activity, crm.create_task, web.search
use gmail.send at most 5_000 per day with approval
"""

PYTHON_HEAD = """import crm, gmail, web
from schedule import every, weekday, approval, wait, today, day, me
tools = [crm.find_contacts, crm.log_activity, crm.create_task, web.search]
limits = {gmail.send: (5_000, day, approval)}
"""

FLOW_BLOCK = """
let @people{n} = crm.find_contacts(where: @contact.title contains "VP" and @contact.company.employees in 50 to 200)
for each @contact in @people{n} at most 5 once
  let @news = web.search("recent news about {{@contact.company.name or @contact.fullName}}")
  if @contact.email exists and @contact.company.employees > {n}
    gmail.send(to: @contact, subject: "Hi {{@contact.firstName or "there"}}", text: "{{first(@news).title or "News"}}")
    wait 2 days
    crm.log_activity(@contact, "Written to in round {n}")
  otherwise
    crm.create_task(title: "Call @contact.fullName", assignee: @me, due: @today + 1 day)
  end
end
"""

PYTHON_BLOCK = """
people{n} = crm.find_contacts(where=lambda contact: "VP" in contact.title and 50 <= contact.company.employees <= 200)
for contact in people{n}[:5]:
    news = web.search(f"recent news about {{contact.company.name or contact.fullName}}")
    if contact.email is not None and contact.company.employees > {n}:
        gmail.send(to=contact, subject=f"Hi {{contact.firstName or 'there'}}", text=f"Saw {{news[0].title or 'you'}}")
        wait(2, day)
        crm.log_activity(contact, "Written to in round {n}")
    else:
        crm.create_task(title=f"Call {{contact.fullName}}", assignee=me, due=today + day(1))
        pass
    pass
"""

FOUR_STEPS = """
let @people{n} = crm.find_contacts(where: @contact.title contains "VP" and @contact.company.employees in 50 to 200)
for each @contact in @people{n} at most 5 once
  gmail.send(to: @contact, subject: "Hi {{@contact.firstName or "there"}}", text: "Round {n} begins")
  crm.log_activity(@contact, "Written to in round {n}")
end
"""


def flow_of(lines: int) -> str:
    """A flow of at least so many lines, whole blocks of them; it compiles."""
    return _text(FLOW_HEAD, FLOW_BLOCK, lines)


def flow_of_steps(steps: int) -> str:
    """A flow of so many steps, a multiple of four; it compiles."""
    return FLOW_HEAD + "".join(FOUR_STEPS.format(n=number) for number in range(steps // 4))


def python_of(lines: int) -> str:
    """Python text with as many lines as the flow of that size."""
    return _text(PYTHON_HEAD, PYTHON_BLOCK, lines)


def _text(head: str, block: str, lines: int) -> str:
    blocks = -(-(lines - head.count("\n")) // block.count("\n"))
    return head + "".join(block.format(n=number) for number in range(blocks))
