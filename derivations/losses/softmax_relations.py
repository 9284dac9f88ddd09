"""What softmax regression has to do with shifts, with logistic regression, and with a temperature. In: the context. Out: sections."""

from __future__ import annotations

from .plan import Apply, Section, Stage, back, by, introduce, line

INVARIANCE = Section(
    "invariance",
    {"en": "Only differences of logits count", "zh": "只有对数几率之差起作用"},
    {
        "en": "The same number added to all logits of a sample changes neither the probabilities nor the loss. So the residuals of a "
        "sample add up to 0, and of the K columns of parameters one could be left out.",
        "zh": "把同一个数加到样本的所有对数几率上，概率与损失都不变。因此样本的残差之和为 0，K 列参数中有一列可以省去。",
    },
    (
        Stage("shifted-probability", {"en": "Shifted probabilities", "zh": "平移后的概率"},
              "exp(Z[i, j] + shift[i])/sum(l, 1, K, exp(Z[i, l] + shift[i]))", (
            line(back("exp_product", at=(0,)), back("exp_product"), by("commute_product", at=(0,)), by("commute_product", at=(1, 3)),
                 shown_by="exp_product"),
            line(by("sum_constant_factor")),
            line(by("collect")),
            line(back("softmax")),
        )),
        Stage("shifted-loss", {"en": "The shifted loss of a sample", "zh": "平移后的样本损失"},
              "log(sum(l, 1, K, exp(Z[i, l] + shift[i]))) - sum(j, 1, K, Y[i, j]*(Z[i, j] + shift[i]))", (
            line(back("exp_product"), by("commute_product", at=(0, 0, 3)), by("sum_constant_factor"), shown_by="sum_constant_factor"),
            line(back("log_product")),
            line(back("log_exp", at=(0,))),
            line(by("distribute_left"), by("sum_of_sum"), by("commute_product", at=(2, 0, 1, 3)), by("sum_constant_factor"),
                 by("label_total"), shown_by="label_total"),
            line(by("negate_sum"), by("cancel")),
            line(back("class_sample_loss")),
        )),
        Stage("residual-total", {"en": "The residuals add up to zero", "zh": "残差之和为零"}, "sum(j, 1, K, P[i, j] - Y[i, j])", (
            line(by("sum_of_sum"), by("sum_of_negative"), shown_by="sum_of_sum"),
            line(by("result:total-probability"), by("label_total"), shown_by="result:total-probability"),
            line(by("cancel")),
        )),
    ),
)  # fmt: skip


def apart(at: tuple[int, ...]) -> tuple[Apply, ...]:
    """``exp(z₁)`` at a place as ``exp(z₁ - z₂) exp(z₂)``."""
    return (
        Apply("plus_zero", (*at, 0), backwards=True, tidy=False),
        Apply("cancel", (*at, 0, 1), (), {"a": "z[2]"}, backwards=True, tidy=False),
        back("exp_product", at=at, a="z[1] - z[2]"),
    )


LOGISTIC = Section(
    "logistic",
    {"en": "Two classes are logistic regression", "zh": "两个类别即逻辑回归"},
    {
        "en": "With two classes the softmax is the sigmoid of the difference of the two logits, and its loss is that of "
        "[logistic regression](logistic.md): the parameters θ are the difference of the two columns of W. The other way round, "
        "logistic regression is the softmax with the logit of one class pinned to 0; by the shift above that is no restriction.",
        "zh": "两个类别时，softmax 就是两个对数几率之差的 sigmoid，其损失就是[逻辑回归](logistic.md)的损失：参数 θ 是 W 两列之差。"
        "反过来，逻辑回归就是把一个类别的对数几率固定为 0 的 softmax；由上面的平移可知，这并非限制。",
    },
    (
        Stage("two-exponentials", {"en": "Two exponentials", "zh": "两个指数"}, "exp(z[1])/(exp(z[1]) + exp(z[2]))", (
            line(*apart((0,)), *apart((1, 0)), shown_by="exp_product"),
            line(by("factor", at=(1,)), by("collect", at=()), shown_by="collect"),
            line(by("commute_sum", at=(1,)), by("sigmoid_forms"), shown_by="sigmoid_forms"),
            line(introduce("two_class_hypothesis")),
        )),
        Stage("first-of-two", {"en": "The first of two classes", "zh": "两个类别中的第一个"}, "exp(z[1])/sum(r, 1, 2, exp(z[r]))", (
            line(by("sum_of_two")),
            line(by("result:two-exponentials")),
        )),
        Stage("second-of-two", {"en": "The second of two classes", "zh": "两个类别中的第二个"}, "exp(z[2])/sum(r, 1, 2, exp(z[r]))", (
            line(by("sum_of_two")),
            line(Apply("plus_zero", (0,), backwards=True, tidy=False),
                 Apply("cancel", (0, 1), (), {"a": "exp(z[1])"}, backwards=True, tidy=False),
                 by("commute_sum", at=(0,), on=(0, 1)), back("one_minus_quotient"), shown_by="one_minus_quotient"),
            line(by("result:two-exponentials")),
        )),
        Stage("two-class-loss", {"en": "The loss of two classes", "zh": "两个类别的损失"},
              "-(y*log(exp(z[1])/sum(r, 1, 2, exp(z[r]))) + (1 - y)*log(exp(z[2])/sum(r, 1, 2, exp(z[r]))))", (
            line(by("result:first-of-two"), by("result:second-of-two"), shown_by="result:first-of-two",
                 en="This is the loss of one sample in logistic regression.", zh="这就是逻辑回归中单个样本的损失。"),
        )),
        Stage("two-class-logit", {"en": "The difference of two logits", "zh": "两个对数几率之差"}, "Z[i, 1] - Z[i, 2]", (
            line(by("class_logit", at=(0,)), by("class_logit"), shown_by="class_logit"),
            line(back("sum_of_negative"), back("sum_of_sum"), shown_by="sum_of_sum"),
            line(by("factor"), en="So the parameters of logistic regression are the differences of those of the two classes.",
                 zh="因此逻辑回归的参数是两个类别的参数之差。"),
        )),
        Stage("pinned", {"en": "One class pinned to the logit 0", "zh": "一个类别的对数几率固定为 0"}, "exp(t)/(exp(t) + exp(0))", (
            line(by("exp_zero")),
            line(by("commute_sum"), by("sigmoid_forms"), shown_by="sigmoid_forms",
                 en="This is the hypothesis of logistic regression.", zh="这就是逻辑回归的假设函数。"),
        )),
        Stage("pinned-loss", {"en": "Its loss", "zh": "其损失"}, "log(exp(t) + exp(0)) - (y*t + (1 - y)*0)", (
            line(by("exp_zero"), by("expand", at=(1, 0)), shown_by="exp_zero"),
            line(by("commute_sum", at=(0, 0)), en="This is the simplified loss of logistic regression.", zh="这就是化简后的逻辑回归损失。"),
        )),
    ),
)  # fmt: skip

