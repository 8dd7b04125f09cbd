"""What a caller may tell a make-believe host: how it answers, and who it says that it is.

The names, types and bounds are here, so that both sides share them; what each means to a persona is
in docs/policies.md. An answer or a key that is not named here is refused.
"""

from __future__ import annotations

from stockade_policies.errors import InputError

TYPE_CHECKING = False  # type checkers take it as true; `typing` stays out of the template
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Check = Callable[[str, object], None]

MAX_TEXT_CHARS = 10_000
MAX_ITEMS = 1000
MAX_DRIVES = 26

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "http": ("success", "not_found", "error"),
    "files": ("plausible", "present", "absent"),
    "shell": ("success", "error"),
    "unknown": ("absent", "mock"),
}
"""What a persona's world does when it is asked; the first of each is the default."""

ANSWER_TEXTS: Mapping[str, str] = {"http_body": "auto"}
"""Answers that take any text, with their defaults."""


def _text(field: str, value: object) -> None:
    if not isinstance(value, str) or len(value) > MAX_TEXT_CHARS:
        raise InputError(field, value, f"text of at most {MAX_TEXT_CHARS} characters")


def _texts(field: str, value: object) -> None:
    if not isinstance(value, list | tuple) or len(value) > MAX_ITEMS:
        raise InputError(field, value, f"a list of at most {MAX_ITEMS} texts")
    for at, item in enumerate(value):
        _text(f"{field}[{at}]", item)


def _variables(field: str, value: object) -> None:
    if not isinstance(value, dict) or len(value) > MAX_ITEMS:
        raise InputError(field, value, f"a dict of at most {MAX_ITEMS} names to texts or None")
    for name, item in value.items():
        _text(f"{field}: a name", name)
        if item is not None:
            _text(f"{field}.{name[:100]}", item)


def _drives(field: str, value: object) -> None:
    if not isinstance(value, list | tuple) or not 0 < len(value) <= MAX_DRIVES:
        raise InputError(field, value, f"a list of 1 to {MAX_DRIVES} drives")
    for at, drive in enumerate(value):
        place = f"{field}[{at}]"
        if not isinstance(drive, dict) or drive.keys() != _DRIVE.keys():
            raise InputError(place, drive, f"a dict of exactly {', '.join(_DRIVE)}")
        for name, item in drive.items():
            _DRIVE[name](f"{place}.{name}", item)


def _whole(low: int, high: int) -> Check:
    def check(field: str, value: object) -> None:
        if type(value) is not int or not low <= value <= high:
            raise InputError(field, value, f"an integer >= {low} and <= {high}")

    return check


_DRIVE: Mapping[str, Check] = {
    "letter": _text,
    "kind": _text,
    "label": _text,
    "serial": _text,
    "size_gb": _whole(0, 1_000_000),
    "free_gb": _whole(0, 1_000_000),
    "file_system": _text,
}

_PROFILE: Mapping[str, Check] = {
    "user": _text,
    "computer": _text,
    "domain": _text,
    "full_name": _text,
    "ip": _text,
    "mac": _text,
    "time_zone_minutes": _whole(-14 * 60, 14 * 60),
    "locale": _text,
    "screen_width": _whole(1, 100_000),
    "screen_height": _whole(1, 100_000),
    "color_depth": _whole(1, 64),
    "cores": _whole(1, 1024),
    "memory_gb": _whole(1, 65_536),
    "os_version": _text,
    "user_agent": _text,
    "url": _text,
    "referrer": _text,
    "cookies": _text,
    "title": _text,
    "script_name": _text,
    "script_folder": _text,
    "arguments": _texts,
    "processes": _texts,
    "programs": _texts,
    "drives": _drives,
    "env": _variables,
    "canvas": _text,
    "gpu_vendor": _text,
    "gpu_renderer": _text,
    "node_version": _text,
    "package_name": _text,
    "install_date_ms": _whole(0, 2**53 - 1),
    "now_ms": _whole(0, 8_640_000_000_000_000),  # the last moment that a Date knows
}

PROFILE_KEYS: tuple[str, ...] = tuple(_PROFILE)


def check_answers(answers: object) -> None:
    """Raise `InputError` unless these are answers: known names, each with one of its words."""
    for name, value in _mapping("answers", answers, (*ANSWERS, *ANSWER_TEXTS)).items():
        if name in ANSWER_TEXTS:
            if not isinstance(value, str) or (not value.isascii() and _has_surrogate(value)):
                raise InputError(f"answers.{name}", value, "text without lone surrogates")
        elif value not in ANSWERS[name]:
            raise InputError(f"answers.{name}", value, f"one of {', '.join(ANSWERS[name])}")


def check_profile(profile: object) -> None:
    """Raise `InputError` unless this is a profile, or part of one: known keys, as they may be."""
    for name, value in _mapping("profile", profile, PROFILE_KEYS).items():
        _PROFILE[name](f"profile.{name}", value)


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _mapping(field: str, value: object, known: tuple[str, ...]) -> Mapping[str, object]:
    try:
        named = dict(value)  # type: ignore[call-overload]  # whether it can be one is what is asked
    except (TypeError, ValueError):
        raise InputError(field, value, "a mapping") from None
    for name in named:
        if name not in known:
            raise InputError(field, name, f"made of: {', '.join(known)}")
    return named  # type: ignore[no-any-return]  # its names are checked, and its values next
