"""What comes with something to do: what must be found, summarised or written first, and what else is named with it."""

import re
from abc import abstractmethod

from sayso.copilot.hearing.gathering import TELLING, WRITTEN, Gathering
from sayso.copilot.hearing.letters import by_ai
from sayso.copilot.hearing.lexicon_actions import FILLERS
from sayso.copilot.hearing.lexicon_lists import SUMMARY
from sayso.copilot.hearing.meaning import Act, Find, Meaning
from sayso.copilot.hearing.relating import Heard
from sayso.copilot.hearing.text import Line

SOURCES = ((r"(?<!\S)recording(?!\S)", "zoom.get_recording"), (r"(?<!\S)transcript(?!\S)", "zoom.get_transcript"))
"""What is passed on, and the tool that brings it."""
_POSTS = re.compile(r"(?<!\S)(?:slack )?messages (?:in|from|on) (?:C\d|slack|the)|(?<!\S)slack messages(?!\S)")
_WRITES = re.compile(
    r"(?<!\S)(?:personali[sz]ed|custom-written|ai-written|tailored|write|writes|compose|have "
    r"ai|let ai|with ai|by ai|using ai|ai-generated|personal)(?!\S)"
)
SUMMED = (
    (r"(?<!\S)(?:zendesk|support|open|customer) tickets(?!\S)", "zendesk.search", "ticket"),
    (r"(?<!\S)(?:my|our|the|unread|recent) (?:\S+ )?(?:e-?mails|inbox|mailbox)(?!\S)", "gmail.search", "email"),
)
"""What is summarised and must be looked for first."""
PLACES = (
    (r" (?:in|on|to|for) (?:the )?(?:slack|C\d+)", "slack.send_message"),
    (r" (?:in|on|to) (?:the )?(?:\S+ )?(?:microsoft )?teams(?!\S)", "teams.send_message"),
    (r" (?:in|into|to) (?:a )?notion", "notion.create_page"),
    (r" (?:by|via|in an?) e-?mail(?!\S)", "email.send"),
)
"""Where a summary is put that is asked for in the same breath."""
_FOR_ME = re.compile(r"(?:please |and |then )*(?:give|send|show|bring|get|tell|text) (?:me|us)(?!\S)")
"""A summary for somebody who is not there when the clock starts it must be sent."""


class Alongside(Gathering):
    """The part of the doer that hears what stands beside a call. `goes_out`: what is written is sent as well."""

    goes_out = False

    @abstractmethod
    def _mail(self, tool: str, norm: str) -> str:
        """See the class that has it."""

    def _before(self, tool: str, line: Line, heard: Heard) -> list[Meaning]:
        """What is found, summarised or written first, said in the same breath."""
        found: list[Meaning] = []
        norm = line.norm
        summary = bool(SUMMARY.search(norm))
        plural = self._implied(line, heard, summary or tool == "ai.summarize", tool)
        if plural is not None:
            found.append(plural)
        span = (line.first, line.first + len(line))
        found.extend(self._sources(tool, line, heard))
        self.fetched.add(tool)
        if tool == "ai.summarize":
            self.summarised = True
        elif summary and tool in TELLING and not self.summarised and "ai.summarize" in self.catalog.tools:
            self.summarised = True
            found.append(Act(tool="ai.summarize", words=span, places=tuple(line.places())))
        if (
            tool in WRITTEN
            and _WRITES.search(norm)
            and not self.written
            and by_ai(norm, self.catalog)
            and not re.search(r"(?<!\S)template(?!\S)", norm)
        ):
            found.append(Act(tool="ai.write", words=span, places=tuple(line.places())))
        return found

    def _sources(self, tool: str, line: Line, heard: Heard) -> list[Meaning]:
        """What is passed on must be there: the recording, the transcript, the document to sign."""
        found: list[Meaning] = []
        span, places = (line.first, line.first + len(line)), tuple(line.places())
        meant = tool == "drive.upload_file" or (heard.begun is not None and heard.begun.event == "meeting.ended")
        if tool == "ai.summarize" and "slack.search_messages" in self.catalog.tools and _POSTS.search(line.norm):
            found.append(Find(tool="slack.search_messages", record="message", words=span, places=places))
        for pattern, look, record in SUMMED if tool == "ai.summarize" else ():
            if (
                re.search(pattern, line.norm)
                and look not in self.fetched
                and look in self.catalog.tools
                and not heard.lists
            ):
                found.append(Find(tool=look, record=record, words=span, places=places))
                self.fetched.add(look)
        for pattern, source in SOURCES if meant and tool in TELLING else ():
            if re.search(pattern, line.norm) and source not in self.fetched and source in self.catalog.tools:
                found.append(Act(tool=source, words=span, places=places))
                self.fetched.add(source)
        numbers = "analytics.get_usage_metrics"
        told = (
            tool in TELLING
            and SUMMARY.search(line.norm)
            and re.search(r"usage (?:metrics|numbers|data|stats)", line.norm)
        )
        if told and numbers not in self.fetched and numbers in self.catalog.tools:
            found.append(Act(tool=numbers, words=span, places=places))
        written = "docs.create_from_template"
        if tool == "esign.send" and re.search(r"(?<!\S)template(?!\S)", line.norm) and written not in self.fetched:
            found.append(Act(tool=written, words=span, places=places))
        return found

    def _more(self, tool: str, line: Line, heard: Heard) -> list[Meaning]:
        """Further things behind the same verb: "create a deal and a Drive folder"."""
        norm = line.norm
        verb = re.match(rf"(?:{FILLERS})(\S+)", norm)
        found: list[Meaning] = []
        if not verb:
            return found
        span, places = (line.first, line.first + len(line)), tuple(line.places())
        for pattern, place in PLACES if tool == "ai.summarize" and not _POSTS.search(norm) else ():
            if re.search(pattern, norm) and place in self.catalog.tools:
                found.append(Act(tool=place, words=span, places=places))
                return found
        if tool == "ai.summarize" and heard.scheduled and _FOR_ME.match(norm):
            return [Act(tool="people.notify", words=span, places=places)]
        for match in re.finditer(
            r"(?:,|and|plus|as well as|\+) (?=(?:the|a|an|their|its|our|my|his|her|for|deal|task|folder|contact|"
            r"ticket)(?: \S|$))",
            norm,
        ):
            tail = line.cut(line.at(match.end()), len(line))
            choice = self.tools.choose(f"{verb[1]} {tail.norm}")
            first = self.tools.choose(norm[: match.start()].strip())
            if (
                choice
                and choice.score >= 4
                and choice.tool != tool
                and first
                and first.tool.partition(".")[2] != ""
                and self._mail(choice.tool, norm) not in (tool, first.tool)
            ):
                found.append(
                    Act(
                        tool=self._mail(choice.tool, tail.norm),
                        words=(tail.first, tail.first + len(tail)),
                        places=tuple(tail.places()),
                    )
                )
        return found
