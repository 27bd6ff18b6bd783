"""Asks for one deadline and for a batch, with nothing but Python's own library.

    python3 client.py http://127.0.0.1:8080
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request

MATTERS = [
    {"ref": "A-17", "rule": "xihe.countersign-reply", "trigger": "2026-02-09"},
    {"ref": "A-18", "rule": "tiexi.absence-approver", "days": 2},
    {"ref": "A-19", "rule": "no.such-rule", "trigger": "2026-02-09"},
]


def call(url, body=None, media="application/json"):
    """Returns the answer as bytes; what is wrong is an exception with the problem's code."""
    headers = {"Accept-Language": "en"}
    if body is not None:
        headers["Content-Type"] = media
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=10) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        problem = json.load(error)
        raise RuntimeError(f"{problem['code']}: {problem['detail']}") from error


def result(answer):
    """What an item of a batch came to: its day, what there is in its place, or its problem."""
    return answer.get("code") or answer.get("due") or answer.get("approver_side")


def main(base):
    query = urllib.parse.urlencode({"rule": "xihe.countersign-reply", "trigger": "2026-02-09", "trace": "false"})
    one = json.loads(call(f"{base}/v1/deadlines?{query}"))
    print("due", one["due"], one["certainty"])

    # A line for each question; each answer has the ref of its question.
    lines = "".join(json.dumps(m) + "\n" for m in MATTERS).encode()
    for line in call(f"{base}/v1/deadlines/batch", lines, "application/x-ndjson").splitlines():
        answer = json.loads(line)
        print(answer["ref"], result(answer))

    try:
        call(f"{base}/v1/deadlines?rule=xihe.countersign-reply&trigger=yesterday")
    except RuntimeError as error:
        print("refused", str(error).split(":")[0])


main(sys.argv[1].rstrip("/"))