TEMPERATURE = Section(
    "temperature",
    {"en": "Temperature", "zh": "温度"},
    {
        "en": "Logits may be divided by a temperature T before the softmax: a high one makes the probabilities alike, a low one "
        "sharpens them. The derivative by a logit is the residual over T; that by T compares the mean logit under the "
        "model with that of the label.",
        "zh": "在 softmax 之前可以把对数几率除以温度 T：温度高使概率趋同，温度低使其更尖锐。对对数几率的导数是残差除以 T；"
        "对 T 的导数比较模型下与标签下的平均对数几率。",
    },
    (
        Stage("tempered-loss", {"en": "The loss of a sample at a temperature", "zh": "给定温度下单个样本的损失"}, "-sum(j, 1, K, Y[i, j]*log(Q[j]))", (
            line(by("tempered_softmax")),
            line(by("log_quotient")),
            line(back("log_exp")),
            line(by("distribute_left"), by("sum_of_sum"), by("sum_of_negative"), by("commute_product", at=(0, 1, 0, 3)),
                 by("sum_constant_factor"), by("label_total"), shown_by="label_total"),
            line(by("negate_difference")),
        )),
        Stage("tempered-partial", {"en": "Its derivative by a logit", "zh": "对对数几率的导数"},
              "partial(f[a], log(sum(l, 1, K, exp(f[l]/T))) - sum(j, 1, K, Y[i, j]*(f[j]/T)))", (
            line(by("partial_of_sum"), by("partial_of_negative"), by("partial_of_summation"), by("partial_constant_factor"),
                 by("partial_constant_divisor"), by("partial_of_entry"), shown_by="partial_of_sum"),
            line(by("chain_rule"), by("derivative_of_log"), by("partial_of_summation"), by("chain_rule"), by("derivative_of_exp"),
                 by("partial_constant_divisor"), by("partial_of_entry"), shown_by="derivative_of_log"),
            line(by("quotient_as_product", at=(0, 1, 3, 1)), by("kronecker_collapse"), by("quotient_as_product", at=(1, 0, 3, 1)),
                 by("kronecker_collapse"), shown_by="kronecker_collapse"),
            line(back("quotient_as_product", at=(0,), on=(0, 1)), back("tempered_softmax"), shown_by="tempered_softmax"),
            line(back("distribute_difference")),
        )),
        Stage("tempered-slope", {"en": "Its derivative by the temperature", "zh": "对温度的导数"},
              "partial(T, log(sum(l, 1, K, exp(f[l]/T))) - sum(j, 1, K, Y[i, j]*(f[j]/T)))", (
            line(by("partial_of_sum"), by("partial_of_negative"), by("partial_of_summation"), by("partial_constant_factor"),
                 by("reciprocal_rule"), by("partial_of_itself"), by("sum_of_negative"), shown_by="reciprocal_rule"),
            line(by("chain_rule"), by("derivative_of_log"), by("partial_of_summation"), by("chain_rule"), by("derivative_of_exp"),
                 by("reciprocal_rule"), by("partial_of_itself"), by("sum_of_negative"), shown_by="derivative_of_log"),
            line(back("sum_constant_factor", at=(0, 0)), back("quotient_as_product", at=(0, 0, 3), on=(0, 1)), back("tempered_softmax"),
                 by("commute_sum", at=()), shown_by="tempered_softmax"),
            line(by("quotient_as_product", at=(0, 3, 1)), by("quotient_as_product", at=(1, 0, 3, 1)),
                 by("sum_constant_factor", at=(0,), c="1/T**2"), by("sum_constant_factor", at=(1, 0), c="1/T**2"), by("factor", at=()),
                 shown_by="sum_constant_factor"),
        )),
    ),
)  # fmt: skip

RELATIONS = (INVARIANCE, LOGISTIC, TEMPERATURE)
