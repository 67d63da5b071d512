"""Read by Python as it starts, where this folder is on its path: writes down each socket that it binds or connects."""

import os
import sys

WATCHED = ("socket.bind", "socket.connect")


def _watch(event: str, given: tuple[object, ...]) -> None:
    if event in WATCHED:
        with open(os.environ["SOCKETS_SEEN"], "a", encoding="utf-8") as file:
            file.write(f"{event} {given[1]}\n")


sys.addaudithook(_watch)
