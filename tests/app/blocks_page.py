"""A page that draws one block of every kind, with a hostile text wherever a user's text can stand."""

import altair as alt
import polars as pl

from hvc.app import screen
from hvc.insights.model import Action, Fact, Finding, Level
from hvc.report import model
from hvc.units import SHARE, YUAN

hostile = "<img src=x onerror=alert(1)> [a](https://a.example) ![b](https://b.example/p.png) :material/home: **b**"

frame = pl.DataFrame(
    {"level": [hostile, "黄金"], "share": [0.4286, None], "amount": [12345.678, 9.0], "secret": ["x", "y"]}
)
picture = alt.Chart(frame).mark_bar().encode(x="share:Q", y="level:N")
columns = (
    model.TableColumn("level", "等级"),
    model.TableColumn("share", "占比", SHARE),
    model.TableColumn("amount", "金额", YUAN),
)
finding = Finding("tags.higher", "tags", Level.OPPORTUNITY, hostile, hostile, (Fact("占比", 0.4, SHARE),))
action = Action("vip", hostile, hostile, frame, "vip", 1.0, hostile, (hostile,), "电话", "两周", hostile, unreachable=1)
section = model.Section(
    "tags",
    hostile,
    (
        model.Paragraph((model.Run("前半"), model.Run(hostile, bold=True)), "lead"),
        model.Metrics((model.Metric("客户", "42", hostile, hostile), model.Metric(hostile, hostile))),
        model.DataTable(hostile, columns, frame, note=hostile, name="t"),
        model.Chart("c", hostile, hostile, picture, frame, alt=hostile, note=hostile),
        model.Findings((finding,)),
        model.Actions((action,)),
    ),
)
screen.show(model.Report(hostile, hostile, (section,), (("口径", hostile),)))
