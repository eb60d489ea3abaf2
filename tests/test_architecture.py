"""The walk has one direction, and the heavy libraries have one home each."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Lowest first: a module may import its own rank and below.
ORDER = (
    ("units", "errors"),
    ("schema",),
    ("scales",),
    ("reading",),
    ("mapping",),
    ("cleaning",),
    ("joining",),
    ("timeline",),
    ("rules",),
    ("scheme",),
    ("analysis",),
    ("insights",),
    ("report",),
    ("sharing",),
    ("export",),
    ("app", "__main__", "defining", "inspecting", "past", "signing", "versions", "walk"),
)
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}
HOMES = {
    "streamlit": ("app",),
    "altair": ("report",),
    "docx": ("export",),
    "pptx": ("export",),
    "xlsxwriter": ("export",),
    "jinja2": ("export",),
    "vl_convert": ("export",),
    "fontTools": ("export",),
    "PIL": ("export",),
    "typst": ("export",),
    "fastexcel": ("reading",),
}
MODULES = sorted((ROOT / "hvc").rglob("*.py"))


def imports(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def room(path: Path) -> str:
    return path.relative_to(ROOT / "hvc").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_what_stands_below_it(path: Path) -> None:
    if path == ROOT / "hvc/__init__.py":
        return
    rank = RANK[room(path)]
    above = [n for n in imports(path) if n.startswith("hvc.") and RANK[n.split(".")[1]] > rank]
    assert not above


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_heavy_library_stays_in_its_home(path: Path) -> None:
    strangers = [n for n in imports(path) if room(path) not in HOMES.get(n.split(".")[0], (room(path),))]
    assert not strangers


@pytest.mark.parametrize("name", ["utils", "helpers", "common"])
def test_no_module_is_named_after_nothing(name: str) -> None:
    assert not [p for p in MODULES if p.stem == name]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_state_touches_the_session(path: Path) -> None:
    reached = any(
        isinstance(node, ast.Attribute) and node.attr == "session_state"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    )
    assert not reached or path.parent == ROOT / "hvc" / "app" / "state"
