"""Files → the shareable version of them, as files again."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from planted_bad import BAD
from planted_sets import SETS, period
from planted_walk import TODAY, Files, Walk, walked
from shared_scanner import Sides

from hvc.export import analysis_json, html, markdown, xlsx
from hvc.export.model import File, Material
from hvc.export.parcel import without_charts
from hvc.versions import Version, shareable

SAMPLES = Path(__file__).parents[1] / "sample_data"
FILES = {
    "会员": ("会员客户示例.xlsx",),
    "零售": ("零售会员示例.csv", "零售订单示例.csv"),
    "银行": ("银行客户示例.csv",),
}
TWO = "两期"
PLANTED = {make.__name__: make for make in SETS}
FEW = ("two_customers", "one_best")  # nothing to share
ODD = {make.__name__: make for make in BAD if make.__name__ not in FEW}
NAMES = (*FILES, TWO, *PLANTED, *ODD)


def files_of(name: str) -> Files:
    if name in FILES:
        return tuple((file, (SAMPLES / file).read_bytes()) for file in FILES[name])
    return PLANTED[name]().files if name in PLANTED else ODD[name]()


@cache
def walk_of(name: str) -> Walk:
    if name == TWO:
        return walked((("会员.csv", period(41, 240, 480)),), None, (("会员上期.csv", period(42, 200, 500)),))
    return walked(files_of(name), PLANTED[name]().rule if name in PLANTED else None)


@cache
def shared(name: str) -> Version:
    walk = walk_of(name)
    return shareable(walk.analysis, walk.findings, (), generated=TODAY)


def material(version: Version) -> Material:
    return Material(
        without_charts(version.report),
        version.analysis,
        version.findings,
        version.actions,
        {},
        brief=without_charts(version.brief),
        scores=version.scores,
        shareable=True,
    )


def written(version: Version, *, office: bool = False) -> list[File]:
    """The files that hold every number: a picture that is not drawn is told in words."""
    held = material(version)
    kinds = (analysis_json, markdown, *((xlsx, html) if office else ()))
    return [file for kind in kinds for file in kind.render(held)]


def sides(version: Version) -> Sides:
    return Sides(version.analysis.overview.customers, version.analysis.overview.high_value)
