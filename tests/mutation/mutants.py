"""Small wrong changes of a module, one at a time: what tests of it ought to notice.

Drawn from the syntax tree: comparisons, arithmetic, and/or/not, numbers and truth values,
conditions, return values, statements left out, min for max. Texts, annotations, decorators and
the values of enumerations are no behaviour of a formula and stay as they are.
"""

from __future__ import annotations

import ast
import copy
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change of one module."""

    module: str
    """File name without its ending, under `app/core`."""
    function: str
    """Where: dotted names, empty at the level of the module."""
    before: str
    after: str
    nth: int
    """Among equal changes of one function."""
    line: int
    source: str
    """The whole module with the change."""

    @property
    def name(self) -> str:
        """Says the change and stays the same when lines move."""
        place = f"{self.module}.{self.function}" if self.function else self.module
        again = f" ({self.nth})" if self.nth > 1 else ""
        return f"{place}: {self.before}  →  {self.after}{again}"


def mutants_of(path: Path) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines; none that reads the same as another."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    seen: dict[tuple[str, str, str], int] = {}
    sources = {ast.unparse(tree)}
    found = []
    for function, line, before, after, change in _changes(tree):
        source = change()
        if source in sources:
            continue
        sources.add(source)
        key = (function, before, after)
        seen[key] = seen.get(key, 0) + 1
        found.append(
            Mutant(
                module=path.stem,
                function=function,
                before=before,
                after=after,
                nth=seen[key],
                line=line,
                source=source,
            )
        )
    return found


def drawn(mutants: list[Mutant], number: int, seed: int) -> list[Mutant]:
    """So many of them, each as likely as another; code that is added moves few in or out."""

    def place(mutant: Mutant) -> str:
        return hashlib.sha256(f"{seed} {mutant.name}".encode()).hexdigest()

    return sorted(mutants, key=place)[:number]


_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.Mod: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_LONGEST = 90
_OTHERS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_SAME_TURNED = frozenset({"isinstance", "getattr", "zip"})
"""Turned round these fail at once or do the same: too easy, or no change."""
_UNWRAPPED = frozenset({"abs", "sorted", "reversed", "sqrt", "rounded"})

Change = tuple[str, int, str, str, Callable[[], str]]


def _changes(tree: ast.Module) -> Iterator[Change]:
    for function, holder, field, index, node in _nodes(tree):
        for other in _instead(node):

            def change(
                holder: ast.AST = holder,
                field: str = field,
                index: int | None = index,
                node: ast.AST = node,
                other: ast.AST = other,
            ) -> str:
                _put(holder, field, index, other)
                try:
                    return ast.unparse(tree)
                finally:
                    _put(holder, field, index, node)

            line = getattr(getattr(node, "target", node), "lineno", 0)
            yield function, line, _short(node), _short(other), change


def _put(holder: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(holder, field, node)
    else:
        getattr(holder, field)[index] = node


def _short(node: ast.AST) -> str:
    """One line to read a change by; the whole condition of an `if`, without what follows it."""
    if isinstance(node, ast.If):
        return f"if {_short(node.test)}: …"
    text = " ".join(ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _nodes(
    tree: ast.Module,
) -> Iterator[tuple[str, ast.AST, str, int | None, ast.AST]]:
    """Every node that may be changed with where it stands, outside annotations and decorators."""

    def walk(
        holder: ast.AST, function: str, enumeration: bool
    ) -> Iterator[tuple[str, ast.AST, str, int | None, ast.AST]]:
        for field, value in ast.iter_fields(holder):
            if field in ("decorator_list", "annotation", "returns", "bases", "type_params"):
                continue
            several = value if isinstance(value, list) else [value]
            for index, node in enumerate(several):
                if not isinstance(node, ast.AST) or _is_no_behaviour(node, enumeration):
                    continue
                yield function, holder, field, index if isinstance(value, list) else None, node
                if isinstance(node, ast.FunctionDef | ast.ClassDef):
                    inner = f"{function}.{node.name}" if function else node.name
                    yield from walk(node, inner, _is_enumeration(node))
                else:
                    yield from walk(node, function, enumeration)

    return walk(tree, "", False)


def _is_enumeration(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any(
        isinstance(base, ast.Name) and base.id.endswith("Enum") for base in node.bases
    )


def _is_no_behaviour(node: ast.AST, enumeration: bool) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr):
        return True
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return True
    if isinstance(node, ast.Assign) and isinstance(name := node.targets[0], ast.Name):
        # Members of an enumeration, and names of types: CamelCase, read by annotations alone.
        return enumeration or (name.id != name.id.upper() and name.id[0].isupper())
    return False


def _instead(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in a node's place."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=comparators):
            for kind in _COMPARISONS[type(op)]:
                yield ast.Compare(left=left, ops=[kind()], comparators=comparators)
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            for place, op in enumerate(ops):
                for kind in _COMPARISONS[type(op)]:
                    changed = [*ops[:place], kind(), *ops[place + 1 :]]
                    yield ast.Compare(left=left, ops=changed, comparators=comparators)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _ARITHMETIC:
            yield ast.BinOp(left=left, op=_ARITHMETIC[type(operator)](), right=right)
        case ast.BoolOp(op=joint, values=values):
            yield ast.BoolOp(
                op=ast.Or() if isinstance(joint, ast.And) else ast.And(), values=values
            )
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.Constant(value=bool() as truth):
            yield ast.Constant(value=not truth)
        case ast.Constant(value=int() as number):
            yield ast.Constant(value=number + 1)
            yield ast.Constant(value=number - 1)
        case ast.Constant(value=float() as number):
            yield ast.Constant(value=number * 1.1 if number else 0.1)
            yield ast.Constant(value=number * 0.9 if number else -0.1)
        case ast.If(test=test, body=body, orelse=orelse):
            yield ast.If(test=ast.UnaryOp(op=ast.Not(), operand=test), body=body, orelse=orelse)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test=test, body=orelse, orelse=body)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
            if name in _OTHERS:
                func = ast.Name(id=_OTHERS[name])
                yield ast.Call(func=func, args=args, keywords=keywords)
            elif name in _UNWRAPPED and args:
                yield args[0]
            elif len(args) > 1 and name not in _SAME_TURNED and not _starred(args):
                yield ast.Call(
                    func=ast.Name(id=name), args=[args[1], args[0], *args[2:]], keywords=keywords
                )
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield ast.Return(value=ast.Constant(value=None))
        case ast.comprehension(target=target, iter=iterated, ifs=[*_, _] as ifs):
            for place in range(len(ifs)):
                fewer = [*ifs[:place], *ifs[place + 1 :]]
                yield ast.comprehension(target=target, iter=iterated, ifs=fewer, is_async=0)
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise() | ast.Assign():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()


def _starred(args: list[ast.expr]) -> bool:
    return any(isinstance(arg, ast.Starred) for arg in args)


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
