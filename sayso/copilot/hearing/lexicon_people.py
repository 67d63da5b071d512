"""How people speak of colleagues, and what they call their contacts."""

OWNER = (
    r"(?:account |deal |contact |their |its |the |lead )*(?:owners?|reps?|sales ?reps?|salesperson|"
    r"account managers?|csms?|customer success managers?|account executives?|ae|success manager)"
)
COLLEAGUES = (
    r"(?:team|finance|sales|support|legal|marketing|product|engineering|manager|boss|vp|head|"
    r"ceo|cto|cfo|coo|colleagues?|management|leadership|on-call \w+|director|lead|exec|executive|(?<=the )founders|"
    r"(?<=the )partners|(?<=the )board|board members|staff|crew|back office|front desk)"
)

PERSONS = (
    r"candidates?|applicants?|speakers?|members?|guests?|patients?|students?|donors?|volunteers?|participants?|"
    r"tenants?|investors?|delegates?|exhibitors?|freelancers?|alumni|resellers?|consultants|registrants?|invitees?|"
    r"signatories|parents|landlords?|respondents?|borrowers?"
)
"""People outside, by what they are to those who ask: each of them is a contact."""
