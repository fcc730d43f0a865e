"""The direction of imports: bot -> index's public API, edges -> core."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(path for part in ("index", "bot") for path in (ROOT / part).rglob("*.py"))

# Who alone may import a package.
ONLY = {
    "sqlite_utils": ("index/store", "bot/memory"),
    "rank_bm25": ("index/ranking",),
    "discord": ("bot/",),
    "simcord": ("bot/preview",),
    "bot": ("bot/",),
}
PURE = (
    "index/model", "index/errors.py", "index/passages.py", "index/analysis", "index/postings.py",
    "index/scoring.py", "index/topk.py", "index/inverting.py", "index/preparing.py", "index/ranking",
    "index/question.py", "index/answering.py", "index/browsing.py", "index/following.py", "index/naming.py",
    "index/narrowing.py", "index/addresses.py", "index/marking.py", "index/courtesy.py",
    "index/serialising.py", "index/terminal.py",
    "bot/render.py", "bot/clippings.py", "bot/reports.py", "bot/articles.py", "bot/citing.py", "bot/lists.py",
    "bot/timeline.py", "bot/drawing.py", "bot/records.py", "bot/watch_cards.py", "bot/layout.py", "bot/markup.py",
    "bot/links.py", "bot/permissions.py", "bot/state.py", "bot/catalogue", "bot/speech.py", "bot/inquiry.py",
    "bot/questions.py", "bot/pace.py", "bot/panel.py", "bot/notes.py", "bot/redaction.py",
)  # fmt: skip
EDGES = {
    "sqlite3",
    "sqlite_utils",
    "aiohttp",
    "socket",
    "subprocess",
    "asyncio",
    "threading",
    "pathlib",
    "os",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module a tree imports, as dotted names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def without_typing_blocks(tree: ast.Module) -> ast.Module:
    """The tree less what only type checkers import."""

    class Drop(ast.NodeTransformer):
        def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
            return node.orelse if ast.unparse(node.test) == "TYPE_CHECKING" else self.generic_visit(node)

    return ast.fix_missing_locations(Drop().visit(tree))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_package_is_imported_only_where_it_belongs(path: Path) -> None:
    """Each edge has one module that knows it."""
    for imported in imports(parse(path)):
        owners = ONLY.get(imported.split(".")[0])
        if owners is not None:
            assert name_of(path).startswith(owners), f"{name_of(path)} imports {imported}"


@pytest.mark.parametrize("path", [p for p in MODULES if name_of(p).startswith("bot/")], ids=name_of)
def test_the_bot_sees_only_the_public_api(path: Path) -> None:
    """The bot imports names from `index`, never from inside it, and only those in `__all__`."""
    import index  # noqa: PLC0415 - the other tests here must run even when it cannot be imported

    for node in ast.walk(parse(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "index":
            assert node.module == "index", f"{name_of(path)} imports from {node.module}"
            assert {alias.name for alias in node.names} <= set(index.__all__), name_of(path)
        elif isinstance(node, ast.Import):
            assert not [alias.name for alias in node.names if alias.name.startswith("index.")], name_of(path)


@pytest.mark.parametrize("path", [p for p in MODULES if name_of(p).startswith(PURE)], ids=name_of)
def test_the_core_does_no_input_or_output(path: Path) -> None:
    """A pure module imports nothing that touches files, sockets, threads or databases, and never awaits."""
    tree = parse(path)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Await | ast.AsyncFunctionDef)]
    assert {name.split(".")[0] for name in imports(without_typing_blocks(tree))} & EDGES == set()


def test_every_module_says_what_it_is_for() -> None:
    """Each file opens with a docstring."""
    assert [name_of(path) for path in MODULES if not ast.get_docstring(parse(path))] == []


def test_the_top_level_is_as_agreed() -> None:
    """A clean checkout holds the agreed names at the top and nothing else."""
    fixed = "pyproject.toml bot index tests seeds .env.example"
    welcome = "README.md CHANGELOG.md CONTRIBUTING.md LICENSE Makefile Dockerfile compose.yaml"
    hidden = ".ci .github .gitignore .gitattributes .dockerignore"
    agreed = {"requirements.lock", "docs", *fixed.split(), *welcome.split(), *hidden.split()}
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()}
    assert {entry.name for entry in ROOT.iterdir()} - ignored - {".git"} <= agreed
