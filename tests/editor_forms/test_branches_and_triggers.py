"""Branches and triggers are added and taken out; nothing else in the text changes."""

import pytest

from sayso.dsl.edit_branches import add_otherwise, add_otherwise_if, take_out
from sayso.dsl.edit_problem import EditProblem
from sayso.dsl.expressions import Todo
from sayso.dsl.flow import Flow
from sayso.dsl.parse import parse
from sayso.editor.catalogue import words
from sayso.editor.inspector.forms import form_of
from sayso.editor.inspector.lines import known_of
from sayso.editor.inspector.more_triggers import with_trigger
from sayso.editor.inspector.triggers import KINDS, new_trigger
from tests.editor_forms.flows import catalog, of

HEAD = 'flow "A"\n\non manual with\n  contact: contact\nend\n\nuse crm.create_task, crm.add_tags  # mine\n\n'
IF = """if @contact.email exists   # odd   blanks
    crm.create_task(title:  "Call")
    # before the end
end
stop
"""
BOTH = """if @contact.email exists
  crm.create_task(title: "Call")
otherwise if @contact.title == "CEO"
  stop "no"   # why
otherwise
  crm.add_tags(record: @contact, tags: ["cold"])
end
"""


def flow_of(text: str) -> Flow:
    found = parse(text).flow
    assert found is not None
    return found


def test_another_way_is_put_before_the_end_and_every_other_byte_stays() -> None:
    text = HEAD + IF
    after = add_otherwise(text, flow_of(text), (0,))
    assert after == text.replace("\nend\nstop", "\notherwise\nend\nstop")
    more = add_otherwise_if(after, flow_of(after), (0,), Todo("when?"))
    assert more == after.replace("\notherwise\n", '\notherwise if todo "when?"\notherwise\n')
    assert not parse(more).diagnostics


def test_a_way_inside_a_loop_is_set_as_deep_as_its_step() -> None:
    text = f"{HEAD}for each @one in [@contact] at most 2\n  if @one.email exists\n    stop\n  end\nend\n"
    after = add_otherwise(text, flow_of(text), (0, "body", 0))
    assert after == text.replace("  end\nend", "  otherwise\n  end\nend")


def test_what_waits_or_repeats_has_another_way_too() -> None:
    text = f"{HEAD}wait for email.replied at most 7 days\nend\n"
    assert add_otherwise(text, flow_of(text), (0,)).endswith("at most 7 days\notherwise\nend\n")


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("then2", 'otherwise if @contact.title == "CEO"\n  stop "no"   # why\n'),
        ("otherwise", 'otherwise\n  crm.add_tags(record: @contact, tags: ["cold"])\n'),
    ],
)
def test_a_way_goes_with_its_steps_and_the_permission_they_alone_needed(name: str, gone: str) -> None:
    text = HEAD + BOTH
    kept = HEAD if name == "then2" else HEAD.replace("use crm.create_task, crm.add_tags", "use crm.create_task")
    assert take_out(text, flow_of(text), (0,), name) == kept + BOTH.replace(gone, "")


def test_what_is_not_there_is_not_taken_out() -> None:
    text = HEAD + IF
    for name in ("then", "otherwise", "nonsense"):
        with pytest.raises(EditProblem):
            take_out(text, flow_of(text), (0,), name)
    with pytest.raises(EditProblem):
        add_otherwise(text, flow_of(text), (1,))
    with pytest.raises(EditProblem):
        add_otherwise(HEAD + BOTH, flow_of(HEAD + BOTH), (0,))


@pytest.mark.parametrize("kind", KINDS)
def test_a_trigger_of_every_kind_stands_behind_the_first(kind: str) -> None:
    for text in (HEAD + "stop   # odd\n", 'flow "A"\n\nstop   # odd\n'):
        known = known_of(of(text), catalog())
        after = with_trigger(text, flow_of(text), new_trigger(kind, known), new_trigger("manual", known))
        flow = flow_of(after)
        assert len(flow.triggers) == 2 and not parse(after).diagnostics
        assert after.endswith("stop   # odd\n")
        form = form_of(of(after), catalog(), "trigger:1")
        field = form.field("kind")
        assert field is not None and field.source == kind


def test_the_form_of_a_trigger_tells_of_that_trigger_alone() -> None:
    text = 'flow "A"\n\non manual\non schedule every weekday at 09:00\n\nstop\n'
    told = [form_of(of(text), catalog(), f"trigger:{number}").sentence for number in (0, 1)]
    assert told == ["When you start it.", "Every weekday at 09:00."]


def test_a_warning_is_no_error() -> None:
    text = 'flow "A"\n\non manual\n\nuse crm.create_task, crm.add_tags\n\ncrm.create_task(title: "Call")\n'
    found = form_of(of(text), catalog(), "rules").wrong
    assert [one.level for one in found] == ["warning"] and not found[0].severe
    wrong = form_of(of(text.replace('title: "Call"', "")), catalog(), "0")
    assert "error" in {one.level for field in wrong.fields for one in field.wrong}


def test_conditions_stand_in_their_order_also_while_one_is_to_be_decided() -> None:
    text = f'{HEAD}if @contact.email exists\notherwise if todo "when?"\nend\n'
    fields = form_of(of(text), catalog(), "0").fields
    assert [(field.name, field.todo) for field in fields] == [("condition", ""), ("condition2", "when?")]


def test_every_word_of_the_new_forms_is_there() -> None:
    say = words()
    for level in ("error", "warning", "note"):
        assert say(f"finding.{level}")
