"""Turns of speech around what is asked for: notes, asides, questions; read after all others, see `idioms`."""

from sayso.copilot.hearing.lexicon_idioms import CASE

_NOTE = r"(?:notes?|comment|remark|memo|entry)"

ASIDES: tuple[tuple[str, str], ...] = (
    # notes
    (rf"(?:put|leave|make|drop|add|write|save|create|enter|jot down) (?:an? |the )?(?:quick |short |internal |"
     rf"crm )?{_NOTE}"
     rf" (?:on|in|to|against|under|about) (?=(?:the|their|his|her|its|our|this|that|each) (?:\w+ )?(?:{CASE}|"
     rf"record|crm|timeline|file)(?!\S))",
     "log a note on"),
    (r"(?:note|log|record|write|jot) (?:it|this|that|down)? ?(?:down )?(?:on|in|against|under) (?:the|their|his|her) "
     rf"(?={CASE}|record|crm|timeline|file)", "log it on the"),
    (r"(?P<made>(?:create|generate|prepare|make|draw up|produce|send) (?:an?|the|our) (?:(?!e-?mails?|mails?|messages?|"
     r"texts?|sms|post|invites?|invitations?|and|\.|,)\S+ ){1,7}?(?:and|,|then)(?: then)?) (?:have|let|get|make|ask) "
     r"(?P<who>(?:the|our|my|their) (?:\w+ )?\w+|(?!me |us )[a-z]+) (?:to )?(?:sign off(?: on)?|approve|ok|okay|clear|"
     r"green-light) (?:it|them|this|that|the \w+(?: \w+)?) (?=(?:\.|;|,|, and|and) (?:then )?(?:if|when|once) (?:he|"
     r"she|so|not|it is|approved|rejected|no|yes|they (?:approve|reject|agree|refuse|decline))(?!\S))",
     "{made} get approval from {who}"),
    *((rf"(?P<what>(?:the|an?|each) (?:\w+ )?(?:contact|lead|deal|ticket|task|company)) "
       rf"(?:is|gets|(?:should|must|has to) be) created (?:and|,) (?:then )?{done}", f"create {{what}} and {verb} it")
      for done, verb in (("enriched", "enrich"), ("tagged", "tag"), ("added to", "add"), ("emailed", "email"))),
    (r"(?:have|get|let|ask) (?P<who>(?:the|our|my|their) (?:\w+ )?\w+|[a-z]+) (?:to )?(?P<what>call|phone|ring|"
     r"contact|visit|chase|follow up with) (?P<whom>them|him|her|the (?:contact|customer|client|lead|prospect)) "
     r"(?:\( |by |via |with |as |through |using )(?:(?:an?|the|create|creating|add|adding|make|making|set|setting|via|"
     r"as|by) )*task(?: \))?", "create a task for {who} to {what} {whom}"),
    (r"(?P<lead>for|with) (?:everyone|everybody|anyone|all people|all those) (?:who (?:is|are) )?(?=tagged|with the "
     r"tag)", "{lead} each contact"),
    (r"(?P<who>anything else|everything else|all (?:the )?others|the others|the rest|others) (?:is|are|gets?) "
     r"(?:only |just |simply )*logged(?= ?[.;,]|$)", "{who} , log it"),
    (r", (?:please )?do (?:the(?:se)? |those )?(?:\d+|two|three|four|five|several) (?:things|steps)(?= :)", ","),
    (r"skip (?:the|this|that) (?:row|deal|contact|lead|customer|account|company|ticket|line)"
     r"(?= (?:[.,;]|otherwise)|$)", "skip it"),
    (r"(?P<lead>then|[.;•]) (?:then )?(?:look at|have a look at|take a look at|consider) the (?:company|deal|contact|"
     r"customer|account|lead)(?= : if )", "{lead}"),
    (r"(?P<value>Q\d+|\d+%?|urgent|high|low|normal|negative|positive|neutral) means(?: that)?(?: we| you| i)?"
     r"(?: should| must| have to)? (?=(?:log|send|e-?mail|create|notify|tell|alert|post|tag|move|text|call|phone|hand|"
     r"open|add|book|wait|update|ask|draft|put|message|invite|share|do nothing|stop|skip)(?!\S))", "{value} ->"),
    (r"(?P<lead>if|unless|when|and if) (?:(?!if|when|unless|then|->|:|\.|;)\S+ ){1,9}?, (?:i \. e \.(?: ,)?|"
     r"that is to say(?: ,)?|that is ,|meaning(?: that)?|in other words(?: ,)?) (?=(?:the|they|it|she|he|their|its|"
     r"no|nobody) )",
     "{lead}"),
    (r"i \. e \. ,?|that is to say ,?", "that are"),
    (r"e \. g \. ,?", "like"),
    # questions that ask for a list
    (r"whats", "what is"),
    (r"(?:what|which) (?P<list>meetings|calls|appointments|deals|contacts|customers|tickets|leads|companies|accounts) "
     r"(?:do|have|are|is|did) (?:i|we) (?:have |got |having )?", "list the {list}"),
    (r"(?:what is|what do i have) (?:on|in) (?=(?:my|the|our) (?:calendar|agenda|diary))", "list the meetings on"),
    (r"(?:show|give) (?:me|us) (?=(?:all |the |every |our |which )*(?:open |active )?(?:deals|contacts|"
     r"customers|leads|"
     r"companies|accounts|clients|meetings|prospects)(?!\S))", "find"),
)  # fmt: skip
"""A pattern over plain forms, and the words that stand for it; `{name}` keeps the words of a group."""
