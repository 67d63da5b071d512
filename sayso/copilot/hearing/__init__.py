"""The offline engine: a request in English is heard word by word and becomes the tree of a flow.

The way of a request: `words` (letters to words) → `spelling` → `chunks` (words to clauses) → `conditions`, `times`,
`triggers`, `actions` (a clause to a meaning) → `planning` (meanings to steps) → `writing` (steps to the tree).
What people say stands in tables (`lexicon_*`) and in the words that connectors declare.
"""
