"""`python -m sayso` is `sayso`: a process of its own.

What it loads stays until it ends, so the collector of garbage does not look through it meanwhile; and what is left at
the end goes with the process, for taking it apart piece by piece helps nobody.
"""

import atexit
import gc
import os
import sys
import threading


def start() -> int:
    """Load the command line and run what was asked for; ends the process unless something still runs in it."""
    gc.disable()
    from sayso.cli import main

    code = main()
    if threading.active_count() == 1:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code


if __name__ == "__main__":
    sys.exit(start())
