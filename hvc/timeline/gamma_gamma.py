"""Mean spends of repeat buyers → Gamma-Gamma parameters by maximum likelihood, and the spend to expect.

Fader and Hardie, The Gamma-Gamma Model of Monetary Value (2013), equations 1a and 5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

Floats = npt.NDArray[np.float64]
STARTS = ((1.0, 2.0, 1.0), (6.0, 4.0, 0.5), (2.0, 8.0, 3.0))  # p, q, gamma (of spends over their mean)
SEARCH = {"maxiter": 300, "ftol": 1e-12, "gtol": 1e-6}
LARGEST = 12.0  # of a parameter's logarithm


@dataclass(frozen=True, slots=True)
class GammaGamma:
    """Fitted parameters: a spend is Gamma(p, nu), nu differs among customers as Gamma(q, gamma); gamma in 元."""

    p: float
    q: float
    gamma: float
    log_likelihood: float
    converged: bool

    def expected(self, repeats: Floats, mean: Floats) -> Floats:
        """Spend per purchase to expect of each customer, 元; the population's mean where there was no repeat."""
        known = np.where(repeats > 0, repeats, 0)
        spent = np.where(repeats > 0, mean, 0)
        return np.asarray((self.gamma + spent * known) * self.p / (self.p * known + self.q - 1), float)


def fit(repeats: Floats, mean: Floats) -> GammaGamma:
    """The parameters of the greatest likelihood; of customers with repeats ≥ 1 and a positive mean spend (元).

    `converged` is False where the search ended at its bounds or q ≤ 1, which has no mean.
    """
    scale = float(mean.mean())
    scaled = mean / scale
    results: list[scipy.optimize.OptimizeResult] = []
    for start in STARTS:  # the later ones only where an earlier one did not settle
        results.append(
            scipy.optimize.minimize(
                _loss, np.log(start), args=(repeats, scaled), jac=True, method="L-BFGS-B", bounds=[(-LARGEST, LARGEST)] * 3,
                options=SEARCH,
            )
        )  # fmt: skip
        if _settled(results[-1]):
            break
    best = min(results, key=lambda result: float(result.fun))
    p, q, gamma = np.exp(best.x)
    likelihood = float(-mean.size * (best.fun + np.log(scale)))  # a density of 元, not of multiples of the mean
    return GammaGamma(float(p), float(q), float(gamma * scale), likelihood, _settled(best) and bool(q > 1))


def _settled(result: scipy.optimize.OptimizeResult) -> bool:
    return bool(result.success and np.all(np.abs(result.x) < LARGEST - 1e-6))


def _loss(logs: Floats, x: Floats, mean: Floats) -> tuple[float, Floats]:
    """Mean negative log-likelihood and its gradient by the logarithms of p, q, gamma."""
    p, q, gamma = np.exp(logs)
    psi = scipy.special.digamma
    together = gamma + x * mean
    value = -scipy.special.betaln(p * x, q) + q * np.log(gamma) + (p * x - 1) * np.log(mean) + p * x * np.log(x)
    value -= (p * x + q) * np.log(together)
    by_p = x * (psi(p * x + q) - psi(p * x) + np.log(mean) + np.log(x) - np.log(together))
    by_q = psi(p * x + q) - psi(q) + np.log(gamma) - np.log(together)
    by_gamma = q / gamma - (p * x + q) / together
    gradient = np.array([by_p.sum() * p, by_q.sum() * q, by_gamma.sum() * gamma])
    return -float(value.sum()) / x.size, -gradient / x.size
