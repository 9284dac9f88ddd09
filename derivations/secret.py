"""What tells a user's own files from a stranger's. In: a content. Out: a tag that only this user's runs can make.

The secret lies outside every checkout, where its user alone can read it. Where none can be made, nothing is one's own.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

LENGTH = 32
"""How many bytes the secret has."""


def folder() -> Path | None:
    """The user's folder for it; None: there is none."""
    for variable in ("XDG_STATE_HOME", "XDG_CACHE_HOME"):
        if Path(os.environ.get(variable, "")).is_absolute():
            return Path(os.environ[variable]) / "derivations"
    with suppress(RuntimeError):
        return Path.home() / ".cache" / "derivations"
    return None


def key() -> bytes:
    """The user's secret, made on first use; empty: there is none, and none can be made."""
    found = folder()
    return kept(found / "secret") if found else b""


@lru_cache(maxsize=8)
def kept(path: Path) -> bytes:
    """The secret of a file, which is made where it isn't there."""
    with suppress(OSError):
        if not os.path.lexists(path):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = path.with_name(f".secret.{secrets.token_hex(8)}")
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(LENGTH))
            try:
                with suppress(FileExistsError):  # another run was faster
                    os.link(fresh, path)
            finally:
                fresh.unlink()
        with open(os.open(path, os.O_RDONLY | NO_LINK), "rb") as file:
            told = os.fstat(file.fileno())
            mine = not hasattr(os, "getuid") or (told.st_uid == os.getuid() and not told.st_mode & 0o077)
            if stat.S_ISREG(told.st_mode) and mine:
                found = file.read(LENGTH + 1)
                return found if len(found) == LENGTH else b""
    return b""


NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""How a file is opened that has to be a file: through no link, and without waiting for anybody."""


def tag(*parts: bytes) -> str:
    """The tag of some contents, in order; empty: nothing can be told to be one's own."""
    secret = key()
    if not secret:
        return ""
    total = hmac.new(secret, digestmod=hashlib.sha256)
    for part in parts:
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()


def same(found: str, wanted: str) -> bool:
    """Whether a tag is the one it should be; never without a secret."""
    return bool(wanted) and hmac.compare_digest(found.encode(), wanted.encode())


def remember(content: bytes) -> None:
    """Note that a content is this user's own."""
    place = noted(content)
    if place:
        with suppress(OSError):
            place.parent.mkdir(mode=0o700, exist_ok=True)
            os.close(os.open(place, os.O_WRONLY | os.O_CREAT | NO_LINK, 0o600))


def remembers(content: bytes) -> bool:
    """Whether a content was noted as this user's own."""
    place = noted(content)
    return bool(place and place.is_file() and not place.is_symlink())


def noted(content: bytes) -> Path | None:
    """The file, empty, that tells that a content is this user's own."""
    found, own = folder(), tag(b"own", content)
    return found / "own" / own if found and own else None
