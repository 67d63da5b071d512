"""Kinds of things conditions speak of: countries, titles, industries, tiers, moods."""

import re

THINGS = {
    "phone": "phone",
    "mobile": "phone",
    "email": "email",
    "linkedin": "linkedinUrl",
    "owner": "owner",
    "rep": "owner",
    "account": "owner",
    "industry": "industry",
    "country": "country",
    "company": "company",
    "title": "title",
    "job": "title",
    "close": "closeDate",
    "city": "city",
    "source": "source",
}

MOODS = {
    "unhappy": "negative",
    "angry": "negative",
    "upset": "negative",
    "frustrated": "negative",
    "annoyed": "negative",
    "happy": "positive",
}
TRENDS = {
    "down": "falling",
    "declining": "falling",
    "dropping": "falling",
    "worsening": "falling",
    "negative": "falling",
    "improving": "rising",
    "positive": "rising",
    "up": "rising",
    "growing": "rising",
    "worse": "falling",
    "better": "rising",
    "flat": "steady",
    "stable": "steady",
}

IDLE = {
    "deal": "daysSinceActivity",
    "contact": "daysSinceContacted",
    "company": "daysInactive",
    "customer": "daysInactive",
}
"""The field that counts days without anything happening, of each kind of record."""

COUNTRIES = frozenset(
    [
        "germany",
        "austria",
        "switzerland",
        "france",
        "spain",
        "italy",
        "portugal",
        "netherlands",
        "belgium",
        "luxembourg",
        "ireland",
        "uk",
        "usa",
        "us",
        "canada",
        "mexico",
        "brazil",
        "argentina",
        "chile",
        "colombia",
        "peru",
        "denmark",
        "norway",
        "sweden",
        "finland",
        "iceland",
        "poland",
        "czechia",
        "slovakia",
        "hungary",
        "romania",
        "bulgaria",
        "greece",
        "turkey",
        "ukraine",
        "croatia",
        "slovenia",
        "serbia",
        "estonia",
        "latvia",
        "lithuania",
        "india",
        "china",
        "japan",
        "korea",
        "singapore",
        "malaysia",
        "indonesia",
        "thailand",
        "vietnam",
        "philippines",
        "australia",
        "israel",
        "egypt",
        "morocco",
        "nigeria",
        "kenya",
        "england",
        "scotland",
        "wales",
        "uae",
        "qatar",
        "america",
        "britain",
        "taiwan",
    ]
)
TWO_WORD_COUNTRIES = (
    "united kingdom",
    "united states",
    "new zealand",
    "south africa",
    "saudi arabia",
    "czech republic",
    "south korea",
    "hong kong",
    "great britain",
)

TITLES = (
    r"(?:senior |head |chief |vice )?(?:vps?|svps?|evps?|vice presidents?|ceos?|ctos?|cfos?|"
    r"coos?|cmos?|cros?|cios?|ciso|founders?|co-?founders?"
    r"|directors?|heads?|managing directors?|presidents?|managers?|admins?|recruiters?|developers?|buyers?)"
)
"""Words that are job titles; with "of X" behind them they are longer titles."""

INDUSTRIES = (
    "b2b saas", "saas", "software", "fintech", "health", "healthcare", "retail", "logistics", "manufacturing",
    "energy", "finance", "insurance", "education", "food", "media", "travel", "real estate", "e-commerce",
    "ecommerce", "consulting", "biotech", "pharma", "construction", "hospitality", "telecom", "automotive", "gaming",
    "legal", "agriculture", "industrial", "fashion", "mining", "banking", "aerospace", "transport", "transportation",
    "chemicals", "utilities", "cosmetics", "beauty", "fitness", "entertainment", "publishing", "nonprofit",
    "non-profit", "wholesale", "textiles", "textile", "electronics", "semiconductors", "cybersecurity", "aviation",
    "shipping", "maritime", "medtech", "proptech", "edtech", "healthtech", "foodtech", "adtech", "martech", "crypto",
    "advertising", "packaging", "furniture", "jewellery", "tourism", "catering", "farming", "forestry", "recruiting",
    "staffing", "accounting", "architecture", "printing", "metals", "steel", "plastics", "solar", "renewables", "oil",
    "gas", "beverages", "beverage", "apparel", "footwear", "luxury", "toys", "pets", "veterinary", "dental",
    "medical",
)  # fmt: skip
TIERS = ("enterprise", "premium", "gold", "silver", "platinum", "bronze", "strategic", "vip", "mid-market", "smb")

STAGES = (
    "proposal sent", "proposal", "negotiation", "demo complete", "demo", "contract sent", "closed won",
    "closed lost", "nurture", "qualified", "discovery", "lead", "qualification", "verbal commitment", "on hold",
    "evaluation", "trial", "onboarding",
)  # fmt: skip
"""Stages as pipelines often call them, for requests without capitals."""

SOURCES = (
    r"(?:google|bing|facebook|linkedin|paid|social) (?:ads|search|social)|cold (?:calls?|outreach|e-?mails?)|trade "
    r"(?:shows?|fairs?)|"
    r"word of mouth|organic search"
)
"""Where contacts and deals come from, in more words than one."""

PLAIN_VALUES = re.compile(
    rf"(?:{TITLES}(?: of [a-z]+)?|{'|'.join(STAGES)}|{'|'.join(TWO_WORD_COUNTRIES)}|"
    rf"{'|'.join(TIERS)}|out of office|c-level|c-suite|c level|vp-level|mid-level|board level|entry-level|executive|"
    rf"{SOURCES})(?= |$)"
)
"""Values of more than one word, or of a list, that are known without capitals."""
