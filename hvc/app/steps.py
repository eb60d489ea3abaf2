"""This session's tables, mapping and definition → each result of the walk, made once until its inputs change."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import UTC, date, datetime

from hvc.analysis.earlier import beside
from hvc.analysis.layers import layers
from hvc.analysis.model import Analysis, Overview, Unavailable
from hvc.analysis.overview import line_of, preview
from hvc.analysis.parts import Layers
from hvc.analysis.run import analyse
from hvc.analysis.snapshot import Snapshot
from hvc.app import looking_back, state
from hvc.insights.acting import proposed as propose
from hvc.insights.campaign.model import Score
from hvc.insights.finding import find
from hvc.insights.model import Action, Finding
from hvc.joining import Dataset, Telling, prepare
from hvc.mapping import Mapping
from hvc.report.alarms import Alarm, alarms
from hvc.report.brief import brief as one_page
from hvc.report.compose import compose
from hvc.report.model import Report
from hvc.rules import Rule
from hvc.timeline.model import Timeline
from hvc.timeline.tell import tell


def dataset(telling: Telling | None = None) -> Dataset | None:
    """The customers with what time says of each, once the mapping is agreed to; `telling` as `prepare` calls it."""
    mapping = state.confirmed()
    return None if mapping is None else _told(mapping, telling).dataset


def timeline() -> Timeline:
    """What purchases over time say, as of the day and under the limits that the user set."""
    mapping = state.confirmed()
    assert mapping is not None, "a timeline comes from a confirmed mapping"
    return _told(mapping)


def _told(mapping: Mapping, telling: Telling | None = None) -> Timeline:
    data, choices = _prepared(mapping, telling), state.choices()
    return state.once("timeline", (*_fingerprint(mapping), choices), lambda: tell(data, choices, today()))


def _prepared(mapping: Mapping, telling: Telling | None = None) -> Dataset:
    def make() -> Dataset:
        return prepare(state.tables(), mapping, state.options(), telling)

    return state.once("dataset", _fingerprint(mapping), make)


def behind() -> bool:
    """Whether the customers must be made anew before the page can be drawn."""
    mapping = state.confirmed()
    return mapping is not None and not state.kept("timeline", (*_fingerprint(mapping), state.choices()))


def rule(data: Dataset) -> Rule:
    """Who is high-value, as the controls stand."""
    return state.definition().rule(data.amount, {field.key: field for field in data.fields})


def agree(telling: Telling | None = None) -> None:
    """Clean and join under the draft, and agree to it if that gives customers.

    Raises:
        MappingError: a column is missing or claimed twice.
        DataError: nobody is left to analyse.
    """
    mapping = state.draft()
    assert mapping is not None, "tables come with a draft"
    _prepared(mapping, telling)
    state.confirm()


def overview(data: Dataset) -> Overview:
    """The few numbers that answer a move of the slider."""
    return state.once("overview", key(data), lambda: preview(data, rule(data)))


def analysis(data: Dataset) -> Analysis:
    """Everything computed under the rule; other layers and another earlier period are laid over it without counting anew."""
    made_from = (*told_key(), rule(data), state.weights())

    def count() -> Analysis:
        return analyse(data, rule(data), weights=state.weights(), timeline=timeline())

    counted = state.once("analysis", made_from, count)

    def lay() -> Analysis:
        laid, period = replace(counted, layers=layered(data)), earlier(data)
        return laid if period is None else beside(laid, period)

    return state.once("layered", key(data), lay)


def earlier(data: Dataset) -> Snapshot | Unavailable | None:
    """The earlier period by the terms of this one, or why it cannot be counted; None where none was given."""
    return looking_back.earlier(told_key(), rule(data), today())


def layered(data: Dataset) -> Layers:
    """The three layers of value."""
    line = line_of(data, rule(data))
    return state.once("layers", key(data), lambda: layers(data.customers, line, state.definition().layering))


def findings(made: Analysis) -> tuple[Finding, ...]:
    """What the numbers say."""
    return _followed(made)[1]


def scores(made: Analysis) -> tuple[Score, ...]:
    """What came of the plan of the earlier period; nothing without one, or where it cannot be scored."""
    return _followed(made)[0]


def _followed(made: Analysis) -> looking_back.Followed:
    made_from = key(made.dataset)
    return looking_back.scored(made_from, made, state.once("found", made_from, lambda: find(made)))


def proposed(made: Analysis) -> tuple[Action, ...]:
    """What could be done, with whom, by the user's terms; what was dropped stands in its place."""
    terms = state.terms()
    return state.once("proposed", plan_key(made.dataset), lambda: propose(made, findings(made), terms))


def actions(made: Analysis) -> tuple[Action, ...]:
    """What to do, with whom: all that was not dropped."""
    terms = state.terms()
    return tuple(action for action in proposed(made) if terms.edit(action.code).accepted)


def plan_key(data: Dataset) -> tuple[Hashable, ...]:
    """What a plan is made from: an analysis, the plan of the earlier period, and what the user decided."""
    return (*key(data), state.campaign_key(), state.terms())


def report(made: Analysis) -> Report:
    """The whole report of today."""

    def write() -> Report:
        return compose(
            made, findings(made), actions(made), generated=today(), accepted=accepted(made.dataset), scores=scores(made)
        )

    return state.once("report", report_key(made.dataset), write)


def brief(made: Analysis) -> Report:
    """The 一页纸 of today."""
    told, planned, key_ = findings(made), actions(made), report_key(made.dataset)
    return state.once("brief", key_, lambda: one_page(made, told, planned, generated=today()))


def report_key(data: Dataset) -> tuple[Hashable, ...]:
    """What a report is made from: a plan, the day, and whether the state of the data was accepted."""
    return (*plan_key(data), today(), accepted(data))


def concerns(data: Dataset) -> tuple[Alarm, ...]:
    """What of the data is to be confirmed before going on."""
    return state.once("concerns", source_key(), lambda: alarms(data))


def accepted(data: Dataset) -> bool:
    """Whether there is something to be confirmed, and the user did."""
    return bool(concerns(data)) and state.accepted(source_key())


def today() -> date:
    """The date of the report, where the server stands."""
    return datetime.now(tz=UTC).astimezone().date()


def _fingerprint(mapping: Mapping) -> tuple[Hashable, ...]:
    return (tuple(table.digest for table in state.tables()), mapping, state.options())


def source_key() -> tuple[Hashable, ...]:
    """What a dataset is made from: the files, the mapping and the options."""
    mapping = state.confirmed()
    assert mapping is not None, "a dataset comes from a confirmed mapping"
    return _fingerprint(mapping)


def told_key() -> tuple[Hashable, ...]:
    """What the customers with their timeline are made from."""
    return (*source_key(), state.choices())


def key(data: Dataset) -> tuple[Hashable, ...]:
    """What an analysis is made from: the customers, the rule, the layers, the weights, the earlier period; never a frame."""
    return (*told_key(), rule(data), state.definition().layering, state.weights(), state.earlier_key())
