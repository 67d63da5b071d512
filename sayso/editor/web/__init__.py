"""What the browser runs: the sources of two components in `src`, and where their built form, fonts and icons lie."""

from pathlib import Path

WEB = Path(__file__).resolve().parent
"""The folder of the component files that pages load."""

DIST = WEB / "dist"
"""What was built: `canvas.js`, `code.js`, `fonts.css` with `fonts/`, `icons.css`."""

MODULE = "sayso-web"
"""The name under which component files import what was built."""
