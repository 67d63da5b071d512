"""Lists as a flow sees them: sorted, cut, and what a loop collects."""

from datetime import timedelta

from tests.runtime.playing import calls, contact, play

HEAD = 'flow "F"\non manual with\ncontacts: list of contact\nend\nuse people.notify\n'
PEOPLE = [contact(1, score=5), contact(2, score=9), contact(3), contact(4, score=9)]


def told(body: str) -> object:
    played = play(HEAD + body, inputs={"contacts": PEOPLE}, records={"contact": PEOPLE})
    return calls(played, "people.notify")[0].arguments["message"]


def names(expression: str) -> object:
    """The ids of a list of contacts, in its order."""
    return told(f'let @some = {expression}\npeople.notify(@me, "{{join(@some.id, ",")}}")\n')


def test_equals_keep_their_order_and_missing_ones_come_last() -> None:
    assert names("@contacts sorted by @contact.score") == "c1,c2,c4,c3"
    assert names("@contacts sorted by @contact.score descending") == "c2,c4,c1,c3"


def test_the_first_and_the_last() -> None:
    assert names("first 2 of @contacts") == "c1,c2"
    assert names("last 2 of @contacts") == "c3,c4"
    assert names("last 9 of @contacts") == "c1,c2,c3,c4"


def test_a_loop_collects_in_its_own_order_without_the_skipped() -> None:
    """The first contact is the last to be ready; the second kept something and was skipped after it."""
    assert (
        told(
            "for each @contact in @contacts at most 9 collect @ids\n"
            'keep @contact.id\nif @contact.id == "c1"\nwait 2 days\nend\n'
            'if @contact.id == "c2"\nskip "not this one"\nend\nend\n'
            'people.notify(@me, "{join(@ids, ",")}")\n'
        )
        == "c1,c3,c4"
    )


def test_a_days_quota_ends_with_the_day_of_the_workspace() -> None:
    """Berlin's midnight, an hour before London's."""
    text = HEAD.replace("use people.notify\n", "use people.notify at most 2 per day\n") + (
        'for each @contact in @contacts at most 9\npeople.notify(@me, "{@contact.id}")\nend\n'
    )
    played = play(text, inputs={"contacts": PEOPLE}, records={"contact": PEOPLE})
    done = [e.outcome.at - played.run.started for e in played.journal.entries() if e.lane and e.outcome.kind == "done"]
    assert done == [timedelta(0)] * 2 + [timedelta(hours=15)] * 2
