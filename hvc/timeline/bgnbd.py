"""Purchase histories → BG/NBD parameters by maximum likelihood, and the purchases to expect.

Fader, Hardie and Lee, “Counting Your Customers” the Easy Way: An Alternative to the Pareto/NBD Model, Marketing Science
24 (2005), 275-284. Customers with the same history are one row with a weight, the gradient is analytic, and the search
runs over the logarithms of the parameters, so that they stay positive.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

Floats = npt.NDArray[np.float64]
STARTS = ((1.0, 1.0, 1.0, 1.0), (0.25, 4.0, 0.8, 2.5), (0.5, 20.0, 0.5, 5.0))  # r, alpha (of scaled time), a, b
SEARCH = {"maxiter": 300, "ftol": 1e-12, "gtol": 1e-6}
LARGEST = 12.0  # of a parameter's logarithm: beyond it the mixture has become a constant


@dataclass(frozen=True, slots=True)
class Histories:
    """Purchase histories in weeks: `repeats` after the first purchase, `last` its time, `age` time since the first.

    `weights`: how many customers share the row. All four of one length; 0 ≤ last ≤ age, last is 0 where repeats is 0.
    """

    repeats: Floats
    last: Floats
    age: Floats
    weights: Floats

    @staticmethod
    def of(repeats: Floats, last: Floats, age: Floats) -> Histories:
        """Gather customers of the same history."""
        rows, weights = np.unique(np.column_stack([repeats, last, age]), axis=0, return_counts=True)
        return Histories(rows[:, 0], rows[:, 1], rows[:, 2], weights.astype(float))


@dataclass(frozen=True, slots=True)
class BgNbd:
    """Fitted parameters: purchases Gamma(r, alpha) a week, dropout after each purchase Beta(a, b)."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    converged: bool

    def expected(self, weeks: float, repeats: Floats, last: Floats, age: Floats) -> Floats:
        """Purchases to expect of each customer within the next `weeks`, given the history (equation 10)."""
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        shrink = alpha + age
        hyper = scipy.special.hyp2f1(r + repeats, b + repeats, a + b + repeats - 1, weeks / (shrink + weeks))
        bought = 1 - (shrink / (shrink + weeks)) ** (r + repeats) * hyper
        gone = np.where(
            repeats > 0, a / np.maximum(b + repeats - 1, 1e-9) * (shrink / (alpha + last)) ** (r + repeats), 0
        )
        return np.asarray((a + b + repeats - 1) / (a - 1) * bought / (1 + gone), float)

    def unconditional(self, weeks: Floats) -> Floats:
        """Repeat purchases to expect of a new customer within `weeks` (equation 9)."""
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        hyper = scipy.special.hyp2f1(r, b, a + b - 1, weeks / (alpha + weeks))
        return np.asarray((a + b - 1) / (a - 1) * (1 - (alpha / (alpha + weeks)) ** r * hyper), float)

    def alive(self, repeats: Floats, last: Floats, age: Floats) -> Floats:
        """Probability that each customer still buys (Fader, Hardie 2008); 1 for every one-time buyer, by the model."""
        odds = self.a / np.maximum(self.b + repeats - 1, 1e-9)
        gone = odds * ((self.alpha + age) / (self.alpha + last)) ** (self.r + repeats)
        return np.asarray(np.where(repeats > 0, 1 / (1 + gone), 1.0), float)


def fit(histories: Histories) -> BgNbd:
    """The parameters of the greatest likelihood from several starts; `converged` is False where none settled inside."""
    scale = 10.0 / max(float(histories.age.max()), 1e-9)  # time in tenths of the longest history: steady numbers
    scaled = Histories(histories.repeats, histories.last * scale, histories.age * scale, histories.weights)
    results: list[scipy.optimize.OptimizeResult] = []
    for start in STARTS:  # the later ones only where an earlier one did not settle
        results.append(
            scipy.optimize.minimize(
                _loss, np.log(start), args=(scaled,), jac=True, method="L-BFGS-B", bounds=[(-LARGEST, LARGEST)] * 4,
                options=SEARCH,
            )
        )  # fmt: skip
        if _settled(results[-1]):
            break
    best = min(results, key=lambda result: float(result.fun))
    r, alpha, a, b = np.exp(best.x)
    total = float(histories.weights.sum())
    moved = float((histories.weights * histories.repeats).sum()) * np.log(scale)  # the likelihood in weeks
    return BgNbd(float(r), float(alpha / scale), float(a), float(b), float(-best.fun * total + moved), _settled(best))


def _settled(result: scipy.optimize.OptimizeResult) -> bool:
    return bool(result.success and np.all(np.abs(result.x) < LARGEST - 1e-6))


def _loss(logs: Floats, histories: Histories) -> tuple[float, Floats]:
    """Mean negative log-likelihood (equation 7) and its gradient by the logarithms of r, alpha, a, b."""
    r, alpha, a, b = np.exp(logs)
    x, last, age, weights = histories.repeats, histories.last, histories.age, histories.weights
    again, psi = x > 0, scipy.special.digamma
    alive = -(r + x) * np.log(alpha + age)
    gone = np.where(again, np.log(a) - np.log(np.maximum(b + x - 1, 1e-300)) - (r + x) * np.log(alpha + last), -np.inf)
    either = np.logaddexp(alive, gone)
    share = np.exp(gone - either)  # of the likelihood that the customer has gone
    base = scipy.special.gammaln(r + x) - scipy.special.gammaln(r) + r * np.log(alpha)
    base += scipy.special.betaln(a, b + x) - scipy.special.betaln(a, b)
    log_alive, log_gone = np.log(alpha + age), np.log(alpha + last)
    by_r = psi(r + x) - psi(r) + np.log(alpha) - (1 - share) * log_alive - share * log_gone
    by_alpha = r / alpha - (r + x) * ((1 - share) / (alpha + age) + share / (alpha + last))
    by_a = psi(a + b) - psi(a + b + x) + share / a
    by_b = psi(a + b) - psi(a + b + x) + psi(b + x) - psi(b) - np.where(again, share / np.maximum(b + x - 1, 1e-300), 0)
    gradient = np.array([np.dot(weights, part) for part in (by_r, by_alpha, by_a, by_b)]) * np.array([r, alpha, a, b])
    total = weights.sum()
    return -float(np.dot(weights, base + either)) / total, -gradient / total
