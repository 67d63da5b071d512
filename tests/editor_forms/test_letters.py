"""Every message of a flow is read before it goes live, also one that nobody is sent today."""

from sayso.editor.flow.letters import letters_of
from tests.editor_forms.flows import catalog, of

FLOW = """\
flow "Two letters"

on manual

use crm.find_contacts, crm.log_activity
use gmail.send with approval by @me within 1 day

let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 5
  crm.log_activity(@contact, "Seen")
  if @contact.title contains "VP"
    gmail.send(to: @contact, subject: "Hello", text: "Hi {@contact.firstName or "there"}, a word?")
  otherwise
    gmail.send(to: @contact, template: "Outbound v2")
  end
end
"""


def test_each_message_stands_once_with_its_words_and_the_data_named() -> None:
    first, second = letters_of(of(FLOW), catalog())
    assert (first.step, second.step) == ("s5", "s6")
    assert first.words == ("Hello", 'Hi [contact\'s first name or "there"], a word?')
    assert "Outbound v2" in second.sentence and len(second.words) == 2 and all(second.words)


def test_what_nobody_outside_reads_is_no_message() -> None:
    quiet = FLOW.replace("gmail.send(to: @contact, ", "crm.log_activity(@contact, ").replace(
        'template: "Outbound v2"', '"x"'
    )
    quiet = quiet.replace('subject: "Hello", text: ', "").replace(
        "use gmail.send with approval by @me within 1 day\n", ""
    )
    assert letters_of(of(quiet), catalog()) == []


def test_a_text_without_a_safe_reading_has_none() -> None:
    assert letters_of(of(FLOW.removesuffix("end\n")), catalog()) == []
