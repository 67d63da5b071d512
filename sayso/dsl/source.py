"""From what lies in a file to the text the parser reads, and from an offset back to a line and a column."""

MOST_BYTES = 200_000


class SourceProblem(Exception):
    """The file is no text that could be read at all; `sentence` says why."""

    def __init__(self, slug: str, sentence: str) -> None:
        super().__init__(sentence)
        self.slug = slug
        self.sentence = sentence


def normalise(raw: bytes | str) -> str:
    """The text without a byte order mark, its lines ended by LF, the last one too; raises SourceProblem."""
    size = len(raw) if isinstance(raw, bytes) else len(raw.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise SourceProblem("file-too-long", f"This flow has {size // 1000} kB; a flow has at most 200 kB.")
    text = _decoded(raw) if isinstance(raw, bytes) else raw
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise SourceProblem("not-a-text", "This file holds characters that no text has, so it is not a flow.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.endswith("\n") else text + "\n"


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        sentence = f"Line {line} holds characters that are not UTF-8. Save the file as UTF-8 and load it again."
        raise SourceProblem("not-utf-8", sentence) from None


def place(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of an offset, both counted from 1."""
    before = text.rfind("\n", 0, offset)
    return text.count("\n", 0, offset) + 1, offset - before
