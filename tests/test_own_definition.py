"""A loss of one's own: its definition from text, terms, SymPy and files, each error, its names and its context."""

import os
import pickle
import random
from fractions import Fraction
from pathlib import Path

import pytest
import sympy
from commands import ROOT

from derivations.own.context import assumptions_of, context_of
from derivations.own.definition import Loss
from derivations.own.file import read
from derivations.own.language import ADMITTED, LossError
from derivations.own.names import all_shown, shown
from derivations.own.result import derive
from derivations.own.vectors import SUMS
from derivations.terms import core
from derivations.terms.context import Kind
from derivations.terms.domain import (
    NONNEGATIVE,
    REAL,
    parse_domain,
)
from derivations.terms.parser import parse
from derivations.terms.places import free_names

EXAMPLES = sorted((ROOT / "docs/examples").glob("*.toml"))
ISSUE = {
    "focal", "label_smoothed_cross_entropy", "class_weighted_cross_entropy", "poisson", "gamma", "negative_binomial",
    "probit", "complementary_log_log", "log_cosh", "dpo",
}  # fmt: skip


def test_a_definition_says_all_that_the_rest_needs() -> None:
    loss = read(ROOT / "docs/examples/focal.toml")
    assert (loss.name, loss.title, loss.predictions) == ("focal", "Focal loss", ("z",))
    assert loss.domains == {"z": REAL, "y": parse_domain("[0, 1]"), "gamma": NONNEGATIVE}
    assert loss.defaults == {"gamma": Fraction(2)}
    assert str(loss.definition_terms["p"]) == "1/(1 + exp(-z))"
    assert str(loss.term) == "-(y*(1 - p)**gamma*log(p) + (1 - y)*p**gamma*log(1 - p))"
    assert loss.used == {"z", "y", "gamma", "p"} and loss.warnings == ()
    assert loss.goal_term is None
    assert pickle.loads(pickle.dumps(loss)) == loss
    assert isinstance(hash(loss), int)


def test_the_definition_of_the_design_is_read(tmp_path: Path) -> None:
    text = (ROOT / "docs/examples/focal.toml").read_text(encoding="utf-8")
    path = tmp_path / "focal.toml"
    path.write_text(text + 'goal = ""\n', encoding="utf-8")
    assert read(path) == read(str(path)) == read(ROOT / "docs/examples/focal.toml")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read(path).name == "focal"


def test_the_examples_are_those_that_are_promised() -> None:
    assert {path.stem for path in EXAMPLES} >= ISSUE
    for path in EXAMPLES:
        loss = read(path)
        assert loss.name == path.stem
        assert not loss.warnings
        assert set(loss.defaults) == set(loss.parameters) - set(loss.sizes)


def test_a_loss_from_text_a_term_and_sympy() -> None:
    z, y = sympy.symbols("z y")
    given = {"variables": {"y": "{-1, 1}"}}
    text = Loss("f", "log(1 + exp(-y*z))", **given)
    term = Loss("f", parse("log(1 + exp(-y*z))", core.Variable), **given)
    assert text.term == term.term
    lifted = Loss("f", sympy.log(1 + sympy.exp(-y * z)), **given)
    assert free_names(lifted.term) == {"y", "z"}
    assert Loss("f", "z*p", definitions={"p": y * z}, **given).definition_terms["p"] == parse("y*z", core.Variable)
    with pytest.raises(LossError, match="'x y' is no name"):
        Loss("f", sympy.Symbol("x y") + z)
    with pytest.raises(LossError, match="'w' is not declared"):
        Loss("f", sympy.Symbol("w") + z)
    with pytest.raises(LossError, match=r"\[loss\] expression: .*; write the expression as text"):
        Loss("f", sympy.Integral(z, z))


