"""The site. In: the generated and the hand-written pages. Out: ``site/``, or a server that follows them."""

from __future__ import annotations

import html
import logging
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from importlib import util
from pathlib import Path
from typing import Any

# By their whole names, since MkDocs loads this file as a hook, outside the package.
from derivations import cache, output
from derivations.cache import Stamp
from derivations.catalogue import INPUTS
from derivations.outcome import Failure, pip_command
from derivations.output import OutputError

SITE_INPUTS = (
    "docs",
    "mkdocs.yml",
    "derivations/website.py",
    "derivations/render/addresses.py",
    "derivations/render/katex",
)
"""What the site is made from, beside the packages, whose versions count."""

PACKAGES = ("jinja2", "markdown", "mkdocs", "mkdocs-material", "pygments", "pymdown-extensions", "quickjs-ng")

HOST = "127.0.0.1"

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's banner about another version of MkDocs


def on_config(config: Any) -> Any:
    """Put the pages into the navigation that its patterns stand for: MkDocs calls this as a hook.

    Args:
        config: The site's configuration; ``- Losses: losses/*.md`` becomes a list of pages: the index,
            then by the number that a heading begins with, then by name. Of several patterns in a list, each adds the
            pages that those before it don't have.
    """
    docs = Path(config.docs_dir)
    for item in config.nav or []:
        for title, places in item.items() if isinstance(item, dict) else ():
            patterns = [places] if isinstance(places, str) else places
            if any("*" in pattern for pattern in patterns):
                found = [path for pattern in patterns for path in sorted(docs.glob(pattern), key=order)]
                item[title] = [entry(path, docs) for path in dict.fromkeys(found) if not path.name.startswith(".")]
    return config


def order(path: Path) -> tuple[bool, int, str]:
    """Where a page stands among others of its folder."""
    number = re.search(r"^# (\d+)\. ", path.read_text(encoding="utf-8"), re.MULTILINE)
    return path.stem != "index", int(number[1]) if number else 0, path.with_suffix("").as_posix()


def entry(path: Path, docs: Path) -> dict[str, str] | str:
    """A page of the navigation by its heading, which MkDocs doesn't find below a comment; else by its place alone."""
    place = path.relative_to(docs).as_posix()
    heading = re.search(r"^# (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {html.unescape(heading[1]): place} if heading and not re.search(r"[$\\<]", heading[1]) else place


def build(root: Path) -> bool:
    """Build the site into ``site/``, which is replaced as a whole, and only if that succeeds.

    Returns:
        Whether there was anything to do.

    Raises:
        Failure: MkDocs is missing, or finds a fault.
        OutputError: The folder can't be written.
    """
    _need_mkdocs()
    output.sweep(root)
    site = root / "site"
    stamp = Stamp(root, "site", cache.digest(root, SITE_INPUTS, PACKAGES, generated=True))
    if stamp.holds():
        return False
    try:
        fresh = Path(tempfile.mkdtemp(prefix=".site-", dir=root))
    except OSError as error:
        raise OutputError(f"cannot write into {root}: {error.strerror}; make it writable, or work in a copy") from error
    try:
        # Not --quiet: what isn't told isn't counted by --strict either.
        command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
        command += ["--config-file", str(root / "mkdocs.yml"), "--site-dir", str(fresh / "new")]
        done = subprocess.run(command, cwd=root, stderr=subprocess.PIPE, text=True, errors="replace")
        if done.returncode:
            faults = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("INFO")]
            print("\n".join(faults), file=sys.stderr)
            raise Failure("the site isn't built, for what MkDocs says above; mend the page, its template or mkdocs.yml")
        # Its links start at a server's root, which for files is the wrong place.
        (fresh / "new" / "404.html").unlink(missing_ok=True)
        if site.exists():
            os.replace(site, fresh / "old")
        os.replace(fresh / "new", site)
    except OSError as error:
        raise OutputError(f"cannot replace {site}: {error.strerror}; make it writable, or move it away") from error
    finally:
        if not site.exists() and (fresh / "old").exists():
            os.replace(fresh / "old", site)
        shutil.rmtree(fresh, ignore_errors=True)
    stamp.keep(output.walk(root, ["site"]))
    return True


def serve(root: Path, port: int) -> None:
    """Serve the site until interrupted; the generated files and the site follow every change.

    Raises:
        Failure: MkDocs is missing, or the port is taken.
    """
    check_server(port)
    from mkdocs.commands.serve import serve as serve_pages
    from mkdocs.exceptions import MkDocsException

    log = logging.getLogger("mkdocs")
    log.setLevel(logging.INFO)
    log.addHandler(logging.StreamHandler())
    stop = threading.Event()
    follower = threading.Thread(target=follow, args=(root, stop), daemon=True)
    follower.start()
    try:
        # A fault in a page that is being written is told, and doesn't end the server: so not strict.
        serve_pages(str(root / "mkdocs.yml"), dev_addr=f"{HOST}:{port}", strict=False)
    except MkDocsException as error:
        raise Failure(f"MkDocs can't build the site: {error.format_message()}") from error
    finally:
        stop.set()


def check_server(port: int) -> None:
    """Refuse before any work is done what would fail after it.

    Raises:
        Failure: MkDocs is missing, or the port is taken.
    """
    _need_mkdocs()
    _need_port(port)


def follow(root: Path, stop: threading.Event, pause: float = 0.5) -> None:
    """Generate anew, in a process of its own, whenever the package or the templates change."""
    before = snapshot(root)
    while not stop.wait(pause):
        now = snapshot(root)
        if now != before:
            subprocess.run([sys.executable, "-m", "derivations", "generate"], cwd=root, stdout=sys.stderr)
            before = now


def snapshot(root: Path) -> list[tuple[str, int]]:
    """When each file was changed that something is generated from."""
    found = []
    for path in output.walk(root, INPUTS):
        if not path.startswith("derivations/generated/"):
            try:
                found.append((path, (root / path).stat().st_mtime_ns))
            except OSError:
                continue  # removed while we look
    return found


def _need_mkdocs() -> None:
    """Refuse without MkDocs and its theme."""
    missing = [name for name in ("mkdocs", "material", "pymdownx", "quickjs") if util.find_spec(name) is None]
    if missing:
        raise Failure(f"the site needs a package that is missing ({', '.join(missing)}); run: {pip_command('site')}")


def _need_port(port: int) -> None:
    """Refuse a port that something else listens at."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Failure(
                f"cannot serve at port {port}: {error.strerror}; try: derivations serve --port {_free(port)}"
            ) from error


def _free(port: int) -> int:
    """A port after this one that nothing listens at."""
    for other in (*range(port + 1, min(port + 20, 65536)), 0):
        with socket.socket() as probe, suppress(OSError):
            probe.bind((HOST, other))
            return int(probe.getsockname()[1])
    return 0
