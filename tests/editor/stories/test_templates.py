"""A template that is renamed while a flow that sends it is open."""

from pathlib import Path

from playwright.sync_api import expect

from tests.editor.conftest import Opens
from tests.editor.stories.programs import FOLLOW_UP, Programs, lines_that_differ
from tests.editor.stories.views import box, edit, whole


def test_a_template_renamed_elsewhere_marks_the_box_and_the_new_name_is_one_click(
    opens: Opens, programs: Programs, home: Path
) -> None:
    flow = programs.make(FOLLOW_UP)
    page = edit(opens, flow)
    whole(page)
    email = page.locator(".sy-node", has=box(page, "Email the deal's contact"))
    expect(email.locator(".sy-problem")).to_have_count(0)
    file = home / "templates" / "case-study.md"
    file.write_text(file.read_text("utf-8").replace("name: Case study", "name: Case study 2027"), "utf-8")
    expect(page.locator(".sy-problem")).to_contain_text("Case study")
    finding = page.locator("[data-finding]")
    expect(finding).to_contain_text("Case study")
    finding.get_by_role("button", name="Case study 2027").click()
    expect(finding).to_have_count(0)
    expect(page.locator(".sy-problem")).to_have_count(0)
    old = '  email.send(to: @deal.contact, template: "Case study")'
    assert lines_that_differ(FOLLOW_UP, programs.draft(flow)) == [(old, old.replace("study", "study 2027"))]