PLACES = "declare data under [variables], constants under [parameters], abbreviations under [definitions]"


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("log(z", "line 1, column 6: expected ')' at the end; mend the expression"),
        ("log(q)", f"line 1, column 5: 'q' is not declared; {PLACES}"),
        ("z*q +\n r", f"line 1, column 3: 'q' and 'r' are not declared; {PLACES}"),
        ("z +\n  gama", f"line 2, column 3: 'gama' is not declared; did you mean 'gamma'? Else {PLACES}"),
        ("e**z", f"'e' is not declared; write exp(1) for the number e, and exp(x) for its powers; else {PLACES}"),
        ("sigmod(z)", "line 1, column 1: unknown function 'sigmod'; did you mean 'sigmoid'?"),
        ("y(z)", "line 1, column 1: unknown function 'y'; y is a symbol: write * between it and the bracket"),
        ("z^2", "line 1, column 2: unexpected '^'; powers are written **"),
        ("2z", "line 1, column 2: unexpected 'z'; a product is written with *"),
        ("z = y", "line 1, column 3: unexpected '='; equality is written =="),
        ("z ≥ y", "line 1, column 3: unexpected '≥'; write >="),
        ("z < y", "z < y is a comparison, not a number; put it into where(…, …, …) or indicator(…)"),
        ("z + (z < 0)", "the comparison z < 0 is no number, as z + (z < 0) would have it; a loss is made of numbers"),
        ("where(z, z, y)", "z in where(z, z, y) should be a comparison, such as 0 < a; a loss is made of numbers"),
        ("", "the expression is empty; write one"),
        (" \n ", "the expression is empty; write one"),
        ("y*gamma", "the prediction 'z' doesn't occur in it; a loss depends on what the model predicts"),
        ("sum(i, 1, 3, z)", "the index runs from 1 to 3; let it run from 1 to a size"),
        ("z @ y", "'@' can't stand in a loss; write the loss of one sample, with functions of numbers"),
        ("ones(z)", "ones(z) is no single number; write the loss of one sample"),
        ("z[1]", "z is a scalar and has no entries; declare it as a vector"),
        ("min(z)", "line 1, column 1: min takes 2 arguments, got 1; mend the expression"),
        ("z" * 30_000, "the text has 30000 characters; at most 20000 are read"),
        ("(" * 90 + "z" + ")" * 90, "line 1, column 61: nested deeper than 60 levels; mend the expression"),
        ("__import__('os')", "unknown function '__import__'; mend the expression"),
        ("z.real", "line 1, column 2: unexpected '.'; a number is written 0.5 or .5, and terms have no attributes"),
    ],
)  # fmt: skip
def test_an_expression_that_is_wrong(tmp_path: Path, expression: str, told: str) -> None:
    path = tmp_path / "f.toml"
    tables = '[variables]\ny = { domain = "real" }\n[parameters]\ngamma = "real"\n[loss]\n'
    path.write_text(f'name = "f"\n{tables}expression = """{expression}"""\n', encoding="utf-8")
    with pytest.raises(LossError) as raised:
        read(path)
    assert str(raised.value).startswith(f"{path}: [loss] expression: ")
    assert told in str(raised.value)


