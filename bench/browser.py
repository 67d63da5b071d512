"""The editor in a browser, beside an empty page of the library it is made with.

`python -m bench.browser [--json]`. `sayso serve` as it is installed and the empty page are processes of their own; one
Chromium looks at both, and they take turns. What is promised in milliseconds is told beside what a click on the empty
page takes. It takes about five minutes.
"""

import statistics
import time
from collections.abc import Iterator

from playwright.sync_api import Page

from bench.measuring import Figure, tell
from bench.pages import Pages, Place, answer, served
from bench.texts import flow_of, flow_of_steps

LOADS, DRAGS, KEYS = 6, 3, 30
MANY, WARM = 50, 10
"""So many editors are open at once; memory is taken from the tenth on."""
REST = 2.5
"""Seconds after which a page that was opened has done what it does in the background."""
BROKEN, WHOLE = "document.querySelector('.cm-lintRange-error')", "!document.querySelector('.cm-lintRange-error')"
COUNT = """
() => {
  window.frameTimes = [];
  let last = performance.now();
  const tick = (now) => {
    frameTimes.push(now - last);
    last = now;
    if (!window.enough) requestAnimationFrame(tick);
  };
  window.enough = false;
  requestAnimationFrame(tick);
}
"""
"""Counts frames until it is enough."""


def figures() -> Iterator[Figure]:
    """Every figure, as soon as it is known."""
    texts = [flow_of_steps(12), flow_of_steps(300), flow_of(300), *[flow_of_steps(12)] * MANY]
    with served(texts) as pages:
        small, large, text, *many = pages.editors
        yield from loading(pages.nothing, small, large)
        yield from dragging(pages.nothing, large)
        yield from typing(pages, text)
        yield from crowded(pages, many)


def loading(nothing: Place, small: Place, large: Place) -> Iterator[Figure]:
    """From the beginning of the navigation until every box in sight is drawn and the page hears and is heard."""
    tabs = [(place, place.open()) for place in (nothing, small, large)]
    times: list[list[float]] = [[] for _ in tabs]
    for _ in range(LOADS):
        for taken, (place, tab) in zip(times, tabs, strict=True):
            taken.append(place.load(tab))
            tab.goto(place.plain)
            time.sleep(REST)
    empty, few, all_ = (statistics.median(taken) for taken in times)
    close(tab for _, tab in tabs)
    yield Figure("an editor with 12 steps can be used / an empty page", few / empty, 1.5)
    yield Figure("an editor with 300 steps can be used / an empty page", all_ / empty, 2.5)


def dragging(nothing: Place, large: Place) -> Iterator[Figure]:
    """Frames while a box is dragged through three hundred, and while the pointer moves over an empty page."""
    still, editor = nothing.open(), large.open()
    plain, dragged, busy = [], [], []
    for _ in range(DRAGS):
        plain += frames(still, False)
        dragged += frames(editor, True)
        busy.append(large.busy())
    close((still, editor))
    yield Figure("a frame while a box is dragged through 300 / empty, mean", mean(dragged) / mean(plain), 1.05)
    yield Figure("a frame while a box is dragged through 300, mean", mean(dragged), 17, "ms")
    yield Figure("a frame while a box is dragged through 300, 19 of 20 within", percentile(dragged, 95), 20, "ms")
    yield Figure("the server is busy after a box among 300 was picked up, longest", max(busy), 1, "s")


def frames(page: Page, drags: bool) -> list[float]:
    """Milliseconds between frames while the pointer moves down the page, with a box where it `drags` one."""
    page.bring_to_front()
    place = page.locator(".sy-box:not([data-step=on])").first.bounding_box() if drags else None
    x, y = (place["x"] + 40, place["y"] + 20) if place else (700, 300)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y + 20, steps=4)
    page.evaluate(COUNT)
    for step in range(150):
        page.mouse.move(x + 20 + step, y + 20 + step * 2)
    page.evaluate("window.enough = true")
    page.keyboard.press("Escape")
    page.mouse.up()
    return [float(one) for one in page.evaluate("frameTimes.slice(1)")]


