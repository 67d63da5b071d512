"""The words of group 5's findings."""

from sayso.dsl.diagnostics import Rule

AIMS = Rule(
    slug="stranger-decides",
    sentence="A stranger wrote {source}; it may not decide {what}.",
    why="Whoever fills in a form, writes a mail or a web page could otherwise choose who gets your messages.",
    next="Let a person approve each call, or match the words with `==` or `in` against your own records and use the "
    "record that was found.",
    bad='flow "A"\n\non form "Demo" with\n  address: email\nend\n\nuse email.send\n\n'
    'email.send(to: @address, subject: "Hello", text: "Thank you")\n',
    good='flow "A"\n\non form "Demo" with\n  address: email\nend\n\nuse email.send\n\n'
    'email.send(to: @address, subject: "Hello", text: "Thank you") with approval\n',
)
LEAVES = Rule(
    slug="private-data-leaves",
    sentence="{field} is {privacy}; {tool} would give it to {whom}.",
    why="Names, titles and addresses may go anywhere; other fields stay in the workspace, with its AI and the person "
    "they are about, and mail bodies, notes and transcripts with the workspace and that person alone.",
    next="Leave the field out, or write `with private data` on the tool's `use` line if this is what you want.",
    bad='flow "A"\n\non manual with\n  contact: contact\nend\n\nuse web.search\n\n'
    'let @news = web.search("{@contact.notes or "news"}")\n',
    good='flow "A"\n\non manual with\n  contact: contact\nend\n\nuse web.search with private data\n\n'
    'let @news = web.search("{@contact.notes or "news"}")\n',
)
RULES: tuple[Rule, ...] = (AIMS, LEAVES)
