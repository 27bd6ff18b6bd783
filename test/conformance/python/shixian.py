#!/usr/bin/env python3
"""Answers the questions of the vectors, a JSON line each, from the files in ../data.
A second implementation, by the rules of counting in ../FORMAT.en.md alone: it walks from day to day wherever
it can, and uses the standard library only. Days are ordinals: 1 is Monday 0001-01-01. Weekday 0 is Monday."""
import json, sys, types
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from functools import cache
from itertools import accumulate, count as steps
from pathlib import Path
read = lambda name: json.loads((Path(__file__).parent.parent / f"data/{name}.json").read_text("utf-8"))
NOTICES, REGULATIONS, DATES = map(read, ("notices", "regulations", "dates"))
CALENDARS, RULES = ({x["id"]: x for x in read(name)} for name in ("calendars", "rules"))
LAST_YEAR, WORKED = max(map(int, DATES)), ("workday", "makeup")
# A festival of one day beside a weekend, by its weekday: how many days before it its block begins, its length, and the day worked.
BESIDE_WEEKEND = [(2, 3, []), (2, 3, [-3]), (0, 1, []), (0, 3, [3]), (0, 3, []), (0, 3, []), (1, 3, [])]
class Refused(Exception): """A question that is wrong; its text is the code."""
def day(text):  # a date, or an instant; without an offset it is Beijing time
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (at.astimezone(timezone(timedelta(hours=8))) if at.tzinfo else at).toordinal()
def text(d): return date.fromordinal(d).isoformat()
def year_of(d): return date.fromordinal(d).year
def weekday(d): return (d - 1) % 7
def weekdays_in(a, b): return sum(weekday(d) < 5 for d in range(a, b + 1))
def ymd(y, m, d): return date(y + (m - 1) // 12, (m - 1) % 12 + 1, d).toordinal()
def month_end(y, m): return ymd(y, m, monthrange(y + (m - 1) // 12, (m - 1) % 12 + 1)[1])

class Calendar:
    """A calendar as known on a day (None: now)."""
    def __init__(self, name, as_of):
        self.definition, self.name, self.as_of = CALENDARS[name], name, as_of
        self.parent = up = calendar(self.definition["parent"], as_of) if "parent" in self.definition else None
        self.first, self.last = ymd(self.definition["first_year"], 1, 1), ymd(LAST_YEAR, 12, 31)
        notices = sorted((n for n in NOTICES if n["calendar"] == name and (not as_of or n["issued"] <= as_of)), key=lambda n: n["issued"])
        self.known_years = {n["year"] for n in notices if "amends" not in n}
        unknown = [y for y in range(self.definition["first_year"], LAST_YEAR + 1) if y not in self.known_years]
        own = self.definition.get("own_notice")  # it decides the days about the region's own festivals
        self.waiting = {first + i for y in unknown if own for first, *_ in self.festivals(y).values()
                        for i in range(-own["days_before"], own["days_after"] + 1)}
        # What speaks of a day: estimates, notices over them, a region's over the nation's; noticed leaves estimates out.
        self.days, self.noticed, self.awaited = (dict(up.days), dict(up.noticed), list(up.awaited)) if up else ({}, {}, [])
        list(map(self.estimate, unknown))
        for n in notices:
            later = [m for m in notices if m["year"] == n["year"] and m["issued"] > n["issued"]]
            for e in n["entries"]:
                if not any("replaces" in m or e["festival"] in m.get("restates", ()) for m in later):
                    for d in range(day(e["from"]), day(e["to"]) + 1):
                        self.days[d] = self.noticed[d] = ("holiday" if e["kind"] == "off" else "makeup", "notice")
        list(map(self.await_festivals, map(self.festivals, unknown)))
        list(map(self.await_next_year, self.definition.get("bounds", {"festivals": ()})["festivals"]))
        self.sums = [0, *accumulate(map(self.base, range(self.first, self.last + 1)))]
    def regulation(self, year):
        known = (r for r in REGULATIONS if r["calendar"] == self.name and r["from_year"] <= year and (not self.as_of or r["issued"] <= self.as_of))
        return max(known, key=lambda r: r["from_year"], default={"days": []})
    def festivals(self, year):  # the statutory days of a year, by festival
        start = lambda f: day(DATES[str(year)][f["anchor"]]) + f.get("offset", 0) if "anchor" in f else ymd(year, f["month"], f["day"])
        return {f["festival"]: list(range(start(f), start(f) + f["days"])) for f in self.regulation(year)["days"]}
    def kind(self, d):
        if not self.first <= d <= self.last:
            raise Refused("date_out_of_coverage")
        return self.days.get(d) or ("weekend" if weekday(d) > 4 else "workday", "week")
    def works(self, d): return self.kind(d)[0] in WORKED
    def base(self, d): return self.noticed[d][0] == "makeup" if d in self.noticed else weekday(d) < 5  # by notices and the week alone
    def settled(self, d):
        if self.parent:
            return d not in self.waiting and self.parent.settled(d)
        return {year_of(d), year_of(d + 7)} <= self.known_years  # 25 to 31 December belong to the next year's notice as well
    def unsettled(self, a, b): return next((d for d in range(min(a, b), max(a, b) + 1) if not self.settled(d)), None)
    def estimate(self, year):
        principles, days = self.regulation(year).get("principles"), self.festivals(year)
        if principles and (not self.as_of or principles["known"] <= self.as_of):
            return self.by_principles(principles["blocks"], days)
        ends = {}  # of a statutory day: the last day of the festivals that it belongs to
        for own in self.parent.festivals(year).values() if self.parent else ():
            ends.update({d: max(own[-1], ends.get(d, 0)) for d in own})
        self.days.update({d: ("holiday", "statutory") for own in days.values() for d in own})
        for d, own in sorted((d, own) for own in days.values() for d in own):
            shared, ends[d] = d in ends, max(own[-1], ends.get(d, 0))
            if weekday(d) > 4 or shared:
                self.days[next(x for x in range(ends[d] + 1, self.last) if self.kind(x)[0] == "workday")] = ("holiday", "statutory")
    def by_principles(self, rules, days):
        blocks, taken, joined = [], set(), []
        for b in rules:
            own, other, length, work = days[b["festival"]], days.get(b.get("joins")), b["days"], None
            first, statutory = own[0], len(own)
            if other and first <= other[0] < first + b["joined_days"]:
                length, statutory = b["joined_days"], statutory + len(other)
                taken.add(b["joins"])
            if b["where"] == "with_weekend":
                before, length, work = BESIDE_WEEKEND[weekday(first)]
                first, work = first - before, [first + w for w in work]
            elif b["where"] == "fewest_work":
                places = (a for a in range(own[-1] - length + 1, first + 1) if any(weekday(d) == 5 for d in range(a, a + length - 1)))
                first = min(places, key=lambda a: (weekdays_in(a, a + length - 1), -a))
            blocks.append((first, first + length - 1, statutory, work, b["festival"]))
        for first, last, statutory, work, festival in sorted(b for b in blocks if b[4] not in taken):
            if joined and first <= joined[-1][1] + 1:
                first, last, statutory, work = joined[-1][0], max(last, joined[-1][1]), joined.pop()[2] + statutory, None
            joined.append((first, last, statutory, work))
        self.days.update({d: ("holiday", "principles") for first, last, *_ in joined for d in range(first, last + 1)})
        for first, last, statutory, work in joined:
            for i in range(weekdays_in(first, last) - statutory if work is None else 0):
                d, step, wanted = (first, -1, 6) if i % 2 == 0 else (last, 1, 5)
                self.days[next(x for x in steps(d, step) if weekday(x) == wanted and x not in self.days)] = ("makeup", "principles")
            self.days.update({d: ("makeup", "principles") for d in work or ()})
    def await_festivals(self, days):
        festivals, taken = [], set()
        for caps in self.definition.get("bounds", {"festivals": ()})["festivals"]:
            own, off, joins = days.get(caps["festival"]), caps["days_off"], caps.get("joins", {})
            if other := own and days.get(joins.get("festival")):
                if own[0] - joins["before"] <= other[0] <= own[0] + joins["after"]:
                    own, off = own + other, joins["days_off"]
                    taken.add(joins["festival"])
            if own and (not self.parent or self.waiting.intersection(own)):
                festivals.append((caps, own, off))
        self.awaited += [Awaited(self, caps, own, off) for caps, own, off in festivals if caps["festival"] not in taken]
    def await_next_year(self, caps):  # its notice may move the calendar's last week, for a festival that begins the year
        for start in (ymd(LAST_YEAR + 1, f["month"], f["day"]) for f in self.regulation(LAST_YEAR + 1)["days"] if f["festival"] == caps["festival"] and "month" in f):
            off, week = start - min(caps["before"], caps["days_off"] - 1), self.last - 6
            worked = sum(map(self.base, range(max(off, week), self.last + 1)))
            self.awaited += [anyhow(max(off, week), self.last, min(worked, caps["days_off"]), 0), anyhow(max(off - caps["makeup_within"], week), self.last, 0, caps["makeup_days"])]
    def bounds(self, after, to):  # the least and the greatest number of working days after one day up to another
        a, b = min(max(after + 1, self.first), self.last + 1), min(to, self.last)
        worked = self.sums[b - self.first + 1] - self.sums[a - self.first]
        changes = [f.change(max(a, f.first), min(b, f.last)) for f in self.awaited if f.last >= a and f.first <= b]
        return (max(0, worked + sum(c[0] for c in changes)), min(b - a + 1, worked + sum(c[1] for c in changes))) if a <= b else (0, 0)
    def can_work(self, d): return bool(self.kind(d)) and self.bounds(d - 1, d)[1] > 0
    def can_rest(self, d): return not self.base(d) or any(f.low - f.before <= d <= f.high + f.after for f in self.awaited)

class Awaited:
    """A festival that no notice has arranged, and every way in which one may arrange it."""
    def __init__(self, cal, caps, own, days_off):
        self.low, self.high, self.before, self.after = min(own), max(own), caps["before"], caps["after"]
        within, most_work = caps["makeup_within"], caps["makeup_days"]
        self.first, self.last = self.low - self.before - within, self.high + self.after + within
        self.ways, self.known = [], {}
        for block in (range(a, b + 1) for a in range(self.low - self.before, self.low + 1)
                      for b in range(self.high, min(self.high + self.after, a + days_off - 1) + 1)):
            spare = [d for d in range(block[0] - within, block[-1] + within + 1) if d not in block and not cal.base(d) and not cal.settled(d)]
            most = fewest = [d for d in block if cal.base(d)]
            low = high = len(most) - len(own)
            if cal.parent:  # the nation's own arrangement may overlap it
                most = [d for d in block if cal.base(d) or cal.parent.can_work(d)]
                fewest = [d for d in block if not cal.parent.can_rest(d)]
                low, high = 0, most_work
            if 0 <= low <= min(most_work, len(spare)) and not any(cal.settled(d) for d in block):
                self.ways.append((most, fewest, spare, low, high))
    def change(self, a, b):  # by how many working days the ways change the days from a to b, at least and at most
        inside = lambda days: sum(a <= d <= b for d in days)
        if (a, b) not in self.known:
            least, greatest = zip(*((max(0, low - len(spare) + inside(spare)) - inside(most), min(high, inside(spare)) - inside(fewest))
                                    for most, fewest, spare, low, high in self.ways or [((), (), (), 0, 0)]))
            self.known[a, b] = min(least), max(greatest)
        return self.known[a, b]
def anyhow(first, last, off, work):  # likewise, for days of which so many may be off or worked, whichever they are
    return types.SimpleNamespace(first=first, last=last, low=first, high=last if off else first - 1, before=0, after=0, change=lambda a, b: (-min(b - a + 1, off), min(b - a + 1, work)))
calendar = cache(Calendar)

class Counter:
    """Counts the working days of a calendar that are not suspended."""
    def __init__(self, cal, spans=()): self.cal, self.spans = cal, sorted((day(s["from"]), day(s["to"])) for s in spans)
    def suspended(self, d): return any(a <= d <= b for a, b in self.spans)
    def works(self, d): return self.cal.works(d) and not self.suspended(d)
    def nth(self, start, n, step):  # the nth day that counts after start, or before it
        while n > 0:
            start, n = start + step, n - self.works(start + step)
        return start
    def within(self, after, to):  # bounds of the days that count: suspended days part the run, and the parts are bounded each for itself
        least = greatest = 0
        for a, b in self.spans + [(to + 1, to + 1)]:
            low, high = self.cal.bounds(after, min(a - 1, to))
            least, greatest, after = least + low, greatest + high, max(after, b)
        return least, greatest
    def bounds(self, start, n, step):  # the first and the last day that the nth day can be
        count = lambda d: self.within(start, d) if step > 0 else self.within(d - 1, start - 1)
        near = next(d for d in steps(start + step, step) if count(d)[1] >= n)
        far = next(d for d in steps(near, step) if self.cal.can_work(d) and count(d)[0] >= n and not self.suspended(d))
        own = self.nth(start, n, step)  # an estimate may lie outside what the caps admit: Mid-Autumn of 2042
        return min(near, far, own), max(near, far, own)
    def roll(self, d, roll): return d if roll == "none" or self.works(d) else self.nth(d, 1, 1 if roll == "next" else -1)
    def roll_bounds(self, d, roll): return self.bounds(d - 1, 1, 1) if roll == "next" else self.bounds(d + 1, 1, -1)
def judged(first, bounds, prefix="", fields=("earliest", "latest"), write=text):
    """The certainty of an answer, given the first unsettled day that was looked at for it, if any, and its bounds."""
    if first is None:
        return {prefix + "certainty": "settled"} | ({"provisional": False} if not prefix else {})
    low, high = bounds()
    certain = {prefix + "certainty": "bounded" if low == high else "provisional", prefix + fields[0]: write(low), prefix + fields[1]: write(high)}
    return certain | ({"provisional": low != high, "unsettled_from": text(first)} if not prefix else {})
def months_on(d, n):
    """The day with the same number n months on, or the month's last; and whether there is one."""
    at = date.fromordinal(d)
    same, last = ymd(at.year, at.month + n, 1) + at.day - 1, month_end(at.year, at.month + n)
    return min(same, last), same <= last
def window_end(every, d):
    at, n = date.fromordinal(d), {"year": 12, "half_year": 6, "two_months": 2}.get(every, 1)
    return ymd(at.year, at.month, 15) if every == "half_month" and at.day <= 15 else month_end(at.year, (at.month - 1) // n * n + n)
def refuse(rule, q):
    shape, given = rule["shape"], "days" if rule["shape"] == "threshold" else "trigger"
    no_due, fixed = shape in ("quota", "threshold", "weekday_window"), not rule.get("overridable")
    for wrong, code in (("days" in q and "trigger" in q or shape != "threshold" and "days" in q, "field_not_applicable"), (given not in q, "field_missing"),
                        ("history" in q and shape != "quota" or no_due and {"roll", "suspended"} & q.keys(), "field_not_applicable"),
                        (not 0 < q.get("days", 1) <= 3660, "days_out_of_range"), ("agreed" in q and fixed, "agreed_not_allowed"),
                        ("agreed" in q and "amount" in q, "agreed_and_amount"), ("amount" in q and fixed, "amount_not_allowed"),
                        ("agreed" in q and shape == "within" and day(q["agreed"]) < day(q.get("trigger", q["agreed"])), "agreed_before_trigger"),
                        (not 1 <= q.get("amount", 1) <= 1000, "amount_out_of_range"),
                        (any(s["to"] < s["from"] for s in q.get("suspended", ())), "span_reversed")):
        if wrong:
            raise Refused(code)
def answer_rule(q):
    if q["rule"] not in RULES or q.get("calendar", "CN") not in CALENDARS:
        raise Refused("rule_unknown" if q["rule"] not in RULES else "calendar_unknown")
    rule = RULES[q["rule"]]
    shape, cal = rule["shape"], calendar(q.get("calendar", rule["calendar"]), q.get("as_of"))
    refuse(rule, q)
    if shape == "threshold":
        return judged(None, None) | {"approver_side": "beyond" if q["days"] > rule["amount"] else "up_to", "both": q["days"] == rule["amount"]}
    trigger, effective = day(q["trigger"]), day(rule["effective_from"])
    if trigger >= effective or rule.get("every") == "two_weeks":
        if cal.kind(trigger) and shape in ("quota", "weekday_window"):
            return quota(rule, trigger, [day(d) for d in q.get("history", ())]) if shape == "quota" else days_of_week(rule, cal, trigger)
        nominal, due, more = count(rule, Counter(cal, q.get("suspended", ()) if shape in ("within", "before", "lead") else ()), trigger, q)
        if max(trigger, due) >= effective:
            return {"nominal": text(nominal), "due": text(due)} | more
    raise Refused("rule_not_in_force")
def count(rule, counter, trigger, q):
    """The nominal and the due day of a rule that has them, and the rest of the answer."""
    cal, shape, unit, n, roll = counter.cal, rule["shape"], rule.get("unit"), q.get("amount", rule.get("amount")), q.get("roll", rule["roll"])
    counts = rule.get("trigger_day_counts", False)
    if "agreed" in q:
        return (agreed := day(q["agreed"])), agreed, judged(None, cal.kind(agreed))
    if unit == "working_day":
        start, n, step = {"within": (trigger - counts, n, 1), "before": (trigger, n, -1), "lead": (trigger + 1, n + 1, -1)}[shape]
        due = counter.nth(start, n, step)
        return due, due, judged(cal.unsettled(start + step, due), lambda: counter.bounds(start, n, step))
    if rule.get("every") == "nth_weekday":
        return meeting(rule, counter, trigger, roll)
    if shape == "within":
        end, exists = (trigger + n, True) if unit == "day" else months_on(trigger, n)
        nominal, left = trigger, end - (counts and exists) - trigger
        while left:  # suspended days do not count
            nominal, left = nominal + 1, left - (not counter.suspended(nominal + 1))
    elif shape == "recurring":
        nominal = trigger + 14 if rule["every"] == "two_weeks" else window_end(rule["every"], trigger)
    else:
        nominal = {"before": lambda: trigger - n, "year_end": lambda: ymd(year_of(trigger), 12, 31), "term": lambda: months_on(trigger, 12 * n)[0]}[shape]()
    cal.kind(nominal)
    due = counter.roll(nominal, roll)
    more = judged(None if roll == "none" else cal.unsettled(nominal, due), lambda: counter.roll_bounds(nominal, roll))
    if shape == "year_end":
        last = counter.roll(nominal, "previous")
        more |= {"last_working_day": text(last)} | judged(cal.unsettled(last, nominal), lambda: counter.roll_bounds(nominal, "previous"), "last_working_day_")
    return nominal, due, more
def meeting(rule, counter, trigger, roll):
    """The first meeting whose day after the roll is on or after the trigger."""
    def nominal(month):
        first = ymd(year_of(trigger), month, 1)
        return first + (rule["weekday"] - 1 - weekday(first)) % 7 + 7 * (rule["nth"] - 1)
    due, rolls = lambda m: counter.roll(nominal(m), roll), lambda m: counter.roll_bounds(nominal(m), roll)
    month = next(m for m in steps(date.fromordinal(trigger).month - 1) if due(m) >= trigger)
    if roll == "none" and counter.cal.kind(nominal(month)):
        return nominal(month), due(month), judged(None, None)
    looked, (earliest, latest), before = [nominal(month), due(month)], rolls(month), nominal(month - 1)
    if rolls(month - 1)[1] >= trigger and counter.cal.unsettled(before, trigger) is not None:
        looked += [before, trigger]  # it may be the meeting before that takes place on or after the trigger
        earliest = max(trigger, rolls(month - 1)[0])
    if earliest < trigger:  # this meeting may take place before it
        earliest, latest = trigger, rolls(month + 1)[1]
    return nominal(month), due(month), judged(counter.cal.unsettled(min(looked), max(looked)), lambda: (earliest, latest))
def quota(rule, trigger, history):
    year, by_day, required = year_of(trigger), rule.get("unit") == "day", rule["amount"] if rule.get("at_least") else 0
    history, limit, end = sorted(set(history)) if by_day else history, rule.get("at_most", rule["amount"]), ymd(year, 12, 31)
    used = lambda y: sum(year_of(d) == y for d in history)
    out = {"allowed": True, "used": used(year), "limit": limit, "remaining": max(0, limit - used(year)), "next_allowed": text(trigger),
           "window": {"from": text(ymd(year, 1, 1)), "to": text(end)}} | judged(None, None)
    if required:
        out |= {"required": required, "reachable": not by_day or used(year) + len(set(range(trigger, end + 1)).difference(history)) >= required}
    if (not required or "at_most" in rule) and used(year) >= limit:
        out |= {"allowed": False, "next_allowed": text(ymd(next(y for y in steps(year) if used(y) < limit), 1, 1))}
    return out
def days_of_week(rule, cal, trigger):
    first = lambda ok, other=cal.last: next((d for d in range(trigger, cal.last + 1) if weekday(d) + 1 in rule["weekdays"] and ok(d)), other)
    found, unsettled = first(cal.works, cal.last + 1), first(lambda d: not cal.settled(d) or cal.works(d))
    return cal.kind(found) and {"inside": weekday(trigger) + 1 in rule["weekdays"], "next_inside": text(found)} | judged(
        None if cal.settled(unsettled) else unsettled, lambda: (first(cal.can_work), first(lambda d: cal.bounds(d - 1, d)[0] > 0)))
def answer_calendar(q):
    cal, d, n = calendar(q["calendar"], q.get("as_of")), day(q.get("date", q.get("from"))), q.get("add")
    kind, basis = cal.kind(d)
    if to := "to" in q and day(q["to"]):
        first = cal.unsettled(d + 1, to) if to > d else None
        return {"workdays": sum(map(cal.works, range(d + 1, to + 1)))} | judged(first, lambda: cal.bounds(d, to), "", ("least", "most"), int)
    if n is None:
        return {"working": kind in WORKED, "kind": kind, "settled": cal.settled(d), "basis": basis}
    step, counter = 1 if n > 0 else -1, Counter(cal)
    result = counter.nth(d, abs(n), step)
    return {"result": text(result)} | judged(cal.unsettled(d + step, result) if n else None, lambda: counter.bounds(d, abs(n), step))
for question in map(json.loads, sys.stdin):
    try:
        print(json.dumps(answer_rule(question) | {"strength": RULES[question["rule"]]["strength"]} if "rule" in question else answer_calendar(question)))
    except Refused as refused:
        print(json.dumps({"code": str(refused)}))
