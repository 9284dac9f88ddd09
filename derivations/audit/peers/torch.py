"""What torch computes."""

from ..peer import Peer
from . import Package

FUNCTIONAL = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.{}.html"
SPECIAL = "https://docs.pytorch.org/docs/stable/special.html"
DISTRIBUTIONS = "https://docs.pytorch.org/docs/stable/distributions.html"


def functional(name: str, loss: str, arguments: str, quantities: str = "loss gradient hessian", **more: object) -> Peer:
    """A function of ``torch.nn.functional`` with its derivatives."""
    calls = dict.fromkeys(quantities.split(), f"F.{name}({arguments})")
    return Peer(
        f"torch.nn.functional.{name}", loss, calls, FUNCTIONAL.format(name), language="torch", **more,  # type: ignore[arg-type]
    )  # fmt: skip


ALL = ("loss", "gradient", "hessian")
MINUS = dict.fromkeys(ALL, "-ours")
EACH = 'reduction="none"'

PEERS = (
    functional("binary_cross_entropy_with_logits", "logistic", f"z, y, {EACH}"),
    functional(
        "binary_cross_entropy", "logistic", f"p, y, {EACH}", "loss",
        inputs={"p": "1/(1 + np.exp(-z))"}, meaning={"z": "log(p) - log(1 - p)"}, relations={"loss": "min(ours, 100)"},
        note="It takes the probability, and doesn't let the logarithms fall below -100.",
    ),
    functional(
        "soft_margin_loss", "logistic", f"z, s, {EACH}", inputs={"s": "2*y - 1"}, meaning={"y": "(s + 1)/2"},
        note="Its labels are -1 and 1.",
    ),
    functional("logsigmoid", "logistic", "z", fixed={"y": (1.0,)}, relations=MINUS),
    functional(
        "cross_entropy", "logistic", f"torch.stack([torch.zeros_like(z), z], 1), y.long(), {EACH}",
        note="It is given two logits, the first of which is 0.",
    ),
    functional(
        "binary_cross_entropy_with_logits", "class_weighted_cross_entropy", f"z, y, pos_weight=w_1, {EACH}",
        fixed={"w_0": (1.0,)},
    ),
    functional(
        "cross_entropy", "label_smoothed_cross_entropy",
        f"torch.stack([torch.zeros_like(z), z], 1), y.long(), label_smoothing=0.1, {EACH}", fixed={"epsilon": (0.1,)},
        note="It is given two logits, the first of which is 0.",
    ),
    Peer(
        "torch.special.log_ndtr", "probit", dict.fromkeys(ALL, "torch.special.log_ndtr(z)"), SPECIAL,
        language="torch", fixed={"y": (1.0,)}, relations=MINUS,
    ),
    functional(
        "poisson_nll_loss", "poisson", f"z, y, {EACH}", relations={"loss": "ours - lgamma(y + 1)"},
        note="By default, full=False, it leaves out log y!, which doesn't depend on the prediction.",
    ),
    functional(
        "poisson_nll_loss", "poisson", f"z, y, full=True, {EACH}", "loss",
        relations={"loss": "ours - lgamma(y + 1) + where(1 < y, y*log(y) - y + log(2*pi*y)/2, 0)"},
        note="With full=True it has Stirling's approximation of log y!, for labels above 1.",
    ),
    Peer(
        "torch.distributions.NegativeBinomial", "negative_binomial",
        dict.fromkeys(("loss", "gradient"), "torch.distributions.NegativeBinomial(n, logits=l).log_prob(y)"),
        DISTRIBUTIONS, language="torch", relations=MINUS,
        inputs={"l": "z + np.log(alpha)", "n": "1/alpha"}, meaning={"z": "l + log(n)", "alpha": "1/n"},
        note="It has two other parameters: total_count is 1/alpha, and logits is z + log(alpha).",
    ),
    Peer(
        "torch.distributions.Gamma", "gamma",
        {"loss": "torch.distributions.Gamma(k, rate).log_prob(y)"},
        DISTRIBUTIONS, language="torch", relations=MINUS,
        inputs={"rate": "k/np.exp(z)"}, meaning={"z": "log(k/rate)"},
    ),
    Peer(
        "-torch.nn.functional.logsigmoid(beta*(a - b))", "dpo",
        dict.fromkeys(("loss", "gradient-a", "gradient-b", "hessian-a-a"), "-F.logsigmoid(beta*(a - b))"),
        FUNCTIONAL.format("logsigmoid"), language="torch",
    ),

    functional("soft_margin_loss", "logistic_margin", f"z, y, {EACH}"),
    functional("binary_cross_entropy_with_logits", "positive_weight", f"z, y, pos_weight=w, {EACH}"),
    functional("mse_loss", "squared_error", f"z, y, {EACH}", relations=dict.fromkeys(ALL, "2*ours")),
    functional("l1_loss", "absolute_error", f"z, y, {EACH}", "loss gradient"),
    functional("huber_loss", "huber", f"z, y, delta=1.0, {EACH}", fixed={"delta": (1.0,)}),
    functional("smooth_l1_loss", "smooth_l1", f"z, y, beta=1.0, {EACH}", fixed={"beta": (1.0,)}),
    functional(
        "gaussian_nll_loss", "gaussian_learned_variance", f"m, y, var, full=True, {EACH}", "loss gradient-m",
        inputs={"var": "np.exp(s)"}, meaning={"s": "log(var)"},
        relations={
            "loss": "(y - m)**2/max(var, 10**(-6))/2 + log(max(var, 10**(-6)))/2 + log(2*pi)/2",
            "gradient-m": "(m - y)/max(var, 10**(-6))",
        },
        note="It takes the variance, and doesn't let it fall below eps, by default 1e-6.",
    ),
    functional(
        "gaussian_nll_loss", "gaussian_learned_variance", f"m, y, var, {EACH}", "loss",
        inputs={"var": "np.exp(s)"}, meaning={"s": "log(var)"},
        relations={"loss": "(y - m)**2/max(var, 10**(-6))/2 + log(max(var, 10**(-6)))/2"},
        note="By default, full=False, it leaves out log(2 pi)/2.",
    ),
    functional(
        "margin_ranking_loss", "margin_ranking", f"a, b, y, margin=1.0, {EACH}", "loss gradient-a",
        fixed={"margin": (1.0,)},
    ),
    Peer(
        "torch.distributions.StudentT", "student_t",
        dict.fromkeys(("loss", "gradient"), "torch.distributions.StudentT(nu, z, sigma).log_prob(y)"),
        DISTRIBUTIONS, language="torch", relations=MINUS,
    ),
    Peer(
        "torch.distributions.Cauchy", "cauchy",
        dict.fromkeys(("loss", "gradient"), "torch.distributions.Cauchy(z, c).log_prob(y)"),
        DISTRIBUTIONS, language="torch",
        relations={"loss": "-(2*ours/c**2 + log(pi*c))", "gradient": "-2*ours/c**2"},
        note="It is the logarithm of a density; minus that, without its constants and times c^2/2, is ours.",
    ),
    functional(
        "cross_entropy", "bradley_terry", f"torch.stack([a, b], 1), torch.zeros(len(a), dtype=int), {EACH}",
        "loss gradient-a hessian-a-a", note="Of two classes, the first of which is right.",
    ),
)  # fmt: skip

PACKAGE = Package("torch", "torch", "PyTorch", PEERS)
