"""How many reports claim a difference where there is none: every column drawn without a look at the amount.

    PYTHONPATH=.:tests/report python benchmarks/false_alarms.py [--seeds 100] [--customers 3000] [--whole]

Ten dimensions and ten tags a report, one cell in twenty blank, the fifth who spend most as high-value. Counts the reports
with a word for a level (显著, 略), with a claim about a whole dimension, a single comparison or a combination, and with any
claim at all. At 5 % a family, at most 11 of 100 reports may carry the word 显著 (99.5 % of a fair count). `--whole` reads
the composed report with its pictures' titles instead of findings and tables alone; it takes some seconds a report.
"""

from __future__ import annotations

import argparse
from collections import Counter

from chance_cases import CLAIMS, brief, claims, independent, told, whole
from scipy.stats import binom


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--customers", type=int, default=3000)
    parser.add_argument("--whole", action="store_true")
    options = parser.parse_args()
    found: Counter[str] = Counter()
    for seed in range(options.seeds):
        data = independent(seed, options.customers)
        kinds = claims(whole(told(data)) if options.whole else brief(data))
        found.update({*kinds, *({"any"} if kinds else ())})
        if kinds:
            print(f"seed {seed}: {'、'.join(sorted(kinds))}", flush=True)
    bound = int(binom.ppf(0.995, options.seeds, 0.05))
    print(f"reports {options.seeds}, customers {options.customers}, bound for 显著 {bound}")
    print("\n".join(f"{kind}\t{found[kind]}" for kind in (*CLAIMS, "any")))


if __name__ == "__main__":
    main()
