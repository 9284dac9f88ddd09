"""The families of losses. In: nothing. Out: each family's title by its name, in the order in which they are shown."""

from __future__ import annotations

from ..terms.context import Text

FAMILIES: dict[str, Text] = {
    "binary": {"en": "Binary classification", "zh": "二分类"},
    "multi-class": {"en": "Multi-class classification", "zh": "多分类"},
    "detection": {"en": "Detection and multi-label classification", "zh": "目标检测与多标签分类"},
    "segmentation": {"en": "Segmentation", "zh": "分割"},
    "regression": {"en": "Regression", "zh": "回归"},
    "robust-regression": {"en": "Robust regression", "zh": "稳健回归"},
    "distribution": {"en": "Regression of a whole distribution", "zh": "分布回归"},
    "count": {"en": "Counts", "zh": "计数"},
    "positive": {"en": "Positive amounts", "zh": "正值"},
    "ranking": {"en": "Ranking and contrastive learning", "zh": "排序与对比学习"},
    "preference": {"en": "Preference optimisation", "zh": "偏好优化"},
    "ordinal": {"en": "Ordinal regression", "zh": "有序回归"},
    "survival": {"en": "Survival", "zh": "生存分析"},
}
