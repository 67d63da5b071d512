"""What people ask about Sayso, and the answers: two or three plain sentences each."""

QUESTION = (
    r"(?:how (?:do|does|can|to|should|would|come|many times)|what (?:does|do|is|are|happens|if)|what's|why|where "
    r"(?:do|does|can|is|are)|"
    r"can (?:i|you|it|we|sayso)|could i|may i|is (?:it|sayso|this)|is there (?:a way|any way)|does (?:it|sayso)|"
    r"will (?:it|sayso)|explain|"
    r"define|help|who (?:can|sees))(?=\s|$)"
)
"""How a question begins."""

WORDS: dict[str, str] = {
    "at most": "`at most` is a ceiling that is never passed: `at most 20` on a loop takes 20 records a run, and "
    "on a tool so many "
    "calls a day. What was left out is counted in the log, and comes again the next time.",
    "once": "`once` takes nobody whom this loop already took, in any run; `once per 30 days` takes them again "
    "after that time. "
    "The `at most` is counted after that.",
    "again": "`again` lets a loop take a record that is still on its way in an earlier run. Without it such a "
    "record is left out, "
    "and the log says so.",
    "otherwise": "`otherwise` begins what happens when the condition above it is not met, or when nothing came "
    "in time. A condition "
    "that cannot be decided, because a field is empty, counts as not met.",
    "unless": "In a request, `unless` says when a step is left out. In a flow, a `sequence` with `unless` stops "
    "by itself as soon as "
    "that event comes, for example an answer.",
    "within": "`within` says how long an approval, a question or a hand-off may take. When the time is out, the "
    "person is skipped or "
    "the flow goes on, as the step says.",
    "approval": "An approval shows you exactly what would be sent before it is sent; you may change it, approve "
    "it or reject it. "
    "Until then that person waits, and the others go on.",
    "hand off": "A hand-off gives somebody over to a person with a message. The flow waits until it is done or "
    "the time is out; "
    "*Take over* ends it for that person.",
    "goal": "The goal is one line that says what the flow is for. It is read back to you and changes nothing.",
    "run": "A run is one time a flow is carried out, for everybody it took. Its log tells what happened to whom, "
    "and why.",
    "trigger": "The trigger is what starts a flow: a time, an event such as a won deal, a form, a webhook, a "
    "chat, or you by hand.",
    "draft": "The draft is the text you are changing. What is live stays as it was until you publish the draft.",
    "version": "A version is what you published; runs on their way go on with the one they began with. Two "
    "versions can be compared "
    "with `sayso diff`.",
    "backtest": "A backtest plays a version over what really began the flow, and shows what would have been "
    "different. Nothing is sent.",
    "test mode": "Test Mode goes through a flow with made-up or looked-up people and shows every step. Nothing "
    "is sent and nothing is "
    "changed.",
    "credit": "Credits pay for what costs money, such as AI and bought data; a flow can have a limit of them per "
    "run. Drafting by "
    "Sayso's rules is free.",
    "limit": "A limit is what you allow: so many emails a day, so many runs, so many credits. A flow that could "
    "pass it is not "
    "published, or waits until the next day.",
    "assumption": "An assumption is the likeliest value of something you did not say, such as the time zone. "
    "Each has other values that "
    "one click puts in its place.",
    "finding": "A finding is one sentence about something in the flow that will not work or may surprise you, "
    "with a mend where there "
    "is one. `sayso explain` tells more about it.",
    "practice workspace": "A practice workspace is joined to made-up services on this machine. Flows really run "
    "there, and nothing "
    "leaves it; `sayso demo` makes one.",
    "stage": "A stage is a part of a flow that begins at a date of a record, such as 90 days before renewal. "
    "When the date moves, the "
    "stage moves with it.",
    "opted out": "Somebody who opted out gets no message from any flow. They are skipped, and the log says why.",
}
"""What the words of a flow mean."""

