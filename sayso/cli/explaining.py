"""`sayso explain` and `sayso tools`: what a finding means, and what a flow may name."""

import argparse
import re

from sayso.cli.console import Console, Problem, plain
from sayso.cli.sources import catalog_for, workspace
from sayso.compiler import rules
from sayso.dsl.diagnostics import Rule, nearest

RUN = "run-"
"""With this the id of a run begins; no finding is called so."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The finding's slug, or a run's id; without one, all findings are listed."""
    from sayso.cli import at_home

    parser.add_argument("slug", nargs="?", metavar="SLUG or RUN", help="such as unknown-name, or the id of a run from "
                        "`sayso runs`; leave it out to list all findings")  # fmt: skip
    parser.add_argument(
        "--flow", metavar="FLOW", default="", help="the last run of this flow that failed, or that stands"
    )
    at_home.arguments(parser)


def explain(options: argparse.Namespace, console: Console) -> int:
    """Print why a finding is one, how to go on, a bad and a good flow; of a run why it went as it did."""
    if options.flow or (options.slug is not None and options.slug.startswith(RUN)):
        from sayso.cli import explaining_runs

        return explaining_runs.explain(options, console)
    known = {rule.slug: rule for rule in rules()}
    if options.slug is None:
        console.table(["finding", "says"], [[rule.slug, says(rule)] for rule in known.values()])
        console.document("explain", {"rules": [{"slug": rule.slug, "sentence": says(rule)} for rule in known.values()]})
        return 0
    rule = known.get(options.slug)
    if rule is None:
        near = nearest(options.slug, list(known))
        hint = f" Did you mean `{near}`?" if near else " `sayso explain` lists all."
        raise Problem(f"There is no finding called `{options.slug}`.{hint}", "unknown-slug")
    console.mark(f"[bold]{rule.slug}[/]  [dim]{rule.severity}[/]")
    console.say(says(rule))
    console.say(f"\nWhy: {_unescaped(rule.why)}\nHow to go on: {_unescaped(rule.next)}")
    console.mark("\n[red]Not like this:[/]")
    console.say(_indented(rule.bad))
    console.mark("\n[green]But like this:[/]")
    console.say(_indented(rule.good))
    words = {"sentence": says(rule), "why": _unescaped(rule.why), "next": _unescaped(rule.next)}
    samples = {"bad": rule.bad, "good": rule.good}
    console.document("explain", {"rule": {"slug": rule.slug, "severity": rule.severity, **words, **samples}})
    return 0


def says(rule: Rule) -> str:
    """What a finding says, with … for what each one fills in."""
    return _unescaped(re.sub(r"(?<!\{)\{\w+(?::[^}]*)?\}", "…", rule.sentence))


def _unescaped(words: str) -> str:
    """A rule's words, in which braces are written twice."""
    return words.replace("{{", "{").replace("}}", "}")


def _indented(text: str) -> str:
    return "\n".join("  " + row for row in text.strip("\n").split("\n"))


def tools_arguments(parser: argparse.ArgumentParser) -> None:
    """Perhaps only those of one service."""
    parser.add_argument("service", nargs="?", metavar="SERVICE", help="only this service, such as crm")
    parser.add_argument("--workspace", metavar="FOLDER", help="the workspace (default: SAYSO_HOME, else ./sayso-data)")


def tools(options: argparse.Namespace, console: Console) -> int:
    """List tools with what they take and do."""
    catalog = catalog_for(workspace(options.workspace))
    chosen = [tool for tool in catalog.tools.values() if options.service in (None, tool.connector)]
    if not chosen:
        raise Problem(f"There is no service called `{options.service}`.", "unknown-service")
    rows = [
        [tool.name, tool.effect, ", ".join(p.name + ("" if p.required else "?") for p in tool.parameters),
         plain(tool.sentence), tool.connection or "built in"]
        for tool in chosen
    ]  # fmt: skip
    console.table(["tool", "does", "takes", "reads as", "needs"], rows)
    listed = [
        {
            "name": tool.name, "effect": tool.effect, "sentence": tool.sentence, "credits": tool.credits,
            "repeatable": tool.repeatable, "sends": tool.sends, "connection": tool.connection,
            "returns": str(tool.returns) if tool.returns else None,
            "parameters": [
                {"name": p.name, "type": str(p.type), "required": p.required, "aims": p.aims} for p in tool.parameters
            ],
        }
        for tool in chosen
    ]  # fmt: skip
    console.document("tools", {"tools": listed})
    return 0