L = "\n[loss]\nexpression = 'z'"
DOMAIN = 'such as "real", "[0, 1]", "(0, inf)", "{0, 1}" or "{0, 1, 2, ...}"'
SEE = "see the examples in docs/examples"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", f"'name' is missing; {SEE}"),
        ("name = 'f'", f"[loss] is missing; {SEE}"),
        ("name = 'f'\n[loss]", f"[loss]: 'expression' is missing; {SEE}"),
        ("name = 'f'\ntitle = ]", f"it isn't TOML: Invalid value (at line 2, column 9); {SEE}"),
        ("x = " + "[" * 5000, f"it isn't TOML: a value is too long or nested too deep; {SEE}"),
        ("name = 3" + L, "name: a name is text, not 3; put it in quotes"),
        ("name = 'a b'" + L, "name: 'a b' is no name; begin with a letter a-z, then letters, digits and _"),
        ("name = '../f'" + L, "name: '../f' is no name; begin with a letter a-z, then letters, digits and _"),
        ("name = 'f'\nloss = 'z'", "loss: expected a table, not text; write [loss]"),
        ("name = 'f'\nvariables = 'y'" + L, "variables: expected a table, not text; write [variables]"),
        ("nmae = 'f'" + L, "unknown key 'nmae'; did you mean 'name'?"),
        ("name = 'f'\nzzz = 1" + L, "unknown key 'zzz'; known are 'name', 'title', 'prediction', 'family', 'about',"),
        ("name = 'f'\nfamily = 'binry'" + L, "family: there is no family 'binry'; did you mean 'binary'?"),
        ("name = 'f'\nfamily = 'zzz'" + L, "family: there is no family 'zzz'; known are 'binary', 'multi-class',"),
        ("name = 'f'\nfamily = 3" + L, "family: expected text, not a number; put it in quotes"),
        ("name = 'f'\nabout = ['x']" + L, "about: expected text, not a list; put it in quotes"),
        (f"name = 'f'\nabout = '{'x' * 1001}'" + L, "about: it has 1001 characters, at most 1000 are read; shorten it"),
        ("name = 'f'\n[variables]\nabout = 'x'" + L, "[variables]: 'about' stands in this table; move it above"),
        ("name = 'f'\nexpression = 'z'\n[loss]", "'expression' stands outside its table; move it under [loss]"),
        ("name = 'f'\n[loss]\nexpresion = 'z'", "[loss]: unknown key 'expresion'; did you mean 'expression'?"),
        ("name = 'f'" + L + "\ntitle = 'x'", "[loss]: 'title' stands in this table; move it above the first [table]"),
        ("name = 'f'\n[variables]\nsources = ['x']" + L, "[variables]: 'sources' stands in this table; move it above"),
        ("name = 'f'\n[loss]\nexpression = 3", "[loss] expression: an expression is text, not a number; put it in"),
        ("name = 'f'\n[definitions]\np = 1" + L, "[definitions] p: an expression is text, not a number; put it in"),
        ("name = 'f'\ntitle = 3" + L, "title: expected text, not a number; put it in quotes"),
        ("name = 'f'\nsources = [3]" + L, "sources: expected text, not a number; put it in quotes"),
        ("name = 'f'\nsources = 3" + L, "sources: expected a list of texts, not a number; put it in [ ]"),
        ("name = 'f'\nprediction = []" + L, 'prediction: it names nothing; write "z", or what the model outputs'),
        ("name = 'f'\nprediction = 3" + L, 'prediction: expected a name or several, not a number; write "z"'),
        ("name = 'f'\nprediction = [3]" + L, "prediction: a name is text, not 3; put it in quotes"),
        ("name = 'f'\nprediction = ['z', 'z']" + L, "prediction: 'z' is declared twice; give one of them another name"),
        (
            "name = 'f'\nprediction = ['z', 'b']" + L,
            "[loss] expression: the prediction 'b' doesn't occur in it; a loss",
        ),
        (
            "name = 'f'\n[variables]\ny = {}" + L,
            f"[variables] y: its domain is missing; write {{ domain = … }}, {DOMAIN}",
        ),
        (
            "name = 'f'\n[variables]\ny = { domian = 'real' }" + L,
            "[variables] y: unknown key 'domian'; did you mean 'domain'?",
        ),
        (
            "name = 'f'\n[variables]\ny = { domain = 'real', default = 1 }" + L,
            "[variables] y: unknown key 'default'; known are 'domain' and 'size'",
        ),
        ("name = 'f'\n[variables]\ny = 3" + L, f"[variables] y: expected a domain as text, not a number; {DOMAIN}"),
        ("name = 'f'\n[variables]\ny = ''" + L, f"[variables] y: the domain is empty text; write one {DOMAIN}"),
        (
            "name = 'f'\n[variables]\ny = '[1, 0]'" + L,
            f"[variables] y: no number lies between 1 and 0, so it is empty; write one {DOMAIN}",
        ),
        ("name = 'f'\n[variables]\n'y 1' = 'real'" + L, "[variables]: 'y 1' is no name; begin with a letter a-z, then"),
        (
            "name = 'f'\n[variables]\nlog = 'real'" + L,
            "[variables]: 'log' is a function of the language; choose another name, such as 'log_'",
        ),
        (
            "name = 'f'\n[variables]\npi = 'real'" + L,
            "[variables]: 'pi' is the number π of the language; choose another name, such as 'pi_'",
        ),
        (
            "name = 'f'\n[parameters]\nlambda = 'real'" + L,
            "[parameters]: 'lambda' is a word of Python, in which code is made; write 'lambda_'",
        ),
        (
            "name = 'f'\n[variables]\nz = 'real'" + L,
            "[variables]: 'z' is declared under prediction too; give one of them another name",
        ),
        (
            "name = 'f'\n[variables]\ny = 'real'\n[definitions]\ny = 'z'" + L,
            "[definitions]: 'y' is declared under [variables] too; give",
        ),
        ("name = 'f'\n[variables]\nd_z = 'real'" + L, "prediction: 'd_z' stands for a change of 'z'; rename it"),
        (
            "name = 'f'\n[parameters]\ng = { domain = '[0, inf)', default = -1 }" + L,
            "[parameters] g, default: -1 is not in [0, inf); change the default or the domain",
        ),
        (
            "name = 'f'\n[parameters]\ng = { domain = 'real', default = '1' }" + L,
            "[parameters] g, default: expected a number, not text; write it without quotes",
        ),
        (
            "name = 'f'\n[parameters]\ng = { domain = 'real', default = true }" + L,
            "[parameters] g, default: expected a number, not true or false; write it",
        ),
        (
            "name = 'f'\n[parameters]\ng = { domain = 'real', default = nan }" + L,
            "[parameters] g, default: 'nan' is no finite number; write a finite number",
        ),
        (
            "name = 'f'\n[definitions]\np = 'p + z'" + L,
            "[definitions] p: line 1, column 1: 'p' is defined by itself; a definition may use only",
        ),
        (
            "name = 'f'\n[definitions]\np = 'z*q'\nq = 'p'" + L,
            "[definitions] p: line 1, column 3: 'q' is defined only further down; a definition may use only",
        ),
        ("name = 'f'" + L + "\ngoal = 'q'", f"[loss] goal: line 1, column 1: 'q' is not declared; {PLACES}"),
    ],
)
def test_a_file_that_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "f.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LossError) as raised:
        read(path)
    message = str(raised.value)
    assert message.startswith(f"{path}: {told}")
    assert "; " in message and "\n" not in message


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "f.toml"

    def told(where: object) -> str:
        with pytest.raises(LossError) as raised:
            read(where)  # type: ignore[arg-type]
        return str(raised.value)

    assert told(path) == f"{path}: there is no such file; check its name"
    assert told(tmp_path) == f"{tmp_path}: it is a folder; name the TOML file in it"
    assert "it is no ordinary file" in told(os.devnull)
    path.write_bytes(b"name = 'f'\n\xff")
    assert told(path) == f"{path}: line 2: it isn't UTF-8; save it as UTF-8"
    path.write_bytes(b"#" * 1_000_001)
    assert "it has 1000001 bytes, at most 1000000 are read" in told(path)
    assert "can't be read" in told("f\0.toml") and "\0" not in told("f\0.toml")