ANSWERS: tuple[tuple[str, str, str], ...] = (
    (r"\b(?:cancel|end|kill|abort|stop) (?:a|the|my|this) runs?\b", "`sayso cancel` with the run's number ends "
                                                                    "it: nothing more goes out. "
     "What was sent already stays sent, and is listed in the log.", "docs/commands.md"),
    (r"\b(?:resume|unpause|turn .*on again|turn .*back on|continue a paused|start .*again after)", "`sayso "
                                                                                                   "resume` with the "
                                                                                   "flow's name turns a "
     "paused flow on again. Everybody who was held goes on from where they were.", "docs/how-to/run-for-good.md"),
    (r"\b(?:pause|switch off|turn off|disable|stop) (?:a|the|my|this|all|one|it|every)?\s?(?:flows?|it)?\b.*",
     "`sayso pause` with the "
     "flow's name turns it off and holds everybody where they are. Nothing is lost: `sayso resume` lets them go on.",
     "docs/how-to/run-for-good.md"),
    (r"\b(?:publish|go live|put .* live|make .* live|activate|switch on|turn on)", "`sayso publish` makes a "
                                                                                   "version of the flow and turns "
     "its trigger on. Before that you see what it can do at most, and what is still to decide.",
         "docs/how-to/run-for-good.md"),
    (r"\b(?:test|try out|try|simulate|dry run)\b", "`sayso simulate` goes through the flow and shows every step; "
                                                   "nothing is sent and "
     "nothing is changed. `sayso test` runs the tests that stand in its file.", "docs/how-to/test-a-flow.md"),
    (r"\bbacktest", "`sayso backtest` plays a version over what really began the flow and shows what would have "
                    "been different. "
     "Nothing is sent.", "docs/how-to/backtest.md"),
    (r"\b(?:retry|try again|run .* again|failed (?:run|step)|fix a failed)\b", "`sayso retry` goes on from the "
                                                                               "step that failed, for those "
     "who failed. What was sent is not sent again.", "docs/commands.md"),
    (r"\b(?:send|sent|sends|mail|email|emailed|written to) .*\b(?:twice|double|two times|again and again)|"
     r"\bduplicate", "Each message is "
     "written down before it is sent and after, so nothing is sent twice, even if the machine stops in between. "
     "`once` on a loop "
     "keeps later runs from taking the same people.", "docs/language.md"),
    (r"\b(?:approve|approvals?|sign off|see .* before)\b", "Say \"let me approve each email first\", and each "
                                                           "waits for your yes. "
     "`sayso approve` shows what waits; you may change it, approve it or reject it.", "docs/how-to/approvals.md"),
    (r"\b(?:change|edit|rename|update) (?:a|the|my|this) (?:flow|wait|step|name|trigger|time)", "Open the flow "
                                                                                                "and say what "
                                                                                                "should be "
     "different, such as \"wait 5 days, not 3\": only the line you name is changed. You see the change before it "
     "is taken.",
     "docs/how-to/say-it.md"),
    (r"\b(?:undo|go back|roll ?back|previous version|older version|restore)\b", "A draft changes nothing that is "
                                                                                "live, and each "
     "published version is kept. `sayso diff` shows what two versions differ in; publish the older text to go back.",
     "docs/commands.md"),
    (r"\b(?:import|upload|csv|bring in)\b", "`sayso import` takes contacts, companies or deals from a CSV file. "
                                            "It shows what it would "
     "make of each column first.", "docs/how-to/import-contacts.md"),
    (r"\b(?:logs?|what happened|history|see (?:the )?runs?|happened in)\b", "`sayso runs` lists what ran and "
                                                                            "what is on its way. "
     "`sayso logs` with a run's number tells what happened in it, to whom, and who waits for what.",
         "docs/how-to/read-a-log.md"),
    (r"\b(?:did(?:n't| not)? .*(?:get|receive)|skipped|left out|not taken)\b", "Ask `sayso why` with a name or "
                                                                               "an address: it tells what "
     "each flow did for that person, and why not. The run's log gives the same reason at the step.",
         "docs/how-to/why.md"),
    (r"\b(?:opt(?:ed)?[ -]?outs?|unsubscrib)", "Somebody who opted out gets no message from any flow: they are "
                                               "skipped, and the log says "
     "why.", "docs/language.md"),
    (r"\b(?:cost|price|credits?|free|pay|ai key|api key|without ai|offline)\b", "Drafting by Sayso's rules is "
                                                                                "free and needs no key and "
     "no network. A model's answer costs a credit, and tools that cost credits are counted before a flow goes live.",
     "docs/how-to/use-a-model.md"),
    (r"\b(?:time ?zone|timezone)\b", "A schedule runs in the time zone that its line names, such as "
                                     "\"Europe/Berlin\"; without one, in the "
     "workspace's. Say \"at 9 London time\" to change it.", "docs/language.md"),
    (r"\b(?:practi[cs]e|play|sample|demo workspace|example data)\b", "`sayso demo` makes a practice workspace "
                                                                     "with people, deals and a past. "
     "Flows really run there, and nothing leaves this machine.", "docs/how-to/practise.md"),
    (r"\b(?:backup|back up|save everything)\b", "`sayso backup` copies everything while Sayso runs.",
        "docs/commands.md"),
    (r"\b(?:tools?|services?|apps?|integrations?|connect(?:ors?|ions?)?)\b", "`sayso tools` lists every tool "
                                                                             "that a flow may name, with what "
     "it needs. A flow can use only what stands in its `use` lines.", "docs/tools.md"),
    (r"\b(?:limit|cap|at most|too many|how many emails)\b", "Say how many: \"at most 20\", \"no more than 50 "
                                                            "emails a day\". The flow then "
     "never does more, and `sayso bounds` shows the most it can do.", "docs/commands.md"),
    (r"\b(?:first flow|create a flow|make a flow|build a flow|write a flow|get started|start|new flow|automation|"
     r"what can you do|use sayso|"
     r"work)\b", "Say in plain words what should happen, when and to whom, and you get a flow that is read back "
                 "to you. Look at what was "
     "assumed, try it in Test Mode, then publish it.", "docs/how-to/first-flow.md"),
)  # fmt: skip
"""A pattern over the question, the answer, and the page that says more."""
