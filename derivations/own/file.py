"""A loss from a file. In: the path of a TOML file. Out: the loss, or an error that says where and why."""

from __future__ import annotations

import stat
import tomllib
from os import PathLike
from pathlib import Path
from typing import Any

from .definition import Loss
from .language import LossError, kind_of, listed, near

LARGEST = 1_000_000
"""How many bytes a file may have."""

TABLES = ("variables", "parameters", "definitions", "loss")
MARGINAL = ("title", "prediction", "family", "about", "sources", "derivatives", "constraints")
"""What may stand above the tables, beside the name."""
KEYS = ("name", *MARGINAL, *TABLES)
LOSS_KEYS = ("expression", "goal")
EXAMPLE = "see the examples in docs/examples"


def read(path: str | PathLike[str]) -> Loss:
    """Read a loss from a TOML file.

    Raises:
        LossError: The file can't be read, isn't TOML, or doesn't define a loss.
    """
    shown = "".join(letter if letter.isprintable() else "?" for letter in str(path))
    return from_table(table(content(Path(path), shown), shown), shown)


def content(path: Path, shown: str) -> str:
    """The file's text."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise LossError(f"{shown}: it is a folder; name the TOML file in it")
        if not stat.S_ISREG(found.st_mode):
            raise LossError(f"{shown}: it is no ordinary file; name a TOML file")
        if found.st_size > LARGEST:
            raise LossError(f"{shown}: it has {found.st_size} bytes, at most {LARGEST} are read; is it a loss's file?")
        with open(path, "rb") as file:
            raw = file.read(LARGEST + 1)  # what says that it is short may be long, such as a file of /proc
        if len(raw) > LARGEST:
            raise LossError(f"{shown}: it has more than {LARGEST} bytes, which aren't read; is it a loss's file?")
    except FileNotFoundError as error:
        raise LossError(f"{shown}: there is no such file; check its name") from error
    except (OSError, ValueError) as error:
        if isinstance(error, LossError):
            raise
        reason = getattr(error, "strerror", None) or str(error)
        raise LossError(f"{shown}: it can't be read ({reason}); check its name and its permissions") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise LossError(f"{shown}: line {line}: it isn't UTF-8; save it as UTF-8") from error


def table(text: str, shown: str) -> dict[str, Any]:
    """The file's content as TOML has it."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "a value is too long or nested too deep"
        raise LossError(f"{shown}: it isn't TOML: {reason}; {EXAMPLE}") from error


def from_table(found: dict[str, Any], shown: str) -> Loss:
    """The loss that a file's content defines."""
    refuse_unknown(found, KEYS, shown, "")
    for key in TABLES:
        if key in found and not isinstance(found[key], dict):
            raise LossError(f"{shown}: {key}: expected a table, not {kind_of(found[key])}; write [{key}]")
    for key in ("name", "loss"):
        if key not in found:
            missing = f"[{key}]" if key in TABLES else repr(key)
            raise LossError(f"{shown}: {missing} is missing; {EXAMPLE}")
    for part in TABLES[:3]:
        for key, value in found.get(part, {}).items():
            if key in MARGINAL and not isinstance(value, dict) and key not in found:
                raise LossError(f"{shown}: [{part}]: {key!r} stands in this table; move it above the first [table]")
    loss = found["loss"]
    refuse_unknown(loss, LOSS_KEYS, shown, "[loss]")
    if "expression" not in loss:
        raise LossError(f"{shown}: [loss]: 'expression' is missing; {EXAMPLE}")
    for key in LOSS_KEYS:
        if not isinstance(loss.get(key, ""), str):
            raise LossError(f"{shown}: [loss] {key}: an expression is text, not {kind_of(loss[key])}; put it in quotes")
    for name, value in found.get("definitions", {}).items():
        if not isinstance(value, str):
            raise LossError(
                f"{shown}: [definitions] {name}: an expression is text, not {kind_of(value)}; put it in quotes"
            )
    prediction = found.get("prediction", "z")
    return Loss(
        found["name"],
        loss["expression"],
        tuple(prediction) if isinstance(prediction, list) else prediction,
        found.get("title", ""),
        found.get("variables", {}),
        found.get("parameters", {}),
        found.get("definitions", {}),
        loss.get("goal", ""),
        found.get("sources", ()),
        found.get("derivatives", ()),
        found.get("constraints", ()),
        found.get("family", ""),
        found.get("about", ""),
        shown,
    )


def refuse_unknown(found: dict[str, Any], known: tuple[str, ...], shown: str, part: str) -> None:
    """Refuse a key that nothing reads."""
    for key in found:
        if key not in known:
            place = f"{shown}: {part}" if part else shown
            if part and key in KEYS:
                raise LossError(f"{place}: {key!r} stands in this table; move it above the first [table]")
            if not part and key in LOSS_KEYS:
                raise LossError(f"{place}: {key!r} stands outside its table; move it under [loss]")
            raise LossError(f"{place}: unknown key {key[:40]!r}; {near(key, known) or f'known are {listed(known)}'}")