def typing(pages: Pages, place: Place) -> Iterator[Figure]:
    """From a key that breaks a line of a long text until the finding is shown, and a click that is answered."""
    counting, editor = pages.counting.open(), writing(place)
    clicks = [click(counting) for _ in range(KEYS)]
    keys = [key(editor) for _ in range(KEYS)]
    clicks += [click(counting) for _ in range(KEYS)]
    close((counting, editor))
    yield Figure("from a key to the finding in 304 lines, median", statistics.median(keys), 150, "ms")
    yield Figure("from a key to the finding in 304 lines, slowest", max(keys), 150, "ms")
    ratio = statistics.median(keys) / statistics.median(clicks)
    yield Figure("from a key to the finding in 304 lines, median / an empty click", ratio, 10)


def crowded(pages: Pages, many: list[Place]) -> Iterator[Figure]:
    """Memory of the server for an open editor, and how soon one of many answers."""
    editor = writing(many[0])
    alone = [key(editor) for _ in range(KEYS)]
    memory, tabs = opened(many[1:])
    time.sleep(REST)
    editor.bring_to_front()
    among = [key(editor) for _ in range(KEYS)]
    close((editor, *tabs))
    empty, tabs = opened([pages.nothing] * (MANY - 1))
    close(tabs)
    yield Figure("memory of the server for an open editor", memory, 1, "MB")
    yield Figure("memory of the server for an open editor / an empty page", memory / empty, 10)
    for name, share in (("median", 50), ("19 of 20 within", 95)):
        one, all_ = percentile(alone, share), percentile(among, share)
        yield Figure(f"from a key to the finding, {MANY} editors open / one, {name}", all_ / one, 1.5)
        yield Figure(f"from a key to the finding, {MANY} editors open, {name}", all_, 150, "ms")


def opened(places: list[Place]) -> tuple[float, list[Page]]:
    """Open them all; gives the megabytes that each took once the first were there."""
    tabs = [place.open() for place in places[:WARM]]
    before = places[0].memory
    tabs += [place.open() for place in places[WARM:]]
    return (places[0].memory - before) / len(places[WARM:]), tabs


def writing(place: Place) -> Page:
    """An editor with the caret at the end of a call in the middle of its text."""
    page = place.open()
    page.locator("[data-tab=text]").click()
    page.locator(".cm-scroller").evaluate("area => area.scrollTop = area.scrollHeight / 2")
    page.wait_for_timeout(300)
    page.locator(".cm-line", has_text="crm.log_activity(").first.click()
    page.keyboard.press("End")
    time.sleep(REST)
    return page


def key(page: Page) -> float:
    """Milliseconds from a key that breaks a line until that is shown; the line is mended again."""
    taken = answer(page, "keydown", BROKEN, lambda: page.keyboard.press(")"))
    page.keyboard.press("Backspace")
    page.wait_for_function(WHOLE)
    page.wait_for_timeout(300)
    return taken


def click(page: Page) -> float:
    """Milliseconds from a click until the count that the server keeps is shown."""
    count = page.evaluate("document.querySelector('.nicegui-content').textContent")
    condition = f"document.querySelector('.nicegui-content').textContent !== '{count}'"
    return answer(page, "click", condition, lambda: page.get_by_role("button").click())


def close(pages: Iterator[Page] | tuple[Page, ...] | list[Page]) -> None:
    """Close these tabs."""
    for page in pages:
        page.close()


def mean(values: list[float]) -> float:
    """The mean of these."""
    return statistics.fmean(values)


def percentile(values: list[float], share: int) -> float:
    """The value that so many in a hundred don't exceed."""
    return statistics.quantiles(values, n=100)[share - 1]


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    tell(__doc__ or "", figures, arguments)


if __name__ == "__main__":
    main()
