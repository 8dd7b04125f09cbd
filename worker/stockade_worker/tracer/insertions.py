"""Where a call of a hook can stand without changing what the code means, and with which arguments.

Theory of operation. Everything is put in at the borders of syntax nodes: a call around an
expression, a call statement at the start of a block, braces around the lone body of a loop. So
what is between two insertions keeps its grammar. What needs care, and why it is right:

- Where a line ends a statement (automatic semicolons). A wrapped expression ends in `)`, behind
  which `(`, `[`, a template, `/`, `+` or `-` on the next line go on, while behind the `}` of an
  arrow function they do not. Where such a character follows, a `return` and a `throw` get a
  semicolon, an arrow a block, and a `+=` is left alone. Behind a `+` chain or a template nothing
  changes: they go on wherever a call does.
- What a script's completion value is. A statement `call();` at the start of a block gives
  undefined, as do loops and `catch` without a value.
- Where the engine thinks that a statement begins: its columns count from the last white space
  before. A statement of ours ends in a space, by which `code.c` tells the next one from it.
- Names for anonymous functions come from `x = function`, with nothing between: nothing here wraps
  the right side of an assignment unless it is a `+` chain.
- Tagged templates are never touched, nor a template in `new <template>`, whose arguments the
  hook's would become.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from enum import IntEnum

from tree_sitter import Node

from stockade_worker.tracer.chains import find_chains
from stockade_worker.tracer.functions import Functions
from stockade_worker.tracer.syntax import Captures, Deadline, Refused
from stockade_worker.tracer.text import Text

_BLOCK = ord("{")

_STATEMENTS = frozenset(
    f"{kind}_statement"
    for kind in (
        *("expression", "if", "for", "for_in", "while", "do", "return", "throw", "break"),
        *("continue", "empty", "try", "switch", "with", "debugger"),
    )
) | {"variable_declaration", "statement_block"}

# Right sides of `+=` that hardly ever append to a string.
_COUNTS = frozenset(("number", "unary_expression", "update_expression"))
_ARITHMETIC = frozenset(("*", "/", "-", "%", "**", "&", "|", "^", "<<", ">>", ">>>"))

# What can give an object of the host's whose type `typeof` has to be told.
_HOSTS = frozenset(("member_expression", "subscript_expression", "call_expression"))

_LET = re.compile(rb"let(?![\w$\x80-\xff])")

# Behind these a template is not tagged.
_NO_TAG = frozenset(b"=({[,:;?&|!~<>+-*%^")

# Order of what is inserted at one byte: closers, inner first; then openers, outer first.
_OPENERS = 1 << 40


class Hook(IntEnum):
    """The native function that an opener calls."""

    ENTER = 0
    RETURN = 1
    LOOP = 2
    NOTE = 3
    THROW = 4
    CAUGHT = 5
    IMPORT = 6
    OPERAND = 7
    TYPE = 8


PLAIN = -1
"""In the place of a hook: a piece that opens no call."""


@dataclass(slots=True)
class Insertions:
    """What goes where.

    pieces  (byte offset in the source, order among those at one offset, hook or PLAIN, text); of
            an opener, the text behind its `(`.
    sites   byte offsets of what NOTE, THROW and CAUGHT are called with.
    """

    pieces: list[tuple[int, int, int, bytes]] = field(default_factory=list)
    sites: array[int] = field(default_factory=lambda: array("I"))

    def open(self, start: int, end: int, rank: int, hook: int, text: bytes) -> None:
        """Insert before the node (start, end). rank: 0 to 7, the outer one first."""
        self.pieces.append((start, _OPENERS - (end << 3) + rank, hook, text))

    def close(self, start: int, end: int, rank: int, text: bytes) -> None:
        """Insert behind the node (start, end). rank: 0 to 7, the inner one first."""
        self.pieces.append((end, -(start << 3) + rank, PLAIN, text))


class Planner:
    """Decides on the insertions for one source. The ids count from the given bases."""

    def __init__(
        self, text: Text, captures: Captures, *, function_base: int, site_base: int
    ) -> None:
        self._text = text
        self._captures = captures
        self._function_base = function_base
        self._site_base = site_base
        self._made = Insertions()
        self._direct: dict[int, int] = {}  # start to end of what RETURN or THROW looks at

    def plan(self, functions: Functions, deadline: Deadline) -> Insertions:
        """Return all insertions, in no order. Raises Refused."""
        self._enter(functions)
        for node, function in functions.returns:
            self._leave(node, Hook.RETURN, self._function_base + function)
        for node in self._captures.nodes("throw"):
            self._leave(node, Hook.THROW, self._site(node.start_byte))
        steps = (
            self._loops, self._catches, self._imports, self._appends, self._strings, self._types,
        )  # fmt: skip
        for step in steps:
            if deadline():
                raise Refused("time")
            step()
        return self._made

    def _enter(self, functions: Functions) -> None:
        directives = self._captures.ends("directive")
        source = self._text.source
        for number, (start, end) in enumerate(functions.bodies, self._function_base):
            if source[start] != _BLOCK:
                self._enter_arrow(start, end, number)
                continue
            at, token = start + 1, self._text.skip(start + 1)
            while token in directives:
                at = directives[token]
                token = self._text.skip(at)
            if at != start + 1:
                self._made.open(at, end, 0, PLAIN, b";")
            self._made.open(at, end, 1, Hook.ENTER, b"%d); " % number)

    def _enter_arrow(self, start: int, end: int, number: int) -> None:
        self._direct[start] = end
        if self._text.goes_on(end):
            self._made.open(start, end, 0, PLAIN, b"{")
            self._made.open(start, end, 1, Hook.ENTER, b"%d);return" % number)
            self._made.open(start, end, 2, Hook.RETURN, b"")
            self._made.close(start, end, 2, b",%d)}" % number)
        else:
            self._made.open(start, end, 1, Hook.RETURN, b"")
            self._made.open(start, end, 2, Hook.ENTER, b"%d)," % number)
            self._made.close(start, end, 2, b",%d)" % number)

    def _leave(self, statement: Node, hook: Hook, number: int) -> None:
        """Wrap the operand of a `return` or a `throw`."""
        operand = _operand(statement)
        if operand is None:
            return
        start, end = operand.byte_range
        self._direct[start] = end
        is_sequence = operand.type == "sequence_expression"
        self._made.open(start, end, 2, hook, b"(" if is_sequence else b"")
        text = b"),%d)" if is_sequence else b",%d)"
        ending = b";" if self._text.goes_on(end) else b""
        self._made.close(start, end, 1, text % number + ending)

    def _loops(self) -> None:
        number = b"%d); " % self._function_base
        for loop in self._captures.nodes("loop"):
            body = loop.child_by_field_name("body")
            if body is None:
                continue
            start, end = body.byte_range
            if self._text.source[start] == _BLOCK:
                self._made.open(start + 1, end, 1, Hook.LOOP, number)
            elif _is_plain(body, self._text.source):
                self._made.open(start, end, 0, PLAIN, b"{")
                self._made.open(start, end, 1, Hook.LOOP, number)
                self._made.close(start, end, 3, b"}")

    def _catches(self) -> None:
        for clause in self._captures.nodes("catch"):
            name = clause.child_by_field_name("parameter")
            body = clause.child_by_field_name("body")
            if name is None or body is None or name.type != "identifier":
                continue
            start, end = name.byte_range
            spelled = _in_ascii(self._text.source[start:end])
            text = b"%b,%d); " % (spelled, self._site(start))
            self._made.open(body.start_byte + 1, body.end_byte, 1, Hook.CAUGHT, text)

    def _imports(self) -> None:
        """Wrap what is imported: a module is loaded later, when nobody knows any more who asked."""
        for call in self._captures.nodes("import"):
            arguments = call.child_by_field_name("arguments")
            name = None if arguments is None else _operand(arguments)
            if name is not None and name.type != "spread_element":  # an error, and to stay one
                start, end = name.byte_range
                self._made.open(start, end, 2, Hook.IMPORT, b"")
                self._made.close(start, end, 1, b",%d)" % self._function_base)

    def _appends(self) -> None:
        for node in self._captures.nodes("augmented"):
            operator = node.child_by_field_name("operator")
            right = node.child_by_field_name("right")
            if operator is None or right is None or operator.type != "+=" or _counts(right):
                continue
            start, end = node.byte_range
            if not self._text.goes_on(end):
                self._note(start, end)

    def _strings(self) -> None:
        for start, end in find_chains(self._text, self._captures):
            self._note(start, end)
        for start, end in self._captures.ranges("template"):
            if self._is_free(start) and self._text.source.find(b"${", start, end) > 0:
                self._note(start, end)

    def _types(self) -> None:
        """Wrap `typeof` of what may be a host's, and its operand. A name alone may not exist."""
        for node in self._captures.nodes("typeof"):
            operand = node.child_by_field_name("argument")
            while operand is not None and operand.type == "parenthesized_expression":
                operand = _operand(operand)
            if operand is None or operand.type not in _HOSTS:
                continue
            number = b",%d)" % self._function_base
            for (start, end), rank, hook in (
                (node.byte_range, 4, Hook.TYPE),
                (operand.byte_range, 5, Hook.OPERAND),
            ):
                self._made.open(start, end, rank, hook, b"")
                self._made.close(start, end, 0, number)

    def _is_free(self, start: int) -> bool:
        """Tell whether a template may become an argument: it has no tag, and no `new` before it.

        Answered from the character before it, because asking a node for its parent takes a walk
        from the root. Behind a word, a bracket or a comment the answer is no, which may be wrong.
        """
        before = self._text.before(start)
        return before[-1] in _NO_TAG if before else start == 0

    def _note(self, start: int, end: int) -> None:
        if self._direct.get(start) != end:
            self._made.open(start, end, 3, Hook.NOTE, b"")
            self._made.close(start, end, 0, b",%d)" % self._site(start))

    def _site(self, start: int) -> int:
        self._made.sites.append(start)
        return self._site_base + len(self._made.sites) - 1


def _is_plain(body: Node | None, source: bytes) -> bool:
    """Tell whether a loop's lone statement may stand in a block as well.

    A declaration may stand only there: in a block, code that the engine refuses would run.
    """
    while body is not None and body.type == "labeled_statement":
        body = body.child_by_field_name("body")
    if body is None or body.type not in _STATEMENTS:
        return False
    return _LET.match(source, body.start_byte) is None  # a name here; before `}` it is not


def _operand(statement: Node) -> Node | None:
    for child in statement.named_children:
        if child.type not in ("comment", "html_comment"):
            return child
    return None


def _counts(right: Node) -> bool:
    if right.type != "binary_expression":
        return right.type in _COUNTS
    operator = right.child_by_field_name("operator")
    return operator is not None and operator.type in _ARITHMETIC


def _in_ascii(name: bytes) -> bytes:
    """Spell an identifier in ASCII: pieces hold nothing else."""
    if name.isascii():
        return name
    text = name.decode(errors="surrogatepass")
    return "".join(c if c.isascii() else f"\\u{{{ord(c):x}}}" for c in text).encode()
