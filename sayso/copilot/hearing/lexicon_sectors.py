"""How it is said in which sector a company is."""

import re

from sayso.copilot.hearing.lexicon_kinds import INDUSTRIES

_SECTORS = f"(?:{'|'.join(INDUSTRIES)})"
_SECTOR = (
    rf"(?:{_SECTORS}|(?!(?:the|an?|any|all|same|our|their|its|his|her|this|that|these|whole|right|wrong|other|every|"
    rf"each|"
    r"following|target|which|what|and|or)(?!\S))[a-z][a-z-]+)"
)
"""A sector nobody listed, where it is called one."""
INDUSTRY = re.compile(
    rf"(?<!\S)(?P<kind>{_SECTORS}(?:(?: ,| or| and| , or|/) {_SECTORS})*) (?:companies|company|businesses|firms|"
    rf"startups|"
    rf"start-ups|accounts|customers|clients|vendors|organisations|ones)(?!\S)|(?<!\S)in (?:the )?"
    rf"(?P<kind2>{_SECTORS}(?:(?: ,| or| and| , or|/) {_SECTORS})*)(?: industry| sector| space| business)(?!\S)"
    rf"|(?<!\S)in (?:the )?(?P<kind4>{_SECTOR}(?:(?: ,| or| and| , or|/) {_SECTOR})*) (?:industry|industries|"
    rf"sectors?)(?!\S)"
    rf"|(?<!\S)(?:company|companies|business|businesses|firms?|ones|those|customers?|clients?|accounts?|leads?|contacts?|prospects?|"
    r"people|it|they)"
    r"(?: (?:that|who|which))?(?: (?:is|are|works?|operates?)(?: also)?(?P<no> not)?)? in (?:the )?"
    rf"(?P<kind3>{_SECTORS}(?:(?: ,| or| and| , or|/) {_SECTORS})*)(?!\S)(?! (?:segment|team|department|list|"
    rf"cohort|group)(?!\S))"
    rf"|(?<!\S)(?:is|are)(?P<no2> not)? in (?:the )?(?P<kind5>{_SECTORS}(?:(?: ,| or| and| , or|/) "
    rf"{_SECTORS})*)(?!\S)(?! (?:[a-z]+ing|segment|"
    r"team|department|stage|role|jobs?|function)(?!\S))"
)
"""Companies of some sector, "in" a sector, called so with "industry", or told as what they are in."""