def test_a_loss_that_would_grow_without_end_is_refused() -> None:
    definitions = {f"a{n}": f"a{n - 1}*a{n - 1}" if n else "z" for n in range(30)}
    with pytest.raises(LossError, match=r"a11 has 4095 parts, 12 deep; at most 4000, 60 deep, are worked on"):
        Loss("f", "a29", definitions=definitions)
    deep = {f"a{n}": f"-(1 + exp(a{n - 1}))" if n else "z" for n in range(39)}
    with pytest.raises(LossError, match="deep, are worked on"):
        Loss("f", "a38 + exp(" * 20 + "a38" + ")" * 20, definitions=deep)


def test_nothing_is_evaluated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by Python nor by SymPy's parser, which would."""

    def refused(*arguments: object, **keywords: object) -> None:
        raise AssertionError("a text is evaluated")

    monkeypatch.setattr("builtins.eval", refused)
    monkeypatch.setattr(sympy, "sympify", refused)
    monkeypatch.setattr("sympy.parsing.sympy_parser.parse_expr", refused)
    for path in EXAMPLES:
        assert read(path).term
    with pytest.raises(LossError):
        Loss("f", "z + __import__('os').system('false')")


def test_a_loss_may_be_called_as_a_function_is() -> None:
    assert Loss("logistic", "log(1 + exp(-z))").name == "logistic"
    with pytest.raises(LossError, match="'class' is a word of Python"):
        Loss("class", "z")


WORDS = (
    "z", "y", "p", "gamma", "log", "exp", "+", "-", "*", "/", "**", "1", "0", "0.5", ",", "<", "==", "where", "max",
    "'", "[", "@", "sum", "i", "1e-3", "1e999", "pi", "e", "^", "θ", "P", "d", "softmax", "inv", "diag", "\x00", '"',
    "(", "(", "(", ")", ")", ")", "\n", " ",
)  # fmt: skip


