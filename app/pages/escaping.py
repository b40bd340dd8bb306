"""What stands in a template, escaped: most are numbers of charts, which hold nothing to escape.

Changes no character. Knows Jinja's compiler; knows no page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

_OF_KIND: dict[type, Callable[[Any], str]] = {
    Markup: lambda clean: clean,
    float: repr,
    int: repr,
}
"""All else, texts and undefined names among it, is left to `escape`."""


def escaped(value: object) -> str:
    """The same characters as `escape(value)`."""
    return _OF_KIND.get(type(value), escape)(value)


class EscapingGenerator(CodeGenerator):
    """Compiles templates that call `environment.escaped` where others call `escape`."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")
