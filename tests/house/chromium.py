"""Finds the browser for the tests of the pages; on a bare Debian machine, as root, it is installed."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"]


def chromium() -> str | None:
    """The browser of this machine: that of SAYSO_CHROMIUM, else the first that is found."""
    named = os.environ.get("SAYSO_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def get_chromium() -> str:
    """Install it where it is missing and can be installed; gives one line on why there is none, or nothing."""
    if chromium():
        return ""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return "No Chromium here: the tests of the pages are skipped. Install it, or name it in SAYSO_CHROMIUM."
    print("Installing Chromium for the tests of the pages ...", flush=True)
    for command in (INSTALL, ["apt-get", "update", "--quiet"], INSTALL):
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if chromium():
            return ""
    return "Chromium could not be installed: the tests of the pages are skipped."
