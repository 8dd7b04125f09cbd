"""What gives a detection away in code: names, by the path that they stand in and what is done.

A row is looked at where one of its words stands. So its cost is that of finding the words, which
RE2 does for all of them at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import checks
from .checks import Check
from .timing import is_duration_compared

ANY = frozenset(("read", "write", "compare", "typeof", "delete"))
WRITE = frozenset(("write",))
COMPARED = frozenset(("compare",))


@dataclass(frozen=True, slots=True)
class Sign:
    """One row.

    words  one of these is in the code, as a name or as a string in brackets; frequent ones have a
           line in `words.py` as well.
    path   matches somewhere in the path of the chain around it.
    use    what is done with the chain's value.
    check  holds as well.
    """

    detection: str
    words: tuple[str, ...]
    path: re.Pattern[str]
    use: frozenset[str] = ANY
    check: Check | None = None


def _sign(
    detection: str,
    words: str,
    path: str,
    *,
    use: frozenset[str] = ANY,
    check: Check | None = None,
) -> Sign:
    return Sign(detection, tuple(words.split()), re.compile(path), use, check)


_CORE = r"^(?:(?:window|globalThis|self|global|top)\.)?"

SIGNS = (
    # -- to the prototype of everything
    _sign("prototype-pollution", "__proto__",
          r"\.__proto__(?:\.[\w$]+|\[\])+$", use=WRITE),
    _sign("prototype-pollution", "constructor",
          r"\.constructor\.prototype(?:\.[\w$]+|\[\])+$", use=WRITE),
    _sign("prototype-pollution", "prototype",
          _CORE + r"Object\.prototype(?:\.[\w$]+|\[\])$", use=WRITE),
    _sign("prototype-pollution", "defineProperty defineProperties assign setPrototypeOf",
          _CORE + r"(?:Object|Reflect)\.\w+\(\)", check=checks.is_of_prototype),
    _sign("prototype-pollution", "parse", r"JSON\.parse\(\)", check=checks.is_polluting_json),
    # -- to the maker of functions
    _sign("constructor-manipulation", "constructor", r"\.constructor\.constructor"),
    _sign("constructor-manipulation", "constructor",
          r"(?:<async>|<generator>|<function>|\.(?:filter|map|at|flat|find|fill|sort|concat|pop|push"
          r"|slice|join|call|apply|bind|toString|toFixed|trim|sub|link|big|bold|anchor|italics|entries"
          r"|test|exec|log))\.constructor\(\)"),
    _sign("constructor-manipulation", "constructor",
          r"(?:<async>|<generator>)\.constructor|getPrototypeOf\(\)\.constructor(?:\(\)|$)",
          check=checks.is_of_special_function),
    _sign("constructor-manipulation", "construct", r"^Reflect\.construct\(\)",
          check=checks.is_of_function_maker),
    # -- out of a sandbox
    _sign("escape-attempt", "binding _linkedBinding dlopen",
          r"process\.(?:binding|_linkedBinding|dlopen)\(\)"),
    _sign("escape-attempt", "mainModule", r"\.mainModule\.(?:require|constructor|_load|children)"),
    _sign("escape-attempt", "_load", r"\.constructor\._load\(\)"),
    _sign("escape-attempt", "caller", r"(?:arguments\.callee|\.caller)\.caller\b"),
    _sign("escape-attempt", "getThis getFunction", r"\.(?:getThis|getFunction)\(\)[.(\[]",
          check=checks.is_of_call_site),
    _sign("escape-attempt", "applySync applySyncPromise applyIgnored derefInto",
          r"\.(?:applySync|applySyncPromise|applyIgnored|derefInto)\b"),
    _sign("escape-attempt", "_ivm", r"\b_ivm\b"),
    _sign("escape-attempt", "Compartment", r"new Compartment|Compartment\.prototype"),
    _sign("escape-attempt", "VM2_INTERNAL_STATE_DO_NOT_USE_OR_PROGRAM_WILL_FAIL", ""),
    # -- memory
    _sign("memory-exhaustion", "repeat padStart padEnd",
          r"\.(?:repeat|padStart|padEnd)\(\)", check=checks.is_huge),
    _sign("memory-exhaustion",
          "Array ArrayBuffer SharedArrayBuffer Uint8Array Uint16Array Uint32Array Int32Array "
          "Float32Array Float64Array BigUint64Array alloc allocUnsafe",
          r"(?:^|new |\.)(?:Array|\w*ArrayBuffer|\w*[Ii]nt\d+Array|Float\d+Array)(?:\(|\.|$)"
          r"|Buffer\.alloc(?:Unsafe)?\(\)", check=checks.is_huge),
    # -- is someone watching
    _sign("redos", "RegExp search match", r"^(?:new )?RegExp\b|\.(?:search|match)\(\)",
          check=checks.is_slow_pattern),
    _sign("timing-check", "now getTime Date",
          r"(?:Date|performance)\.now\(\)$|\.getTime\(\)$|new Date$",
          check=is_duration_compared),
    _sign("tostring-check", "callee", r"^arguments\.callee\.toString\(\)"),
    _sign("tostring-check", "callee", r"^arguments\.callee$", check=checks.becomes_text),
    _sign("tostring-check", "toString", r"^(?:<function>|eval|[\w$]+)\.toString\(\)",
          check=checks.is_of_own_function),
    _sign("tostring-check", "toString",
          r"Function\.prototype\.toString\.call\(\)", check=checks.is_compared),
    _sign("tostring-check", "getOwnPropertyDescriptor hasOwnProperty hasOwn",
          r"\.(?:getOwnPropertyDescriptor|hasOwnProperty|hasOwn)\(\)", check=checks.asks_for_text),
    _sign("environment-check",
          "webdriver callPhantom _phantom __nightmare _selenium domAutomation "
          "domAutomationController __webdriver_evaluate __selenium_unwrapped "
          "_Selenium_IDE_Recorder __phantomas spawn_phantom emit_phantom", ""),
    _sign("environment-check", "ScriptName ScriptFullName", r"(?i)WScript\.Script\w*Name"),
    _sign("environment-check", "WScript ActiveXObject", r"^(?:WScript|ActiveXObject)$",
          use=frozenset(("typeof",))),
    _sign("environment-check", "versions", r"process\.versions\.\w+"),
    _sign("environment-check", "ComputerName UserName UserDomain hostname domain",
          r"(?i)(?:network|location|os|document|\(\)|^[\w$]+)\.(?:\w+name|(?:user)?domain)",
          check=checks.is_compared),
    _sign("environment-check", "cpus totalmem freemem uptime hardwareConcurrency deviceMemory",
          r"(?:\bos|^[\w$]+|navigator)\.(?:cpus\(\)\.length|\w+mem\(\)|uptime\(\)|\w+y)$",
          use=COMPARED),
    _sign("environment-check", "getMonth getDate getDay getHours getTimezoneOffset",
          r"new Date\.get\w+\(\)$", use=COMPARED),
    _sign("environment-check", "getFullYear getYear", r"\.get\w+\(\)$", use=COMPARED,
          check=checks.is_beside_number),
    _sign("engine-fingerprinting",
          "ScriptEngine ScriptEngineMajorVersion ScriptEngineMinorVersion ScriptEngineBuildVersion",
          r"ScriptEngine\w*\(\)"),
    _sign("engine-fingerprinting", "InternalError", r"^InternalError\b"),
    _sign("engine-fingerprinting", "number", r"\.number$"),
    _sign("engine-fingerprinting", "$1 $2 $3 $4 $5 $6 $7 $8 $9", r"^RegExp\.\$\d"),
    _sign("engine-fingerprinting", "lineNumber columnNumber fileName",
          r"\.(?:lineNumber|columnNumber|fileName)$", use=frozenset(("compare", "typeof"))),
    _sign("obfuscated-code", "split", r"^<string>\.split\(\)"),
    # -- time
    _sign("time-waster", "Sleep sleep", r"(?i)WScript\.Sleep\(\)", check=checks.sleeps_long),
    _sign("time-waster", "setTimeout setInterval", r"\bset(?:Timeout|Interval)\(\)",
          check=checks.waits_long),
    _sign("time-waster", "wait", r"Atomics\.wait\(\)"),
    # -- what the language itself offers
    _sign("global-tampering", "prototype",
          _CORE + r"(?:Function\.prototype\.(?:toString|call|apply|bind|constructor)"
          r"|Promise\.prototype\.then|RegExp\.prototype\.(?:exec|test)"
          r"|Date\.prototype\.(?:getTime|getTimezoneOffset)"
          r"|XMLHttpRequest\.prototype\.(?:open|send)|Error\.prototype\.\w+)$", use=WRITE),
    _sign("global-tampering", "eval Function parse stringify random now fetch",
          _CORE + r"(?:(?:window|globalThis|self|global|top)\.(?:eval|Function|fetch)|eval"
          r"|JSON\.(?:parse|stringify)|Math\.random|Date\.now)$", use=WRITE),
    _sign("global-tampering", "freeze seal preventExtensions",
          _CORE + r"Object\.(?:freeze|seal|preventExtensions)\(\)", check=checks.is_of_builtin),
)  # fmt: skip
