"""Errors can be handed from one process to another, whatever they take to be made."""

from __future__ import annotations

import copy
import pickle
import pkgutil
from importlib import import_module
from inspect import Parameter, isclass, signature
from typing import Any, Final

import pytest

import bot
import index

_VALUES: Final[dict[str, Any]] = {"key": "failures.slow", "seconds": 2.5, "server": True, "wait": 3.0}


def _errors() -> list[type[BaseException]]:
    """Every exception that a module of either package defines."""
    found = []
    for package in (index, bot):
        for entry in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not entry.name.endswith("__main__"):
                module = import_module(entry.name)
                found += [
                    each
                    for each in vars(module).values()
                    if isclass(each) and issubclass(each, BaseException) and each.__module__ == entry.name
                ]
    return sorted(found, key=lambda each: each.__qualname__)


def _made(kind: type[BaseException]) -> BaseException:
    """One of them, with a value for each of its parameters."""
    positional: list[Any] = []
    named: dict[str, Any] = {}
    if kind.__init__ in (Exception.__init__, ValueError.__init__):
        return kind("a sentence")
    for name, parameter in signature(kind).parameters.items():
        value = _VALUES.get(name, f"a {name}")
        if parameter.kind is Parameter.KEYWORD_ONLY:
            named[name] = value
        elif parameter.kind is not Parameter.VAR_KEYWORD:
            positional.append(value)
    return kind(*positional, **named)


def _read(data: bytes) -> Any:
    return pickle.loads(data)  # noqa: S301 - it was written by this test


@pytest.mark.parametrize("kind", _errors(), ids=lambda each: each.__qualname__)
def test_an_error_arrives_as_it_was_raised(kind: type[BaseException]) -> None:
    """Its text, its fields and its notes; and again from there, as a worker's error passes through several hands."""
    error = _made(kind)
    error.add_note("seen on Monday")
    ways = [pickle.dumps(error, protocol) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
    for one in [copy.copy(error), *map(_read, ways)]:
        for arrived in (one, _read(pickle.dumps(one))):
            assert type(arrived) is kind
            assert str(arrived) == str(error)
            assert vars(arrived) == vars(error)
            assert arrived.args == error.args


def test_the_errors_that_take_more_than_a_text_are_among_them() -> None:
    """Those of each package whose fields would be lost."""
    names = {each.__qualname__ for each in _errors()}
    assert names >= {
        "SourceError",
        "HeldError",
        "QuestionError",
        "PassageChangedError",
        "WaitError",
        "SaidError",
    }