def test_any_text_is_read_or_refused_with_a_cure() -> None:
    draw = random.Random(5)
    read_in = 0
    for _ in range(1500):
        text = "".join(draw.choices(WORDS, k=draw.randint(1, 8)))
        try:
            Loss("f", text, variables={"y": "real"}, parameters={"gamma": "real"}, definitions={"p": "z"})
            read_in += 1
        except LossError as error:
            assert "; " in str(error)
    assert read_in


def test_what_is_not_used_is_told() -> None:
    loss = Loss("f", "z", variables={"y": "real"}, definitions={"p": "z*y"})
    assert loss.warnings == ("loss 'f': [variables]: 'y' is not used", "loss 'f': [definitions]: 'p' is not used")
    assert Loss("f", "z", variables={"y": "real"}, goal="z*y/y").warnings == ()


def test_the_functions_of_the_language_are_those_of_the_parser() -> None:
    assert set(ADMITTED) <= set(core.FUNCTIONS)
    for name in set(ADMITTED) - SUMS:
        least = core.ARITY[core.FUNCTIONS[name]][0]
        parts = ["z < 0", "z", "z"][:least] if name in ("where", "indicator") else ["z"] * least
        assert Loss("f", f"{name}({', '.join(parts)})").term


# Names and context.


@pytest.mark.parametrize(
    ("name", "latex", "text"),
    [
        ("z", "z", "z"),
        ("gamma", r"\gamma", "γ"),
        ("epsilon", r"\varepsilon", "ε"),
        ("lambda_", r"\lambda", "λ"),
        ("Sigma", r"\Sigma", "Σ"),
        ("alpha_1", r"\alpha_{1}", "α₁"),
        ("y1", "y_{1}", "y₁"),
        ("y_s", "y_{s}", "yₛ"),
        ("y_true", r"y_{\mathrm{true}}", "y_true"),
        ("z_hat", r"\hat{z}", "ẑ"),
        ("yhat", r"\hat{y}", "ŷ"),
        ("mu_bar_2", r"\bar{\mu}_{2}", "μ\u0304₂"),
        ("margin", r"\mathrm{margin}", "margin"),
        ("w_1_b", r"w_{1, b}", "w_1_b"),
    ],
)
def test_names_look_like_mathematics(name: str, latex: str, text: str) -> None:
    assert shown(name) == (latex, text)


def test_two_names_never_look_the_same() -> None:
    found = all_shown(["y1", "y_1", "yhat", "y_hat", "lambda_", "z"])
    assert len({latex for latex, _ in found.values()}) == len({text for _, text in found.values()}) == len(found)
    assert found["y_1"] == (r"\mathrm{y\_1}", "y_1")


def test_a_context_knows_every_name() -> None:
    loss = read(ROOT / "docs/examples/label_smoothed_cross_entropy.toml")
    context = context_of(loss)
    kinds = {name: symbol.kind for name, symbol in context.by_name.items()}
    assert kinds == {
        "z": Kind.PARAMETER, "y": Kind.LABEL, "epsilon": Kind.PARAMETER, "p": Kind.DEFINED, "y_s": Kind.DEFINED,
        "ell": Kind.DEFINED,
    }  # fmt: skip
    assert [d.name for d in context.definitions] == ["define_p", "define_y_s", "loss"]
    assert context.equations["loss"] == (context.parse("ell"), loss.term)
    assert context.depends(context.parse("ell")) == {"ell", *loss.declared}
    assert {symbol.domain for symbol in context.symbols} == {"real", "{0, 1}", "[0, 1)"}
    assert assumptions_of(loss) == ("z in real", "y in {0, 1}", "epsilon in [0, 1)")
    assert context.bounds == {}
    for symbol in context.symbols:
        assert symbol.meaning["en"] and symbol.meaning["zh"]


def test_the_loss_takes_a_name_that_is_free() -> None:
    for given, expected in ((["z"], "ell"), (["z", "ell"], "loss"), (["ell", "loss", "z", "ell_loss"], "ell_1")):
        loss = Loss("f", "*".join(given), tuple(given))
        assert context_of(loss).symbols[-1].name == expected
        assert derive(loss).verify().publishable
