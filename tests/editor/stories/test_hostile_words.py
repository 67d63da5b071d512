"""What strangers and jokers type is shown as they typed it, and is never anything else."""

import pytest
from playwright.sync_api import Page, expect

from sayso.copilot.quoting import escaped
from tests.editor.browser import NARROW, WIDE, ready
from tests.editor.checks import too_wide
from tests.editor.conftest import Opens
from tests.editor.stories.programs import Programs
from tests.editor.stories.views import box, edit, form, whole

HOSTILE = (
    "<script>window.taken = 1</script>",
    '"><img src=x onerror="window.taken = 1"><b id="planted">CEO</b> =1+1',
    "\u202eevil\u202c \u2066turned\u2069 \u200f\u05d0\u05d1\u05d2",
    "javascript:window.taken=1 &lt;b id=planted&gt; %3Cscript%3E",
    "W" * 10_000,
)
NAMES = ("script", "markup", "bidi", "address", "long")
HELLO = 'flow "Words"\n\non manual\n\nuse people.notify\n\npeople.notify(@me, "Hello")\n'


def untouched(page: Page) -> None:
    """Nothing was planted, nothing ran, nothing is wider than the window."""
    assert page.evaluate("[typeof window.taken, document.querySelectorAll('#planted, img[src=x]').length]") == [
        "undefined", 0,
    ]  # fmt: skip
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not too_wide(page)


def shown(page: Page) -> None:
    """Every hostile text stands there as its sentence tells it, in a box of its own: a quote that would be taken for
    the end of the text has a backslash in front."""
    expect(page.locator(".sy-box")).to_have_count(1 + len(HOSTILE))
    for words in HOSTILE:
        told = escaped(words, quotes=True)[:40]
        expect(page.locator(".sy-sentence", has_text=told).first).to_be_attached()
    untouched(page)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_hostile_words_in_names_and_messages_are_only_shown(
    opens: Opens, programs: Programs, size: tuple[int, int]
) -> None:
    calls = [f'people.notify(@me, "{_quoted(words)}")' for words in HOSTILE]
    flow = programs.make("\n".join([f'flow "{_quoted(HOSTILE[1])}"', "on manual", "use people.notify", *calls, ""]))
    page = edit(opens, flow, size=size)
    whole(page)
    shown(page)
    for number in range(1, 1 + len(HOSTILE)):
        page.locator(".sy-box").nth(number).dispatch_event("click")
        expect(form(page).get_by_role("textbox", name="Message")).to_be_attached()
        untouched(page)
    page.goto("/flows")
    untouched(ready(page))


@pytest.mark.parametrize("words", HOSTILE, ids=NAMES)
def test_hostile_words_typed_into_a_field_are_only_shown(opens: Opens, programs: Programs, words: str) -> None:
    page = edit(opens, programs.make(HELLO))
    box(page, "Tell you").click()
    message = form(page).get_by_role("textbox", name="Message")
    message.fill(words)
    message.press("Control+Enter")
    expect(page.locator(".sy-sentence", has_text=words[:20].strip())).to_be_visible()
    untouched(page)


@pytest.mark.parametrize("words", HOSTILE, ids=NAMES)
def test_hostile_words_typed_into_the_chat_are_only_shown(opens: Opens, programs: Programs, words: str) -> None:
    page = edit(opens, programs.make(HELLO))
    ask = page.get_by_role("textbox", name="Say what should change")
    ask.fill(words)
    ask.press("Enter")
    expect(page.locator("[data-turn]")).to_contain_text(words[:20].strip())
    expect(page.locator("[data-turn]")).not_to_contain_text("Reading …")
    untouched(page)


def _quoted(words: str) -> str:
    """Words as a flow's text has them between quotes."""
    return words.replace("\\", "\\\\").replace('"', '\\"')
