"""What the instrumenter looks for in a syntax tree, as one tree-sitter query.

Every pattern is decided at the node where it starts, or at that node's first child. A pattern that
waits for a later child is kept pending while all before it is looked at, and costs time at every
node in between: with `(binary_expression operator: "+")` a chain of 100,000 terms takes minutes,
and hostile code is made of such chains. What a pattern can't say is asked of the few nodes found.
"""

QUERY = """
[
  (function_declaration) (function_expression) (generator_function)
  (generator_function_declaration) (method_definition) (arrow_function)
] @function
(return_statement) @return
(throw_statement) @throw
[(for_statement) (for_in_statement) (while_statement) (do_statement)] @loop
(catch_clause) @catch
(call_expression . (import)) @import
(yield_expression) @yield
(augmented_assignment_expression) @augmented
(binary_expression) @binary
"+" @plus
(unary_expression . "+" @sign)
(template_string) @template
(string) @string
(regex) @regex
(expression_statement . (string)) @directive
"""

TYPES = """
(unary_expression . "typeof") @typeof
"""
"""More of it, for hosts that have types of their own."""
