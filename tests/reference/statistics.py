"""Golden values of the statistics of experiments, by SciPy:

    python3 tests/reference/statistics.py > tests/reference/statistics.json
"""

import json

import numpy as np
import scipy
from scipy import stats

COMMAND = "python3 tests/reference/statistics.py > tests/reference/statistics.json"

rng = np.random.default_rng(18)


def t_values():
    return [
        {"t": t, "df": df, "p": 2 * stats.t.sf(t, df)}
        for t in (0, 0.001, 0.7, 2, 4.5, 12, 60)
        for df in (1, 2, 4, 9, 17.3, 58)
    ]


def quantiles():
    return [{"p": p, "df": df, "t": stats.t.ppf(p, df)} for p in (0.9, 0.975, 0.9995) for df in (1, 2, 4, 9, 17.3, 58)]


def differences():
    out = []
    for n, m, spread in ((10, 10, 1), (5, 5, 0.1), (10, 6, 4), (2, 3, 1), (20, 20, 2)):
        one = rng.normal(0.3, 1, n)
        other = rng.normal(0, spread, m)
        welch = stats.ttest_ind(one, other, equal_var=False)
        interval = welch.confidence_interval()
        entry = {
            "one": one.tolist(),
            "other": other.tolist(),
            "welch": {"df": welch.df, "p": welch.pvalue, "low": interval.low, "high": interval.high},
        }
        if n == m:
            other = other + one
            paired = stats.ttest_rel(one, other)
            interval = paired.confidence_interval()
            entry["paired"] = {
                "other": other.tolist(),
                "df": int(paired.df),
                "p": paired.pvalue,
                "low": interval.low,
                "high": interval.high,
            }
        out.append(entry)
    return out


def fisher():
    tables = [(0, 10, 10, 10), (3, 10, 0, 10), (5, 10, 0, 10), (6, 10, 0, 10), (1, 5, 4, 5), (2, 7, 5, 12), (30, 40, 22, 45)]
    return [
        {"table": list(table), "p": stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue}
        for table in tables
        for a, n, b, m in (table,)
    ]


def spearman():
    out = []
    for n in (4, 6, 8, 30):
        x = rng.normal(size=n)
        y = (x + rng.normal(size=n)).round(0 if n == 8 else 3)
        rho = stats.spearmanr(x, y)
        p = rho.pvalue
        if n <= 8:
            exact = stats.permutation_test(
                (y,), lambda y: stats.spearmanr(x, y).statistic, permutation_type="pairings", n_resamples=np.inf
            )
            # Twice the smaller tail is another convention; this counts the orders in both.
            p = np.mean(np.abs(exact.null_distribution) >= abs(exact.statistic) - 1e-9)
        out.append({"x": x.tolist(), "y": y.tolist(), "correlation": rho.statistic, "p": float(p)})
    return out


print(
    json.dumps(
        {
            "command": COMMAND,
            "versions": {"scipy": scipy.__version__, "numpy": np.__version__},
            "t": t_values(),
            "quantiles": quantiles(),
            "differences": differences(),
            "fisher": fisher(),
            "spearman": spearman(),
        },
        indent=1,
    )
)
