"""Shares of deals, and how sure a share is: intervals for proportions.

All intervals are at 95 %. A share of few deals says little, and its interval shows that.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma, log, log1p, sqrt

Z_95 = 1.959963984540054  # the standard normal's quantile at 97.5 %
_CONVERGED = 1e-15
_NEAR = 1e-12  # of the quantile, by steps
_TINY = 1e-300
_MOST_STEPS = 10_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A range from low to high, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """So many `of` so many; none of nothing has no value and says nothing."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """The share from 0 to 1; None of nothing."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> Interval:
        """Its Wilson interval at 95 %; from 0 to 1 of nothing."""
        return wilson(self.count, self.of)


def wilson(count: int, of: int, z: float = Z_95) -> Interval:
    """Return the score interval of a proportion, without continuity correction.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of
    the American Statistical Association 22 (1927), 209-212. From 0 to 1 where `of` is 0.
    """
    if of == 0:
        return Interval(0.0, 1.0)
    share, weight = count / of, z * z / of
    middle = (share + weight / 2) / (1 + weight)
    half = z / (1 + weight) * sqrt(share * (1 - share) / of + weight / (4 * of))
    return Interval(
        0.0 if count == 0 else max(middle - half, 0.0),
        1.0 if count == of else min(middle + half, 1.0),
    )


def difference(first: Share, second: Share) -> Interval | None:
    """Return the interval of `first` less `second`, independent proportions; None without data.

    R. G. Newcombe, Interval estimation for the difference between independent proportions,
    Statistics in Medicine 17 (1998), 873-890: method 10, from the two Wilson intervals.
    """
    if first.value is None or second.value is None:
        return None
    apart, lower, upper = first.value - second.value, first.interval, second.interval
    return Interval(
        apart - sqrt((first.value - lower.low) ** 2 + (upper.high - second.value) ** 2),
        apart + sqrt((lower.high - first.value) ** 2 + (second.value - upper.low) ** 2),
    )


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A share drawn towards a prior one that weighs as much as `weight` deals.

    The mean and the 2.5 % and 97.5 % quantiles of the beta distribution that the prior
    Beta(weight * prior, weight * (1 - prior)) becomes once `count` of `of` were seen.
    """

    count: int
    of: int
    prior: float
    weight: float

    @property
    def value(self) -> float:
        """The share to go by: far from the prior only where many deals say so."""
        return (self.count + self.weight * self.prior) / (self.of + self.weight)

    @property
    def interval(self) -> Interval:
        """The central interval at 95 %."""
        won = self.count + self.weight * self.prior
        lost = self.of - self.count + self.weight * (1 - self.prior)
        return Interval(beta_quantile(0.025, won, lost), beta_quantile(0.975, won, lost))


@lru_cache(maxsize=1024)
def beta_quantile(probability: float, a: float, b: float) -> float:
    """Return the x at which the beta distribution's function I_x(a, b) is `probability`.

    `a` and `b` are not negative; where one of them is 0, all the weight lies at that end. By
    Newton's method, and by halving what is left where that would lead out of it.
    """
    if a <= 0 or b <= 0:
        return 0.0 if a <= 0 else 1.0
    low, x, high = 0.0, a / (a + b), 1.0
    for _ in range(_MOST_STEPS):
        beyond = beta_share(x, a, b) - probability
        low, high = (low, x) if beyond > 0 else (x, high)
        slope = _density(x, a, b)
        nearer = x - beyond / slope if slope else low
        before, x = x, nearer if low < nearer < high else (low + high) / 2
        if abs(x - before) < _NEAR:
            break
    return x


def _density(x: float, a: float, b: float) -> float:
    """Return the beta distribution's density, for positive a and b, and x between 0 and 1."""
    whole = lgamma(a + b) - lgamma(a) - lgamma(b)
    return exp(whole + (a - 1) * log(x) + (b - 1) * log1p(-x))


def beta_share(x: float, a: float, b: float) -> float:
    """Return the regularized incomplete beta function I_x(a, b), for positive a and b.

    By the continued fraction DLMF 8.17.22 (https://dlmf.nist.gov/8.17.v), on the side of the
    mean where it converges fast, with the symmetry DLMF 8.17.4.
    """
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1.0 - beta_share(1 - x, b, a)
    front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)
    return exp(front) / (a * _fraction(x, a, b))


def _fraction(x: float, a: float, b: float) -> float:
    """Return 1 + d1/(1 + d2/(1 + ...)) of DLMF 8.17.22, by the modified method of Lentz."""
    value = upper = 1.0
    lower = 0.0
    for step in range(1, _MOST_STEPS):
        m, odd = divmod(step, 2)
        if odd:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        lower = 1 / ((1 + term * lower) or _TINY)
        upper = (1 + term / upper) or _TINY
        value *= upper * lower
        if abs(upper * lower - 1) < _CONVERGED:
            break
    return value
