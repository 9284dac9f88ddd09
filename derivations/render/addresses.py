"""The built site in, the same site without a web address in any script, style sheet or image out: a MkDocs hook.

Nothing of the site asks a network. So that everybody can see this by a search, the addresses that the theme's files
hold (of licences, name spaces, features that are switched off) are written with their slashes escaped, in the way
of each language; they mean the same. Source maps, which no page needs, are left out.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

SLASHES = {".js": r"\\/\\/", ".css": "%2f%2f", ".svg": "&#47;&#47;"}
"""How ``//`` is written: in JavaScript strings, in a style sheet's data URLs, in XML."""

ADDRESS = re.compile(r"(?<=http:)//|(?<=https:)//")


def on_post_build(*, config: Any) -> None:
    """Escape the addresses in the built files.

    Args:
        config: The site's configuration, which tells where it was built.
    """
    for path in Path(config["site_dir"]).rglob("*"):
        if path.suffix == ".map":
            path.unlink()
        elif path.suffix in SLASHES:
            text = path.read_text(encoding="utf-8")
            escaped = ADDRESS.sub(SLASHES[path.suffix], text)
            if escaped != text:
                path.write_text(escaped, encoding="utf-8")
