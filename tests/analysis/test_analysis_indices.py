"""Traits of the orders and the indices: formulas, weights, what is missing, what the user's own column says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from analysis_cases import dataset

from hvc.analysis.indices import USUAL, Weights, adjustable, enrich
from hvc.analysis.model import Unavailable
from hvc.analysis.run import analyse
from hvc.analysis.traits import with_traits
from hvc.joining import Dataset
from hvc.rules import Combined, OneOf, Over
from hvc.schema import BY_KEY, Field

Columns = dict[Field | str, Any]
DAY = dt.datetime(2024, 6, 30)  # noqa: DTZ001  dates of orders have no zone


def bought(*orders: tuple[str, int, float, str], **more: list[Any]) -> Dataset:
    """Orders of c0, c1, …: (customer, days before `DAY`, 元, category)."""
    frame = pl.DataFrame(
        {
            "customer": [o[0] for o in orders],
            "order_id": [f"o{i}" for i in range(len(orders))],
            "order_date": [DAY - dt.timedelta(days=o[1]) for o in orders],
            "order_amount": [o[2] for o in orders],
            "product_category": [o[3] for o in orders],
            **more,
        }
    ).with_columns(pl.col("product_category").cast(pl.Categorical), pl.col("order_date").cast(pl.Datetime("us")))
    people = sorted({*frame["customer"], "c0", "c1"})
    sums = {c: frame.filter((pl.col("customer") == c) & (pl.col("order_amount") > 0)) for c in people}
    data = dataset([float(sums[c]["order_amount"].sum()) for c in people])
    return replace(data, orders=frame)


def value(data: Dataset, key: str) -> list[Any]:
    return data.customers[key].to_list()


def test_orders_tell_pace_hours_and_favourites_of_net_orders_only() -> None:
    data = bought(
        ("c0", 0, 100, "茶"), ("c0", 40, 200, "茶"), ("c0", 100, 300, "酒"), ("c0", 5, 0, "酒"), ("c1", 3, 50, "酒")
    )
    found = with_traits(data)
    assert value(found, "unit_price") == [200.0, 50.0]
    assert value(found, "order_gap") == [50.0, None]
    assert value(found, "active_months") == [3.0, 1.0]
    assert value(found, "recent_orders") == [2.0, 1.0]
    assert value(found, "main_category") == ["茶", None]
    assert value(found, "focus") == [pytest.approx(2 / 3), None]
    assert value(found, "weekend") == [pytest.approx(1 / 3), None]
    assert "daypart" not in found.customers.columns
    assert all(field.derived for field in found.fields if field.key in {"unit_price", "order_gap", "focus"})


def test_a_column_of_the_user_is_never_replaced() -> None:
    data = bought(("c0", 0, 100, "茶"), ("c1", 3, 50, "酒"))
    own = replace(data, customers=data.customers.with_columns(unit_price=pl.Series([7.0, 8.0])))
    own = replace(own, fields=(*own.fields, BY_KEY["unit_price"]))
    assert value(with_traits(own), "unit_price") == [7.0, 8.0]


def test_hours_and_discounts_are_told_where_the_orders_show_them() -> None:
    data = bought(*[("c0", i, 10.0, "茶") for i in range(4)], ("c1", 1, 9.0, "酒"), discount=[1.0, 0.0, None, 2.0, 0.0])
    assert data.orders is not None
    timed = replace(data, orders=data.orders.with_columns(pl.col("order_date") + pl.duration(hours=20)))
    found = with_traits(timed)
    assert value(found, "daypart") == ["晚间 18–24 点", None]
    assert value(found, "promoted") == [0.5, None]


def test_without_order_lines_the_average_order_value_comes_from_amount_and_orders() -> None:
    found = with_traits(dataset([100, 90, 0], {"orders": [2.0, 3.0, 0.0]}))
    assert value(found, "unit_price") == [50.0, 30.0, None]


def test_an_index_is_a_weighted_mean_of_percentiles() -> None:
    data = dataset([1, 2, 3, 4], {"visits": [1.0, 2.0, 3.0, 4.0], "interactions": [4.0, 3.0, 2.0, 1.0]})
    even, made, _ = enrich(data)
    assert value(even, "activity") == [50.0, 50.0, 50.0, 50.0]
    assert made[0].weights == (("到访", 0.5), ("互动", 0.5))
    assert "50% × 到访次数" in made[0].formula
    tilted, made, _ = enrich(data, Weights((("activity.visits", 3.0), ("activity.interactions", 1.0))))
    assert value(tilted, "activity") == [31.2, 43.8, 56.2, 68.8]
    assert [share for _, share in made[0].weights] == [0.75, 0.25]


def test_a_customer_without_half_of_the_weight_has_no_index() -> None:
    columns: Columns = {
        "visits": [1.0, 2.0, None],
        "interactions": [1.0, None, None],
        "recent_orders": [1.0, None, 5.0],
    }
    found, _, _ = enrich(dataset([1, 2, 3], columns))
    assert value(found, "activity")[1:] == [None, None]


def test_one_part_alone_makes_no_index_and_what_would_unlock_it_is_named() -> None:
    _, made, lacking = enrich(dataset([1, 2], {"visits": [1.0, 2.0]}))
    assert made == ()
    first = lacking[0]
    assert (first.part, first.reason) == (
        "indices.activity",
        "没有计算活跃度指数：数据里只有其中一项，单独一项不成指数。",
    )
    assert first.unlock == "补充「最近消费日期」「近90天订单数」「互动次数」，或上传订单明细后即可计算。"


def test_weights_of_nothing_hide_the_index_and_it_stays_adjustable() -> None:
    data = dataset([1, 2], {"visits": [1.0, 2.0], "interactions": [2.0, 1.0]})
    whole, made, lacking = enrich(data, Weights((("activity.visits", 0.0),)))
    assert made == ()
    assert "权重" in lacking[0].reason
    assert [part.key for _, held in adjustable(whole, ("activity",)) for part in held] == [
        "activity.visits",
        "activity.interactions",
    ]


def reasons(lacking: tuple[Unavailable, ...]) -> set[str]:
    return {one.part for one in lacking}


def test_profit_return_and_sharing_follow_their_formulas() -> None:
    columns: Columns = {
        "margin": [0.5, 0.1],
        "service_cost": [10.0, None],
        "marketing_cost": [5.0, 1.0],
        "acquisition_cost": [7.0, 0.0],
        "shares": [4.0, 3.0],
        "orders": [2.0, 0.0],
    }
    found, made, lacking = enrich(dataset([100, 200], columns))
    assert value(found, "contribution") == [35.0, 19.0]
    assert value(found, "return") == [4.0, None]
    assert value(found, "sharing") == [2.0, None]
    by_key = {index.field.key: index for index in made}
    assert by_key["contribution"].formula.startswith(
        "累计交易金额 × 毛利率 − 服务成本 − 营销费用；退款已从金额中扣除。"
    )
    assert by_key["contribution"].field.from_amount
    assert by_key["return"].field.derived is False
    assert not reasons(lacking) & {"indices.contribution", "indices.return", "indices.sharing"}


def test_a_margin_written_as_thirty_five_is_a_percentage() -> None:
    found, _, _ = enrich(dataset([100, 200], {"margin": [35.0, 20.0]}))
    assert value(found, "contribution") == [35.0, 40.0]


@pytest.mark.parametrize(
    ("columns", "contribution"),
    [
        ({"cost": [40.0, 50.0]}, [60.0, 150.0]),
        ({"gross_profit": [9.0, 8.0], "service_cost": [1.0, 2.0]}, [8.0, 6.0]),
        ({"gross_profit": [9.0, 8.0]}, None),
        ({}, None),
    ],
)
def test_the_profit_comes_from_what_the_file_knows(columns: Columns, contribution: Any) -> None:
    found, _, lacking = enrich(dataset([100, 200], columns))
    told = value(found, "contribution") if "contribution" in found.customers.columns else None
    assert told == contribution
    assert ("indices.contribution" in reasons(lacking)) == (contribution is None)


def test_orders_with_profit_or_cost_give_the_contribution() -> None:
    told = (("c0", 0, 100.0, "茶"), ("c0", 1, 50.0, "茶"), ("c1", 2, 80.0, "酒"))
    assert value(enrich(bought(*told, profit=[30.0, 5.0, 8.0]))[0], "contribution") == [35.0, 8.0]
    assert value(enrich(bought(*told, order_cost=[30.0, 5.0, 8.0]))[0], "contribution") == [115.0, 72.0]


def test_influence_weighs_referrals_followers_and_good_reviews() -> None:
    columns: Columns = {
        "referred": [0.0, 5.0],
        "followers": [10.0, 900.0],
        "reviews": [1.0, 9.0],
        "positive": [1.0, 0.9],
    }
    found, made, _ = enrich(dataset([1, 2], columns))
    assert value(found, "influence") == [25.0, 75.0]
    assert [label for label, _ in next(i for i in made if i.field.key == "influence").weights] == [
        "推荐成功",
        "粉丝",
        "好评数",
    ]


def test_an_index_of_the_users_own_file_stands() -> None:
    found, made, lacking = enrich(
        dataset([1, 2], {"activity": [3.0, 4.0], "visits": [1.0, 2.0], "interactions": [1.0, 2.0]})
    )
    assert value(found, "activity") == [3.0, 4.0]
    assert "activity" not in {index.field.key for index in made}
    assert "indices.activity" not in reasons(lacking)


def test_an_index_with_a_part_of_the_same_source_is_of_the_same_source() -> None:
    orders = [float(20 + i % 9) for i in range(60)] + [float(1 + i % 9) for i in range(120)]
    days = [DAY - dt.timedelta(days=i * 7 % 900) for i in range(180)]
    data = dataset([6000.0] * 60 + [1000.0] * 120, {"orders": orders, "register_date": days})
    analysis = analyse(data, Over(), weights=USUAL)
    loyalty = analysis.breakdown("loyalty")
    assert loyalty is not None
    assert loyalty.same_source is not None
    assert "「订单数」" in loyalty.same_source
    assert analysis.key_metrics is not None
    assert "loyalty" in {one.field.key for one in analysis.key_metrics.same_source}


def test_what_we_divide_out_of_the_amount_explains_it_only_where_the_amount_does_not_decide() -> None:
    amounts = [6000.0] * 60 + [1000.0] * 120
    orders = [float(40 + i % 40) for i in range(60)] + [float(6 + i % 8) for i in range(120)]
    people = ["女" if i % 3 else "男" for i in range(180)]
    data = dataset(amounts, {"orders": orders, "gender": people})
    women = Combined(None, (OneOf(BY_KEY["gender"], ("女",)),))
    by_amount, by_gender = (analyse(data, rule).breakdown("unit_price") for rule in (Over(), women))
    assert by_amount is not None
    assert by_amount.same_source == "「客单价」由金额推算而来。"
    assert by_gender is not None
    assert by_gender.same_source is None
