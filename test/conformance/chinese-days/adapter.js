// Answers what the library chinese-days can answer of the vectors: working days of the
// nation's calendar by what is known now, and limits in working days. It knows no
// certainty, so that it can only be right in what is asked for itself.
//
//   npm install && go run ../run -vectors ../vectors -- node adapter.js
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const { findWorkday, isWorkday, getWorkdaysInRange } = require("chinese-days");

const rules = new Map(JSON.parse(fs.readFileSync(path.join(__dirname, "../data/rules.json"), "utf8")).map((r) => [r.id, r]));
const unsupported = { unsupported: true };

function next(date) {
  const d = new Date(date + "T00:00:00Z");
  d.setUTCDate(d.getUTCDate() + 1);
  return d.toISOString().slice(0, 10);
}

function answer(q) {
  if (q.as_of || q.suspended || q.agreed) return unsupported;
  const rule = rules.get(q.rule);
  const calendar = q.calendar || (rule && rule.calendar);
  if (!["CN", "CN-LN", "CN-JL"].includes(calendar)) return unsupported;
  if (q.date) return q.add === undefined ? { working: isWorkday(q.date) } : { result: q.add === 0 ? q.date : findWorkday(q.add, q.date) };
  if (q.from) return { workdays: q.from < q.to ? getWorkdaysInRange(next(q.from), q.to).length : 0 };
  if (!rule || rule.unit !== "working_day" || rule.shape === "lead" || !/^\d{4}-\d\d-\d\d$/.test(q.trigger)) return unsupported;
  const n = q.amount || rule.amount;
  const due = findWorkday(rule.shape === "before" ? -n : n, q.trigger);
  return { nominal: due, due, strength: rule.strength };
}

readline.createInterface({ input: process.stdin }).on("line", (line) => console.log(JSON.stringify(answer(JSON.parse(line)))));
