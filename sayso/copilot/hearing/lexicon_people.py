"""How people speak of colleagues."""

OWNER = (
    r"(?:account |deal |contact |their |its |the |lead )*(?:owners?|reps?|sales ?reps?|salesperson|"
    r"account managers?|csms?|customer success managers?|account executives?|ae|success manager)"
)
COLLEAGUES = (
    r"(?:team|finance|sales|support|legal|marketing|product|engineering|manager|boss|vp|head|"
    r"ceo|cto|colleagues?|management|leadership|on-call \w+|director|lead|exec|executive)"
)
