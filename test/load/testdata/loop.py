"""Counts a limit in working days as many programs do: day by day, by a dictionary of the
days of the notices. Writes the due day, and the processor time of a count in nanoseconds.

    python3 loop.py NOTICES.json TRIGGER DAYS TIMES
"""
import json
import sys
import time
from datetime import date, timedelta

DAY = timedelta(days=1)


def arranged(name):
    days = {}
    with open(name, encoding="utf-8") as file:
        for notice in json.load(file):
            if notice["calendar"] != "CN":
                continue
            for entry in notice["entries"]:
                day = date.fromisoformat(entry["from"])
                while day <= date.fromisoformat(entry["to"]):
                    days[day] = entry["kind"] == "work"
                    day += DAY
    return days


def due(days, trigger, left):
    day = date.fromisoformat(trigger)
    while left > 0:
        day += DAY
        if days.get(day, day.weekday() < 5):
            left -= 1
    return day.isoformat()


if __name__ == "__main__":
    days, times = arranged(sys.argv[1]), int(sys.argv[4])
    begin = time.process_time_ns()
    for _ in range(times):
        answer = due(days, sys.argv[2], int(sys.argv[3]))
    print(answer, (time.process_time_ns() - begin) // times)
