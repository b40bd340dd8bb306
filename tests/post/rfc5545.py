"""What RFC 5545 asks of a calendar file, checked without the library that writes it.

The numbers are those of its sections.
"""

from __future__ import annotations

import re

_NAME = re.compile(r"[A-Za-z0-9-]+")
_DATE = re.compile(r"\d{8}")
_UTC = re.compile(r"\d{8}T\d{6}Z")
ONCE = ("UID", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY", "LAST-MODIFIED", "CLASS")


def complaints(data: bytes) -> list[str]:
    """What is wrong with a file; nothing for one that keeps the rules."""
    wrong = []
    if not data.endswith(b"\r\n"):
        wrong.append("3.1: does not end with a line's end")
    lines = data.split(b"\r\n")[:-1]
    for line in lines:
        if len(line) > 75:
            wrong.append(f"3.1: {len(line)} octets in a line")
        if re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line):
            wrong.append("3.3.11: a control character or a bare line end")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            wrong.append("3.1: a line is folded inside a letter")
    unfolded = re.sub(rb"\r\n[ \t]", b"", data).decode("utf-8", "replace")
    found = [line.partition(":") for line in unfolded.split("\r\n")[:-1]]
    for name, colon, _ in found:
        if not colon or not _NAME.fullmatch(name.split(";")[0]):
            wrong.append(f"3.1: no content line: {name[:30]}")
    pairs = [(name, value) for name, _, value in found]
    if pairs[:1] != [("BEGIN", "VCALENDAR")] or pairs[-1:] != [("END", "VCALENDAR")]:
        wrong.append("3.4: is no one calendar")
    head = [name for name, _ in pairs[: _first_event(pairs)]]
    wrong += [
        f"3.6: {needed} stands {head.count(needed)} times"
        for needed in ("VERSION", "PRODID", "METHOD")
        if head.count(needed) != 1
    ]
    for event in _events(pairs):
        wrong += _of_event(event)
    uids = [value for event in _events(pairs) for name, value in event if name == "UID"]
    if len(set(uids)) != len(uids):
        wrong.append("3.8.4.7: a UID stands twice")
    return wrong


def _first_event(pairs: list[tuple[str, str]]) -> int:
    return next((n for n, pair in enumerate(pairs) if pair == ("BEGIN", "VEVENT")), len(pairs))


def _events(pairs: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    events: list[list[tuple[str, str]]] = []
    inside = False
    for pair in pairs:
        if pair == ("BEGIN", "VEVENT"):
            events.append([])
            inside = True
        elif pair == ("END", "VEVENT"):
            inside = False
        elif inside:
            events[-1].append(pair)
    return events


def _of_event(event: list[tuple[str, str]]) -> list[str]:
    wrong = []
    names = [name.split(";")[0] for name, _ in event]
    wrong += [
        f"3.6.1: {name} stands {names.count(name)} times" for name in ONCE if names.count(name) != 1
    ]
    values = {name.split(";")[0]: (name, value) for name, value in event}
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        if not _UTC.fullmatch(values[name][1]):
            wrong.append(f"3.8.7: {name} is no moment in UTC")
    for name in ("DTSTART", "DTEND"):
        whole, value = values[name]
        kind = _DATE if "VALUE=DATE" in whole else _UTC
        if not kind.fullmatch(value):
            wrong.append(f"3.3.4: {name} is {value}")
    if ("VALUE=DATE" in values["DTSTART"][0]) != ("VALUE=DATE" in values["DTEND"][0]):
        wrong.append("3.8.2.2: DTEND is of another kind than DTSTART")
    if values["DTEND"][1] <= values["DTSTART"][1]:
        wrong.append("3.8.2.2: ends before it begins")
    if not values["SEQUENCE"][1].isdigit():
        wrong.append("3.8.7.4: SEQUENCE is no number")
    if values["STATUS"][1] not in ("CONFIRMED", "TENTATIVE", "CANCELLED"):
        wrong.append("3.8.1.11: STATUS is none of an event's")
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        if name in values and re.search(r"(?<!\\)(?:\\\\)*[,;]", values[name][1]):
            wrong.append(f"3.3.11: {name} holds , or ; that is not escaped")
    return wrong
