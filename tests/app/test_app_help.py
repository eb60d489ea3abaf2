"""The page 使用说明: it names the pages as they are called, its templates can be read, and its fields be found."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from hvc.app.dictionary import dictionary
from hvc.app.helping import picture
from hvc.app.manual import QUESTIONS, STEPS, TERMS, Step
from hvc.app.navigation import GROUPS, title
from hvc.app.templates import TEMPLATES, Template
from hvc.joining import prepare
from hvc.mapping import guess
from hvc.reading import read_files
from hvc.schema import FIELDS


def test_every_step_leads_to_a_page_in_the_order_of_the_walk() -> None:
    order = [entry.name for _, entries in GROUPS for entry in entries]
    places = [order.index(step.page) for step in STEPS]
    assert places == sorted(places)
    assert title("mapping") == "字段对应"


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.page)
def test_a_step_shows_its_page_and_says_what_the_picture_is(step: Step) -> None:
    shown = picture(step.page)
    data = base64.b64decode(shown.partition("base64,")[2].rstrip('">'))
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (720, 480)
    assert f'alt="「{title(step.page)}」页的样子"' in shown


def test_no_term_and_no_question_stands_twice() -> None:
    titles = [entry.title for entry in (*TERMS, *QUESTIONS)]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_a_template_is_understood_without_a_question(template: Template) -> None:
    tables = read_files([(template.name, template.data())])
    columns = {column.header: column.field for column in guess(tables).columns}
    assert columns == {field.label: field for field, _ in template.columns}


def test_the_templates_together_make_customers() -> None:
    tables = read_files([(template.name, template.data()) for template in TEMPLATES])
    data = prepare(tables, guess(tables))
    assert data.customers.height == 3
    assert data.orders is not None


def test_the_dictionary_holds_every_field_and_finds_it_by_any_of_its_names() -> None:
    assert dictionary().height == len(FIELDS)
    assert "手机号" in dictionary("移动电话")["字段"].to_list()
    assert dictionary("AUM")["字段"].to_list() == dictionary("aum")["字段"].to_list() != []
    assert dictionary("没有这一列").is_empty()
