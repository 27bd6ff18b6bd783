"""Keeps the due days of your matters right while holiday tables change, and neither misses nor doubles a change:
what moved, and up to where, is written in one transaction. python3 changes.py URL DATABASE [ROUNDS]"""
import http.client, json, sqlite3, sys, time, urllib.error, urllib.request
url, db, rounds = sys.argv[1], sqlite3.connect(sys.argv[2], isolation_level=None), int((sys.argv[3:] or [0])[0])
db.executescript("""CREATE TABLE IF NOT EXISTS matter(ref TEXT PRIMARY KEY, question TEXT, due TEXT);
CREATE TABLE IF NOT EXISTS moved(ref TEXT, before TEXT, after TEXT, text TEXT);
CREATE TABLE IF NOT EXISTS known(position TEXT, catalogue TEXT);""")

def call(path, lines=None, rules=""):  # the rules by which the lines are to be answered
    request = urllib.request.Request(url + path, lines, {"Content-Type": "application/x-ndjson"})
    with urllib.request.urlopen(request, timeout=90) as answer:
        if rules not in ("", answer.headers["X-Shixian-Catalogue"]): raise ValueError("other rules")
        answers = [json.loads(line) for line in answer.read().splitlines()]
    if answers and answers[-1].get("code") in ("body_unreadable", "unauthorized"): raise ValueError("cut short")
    return answers
def count(position, catalogue, known):  # what moved since a known position, or all matters anew
    table = f"compare?from={known}&to={position}" if known else f"batch?view=brief&revision={position}"
    asked = [question for question, in db.execute("SELECT question FROM matter")]
    answers = [answer for i in range(0, len(asked), 1000)  # so many at a time: urllib reads nothing before all is sent
               for answer in call(f"/v1/deadlines/{table}&min_position={position}", "\n".join(asked[i:i + 1000]).encode(), catalogue)]
    db.execute("BEGIN IMMEDIATE")
    for answer in (a for a in answers if "code" not in a):  # one with a code is a problem: the matter stays as it is
        ref, due, text = answer.get("ref"), answer.get("after", answer).get("due"), answer.get("text")
        db.execute("INSERT INTO moved SELECT ref, due, ?, ? FROM matter WHERE ref = ? AND due IS NOT ?", [due, text, ref, due])
        db.execute("UPDATE matter SET due = ? WHERE ref = ?", [due, ref])
    db.execute("DELETE FROM known")
    db.execute("INSERT INTO known VALUES(?, ?)", [position, catalogue])
    db.execute("COMMIT")
while (rounds := rounds - 1) != -1:
    position, catalogue = db.execute("SELECT * FROM known").fetchone() or ("-1", "")
    try:
        try:
            page, = call(f"/v1/changes?since={position}&catalogue={catalogue}")  # waits for up to 25 s
        except urllib.error.HTTPError as refused:  # 410: the record was restored, so that all is counted anew
            page = {"position": json.load(refused)["head"], "catalogue": "", "changes": [{"days_complete": False}]}
        anew = page["catalogue"] != catalogue or not all(c["days_complete"] for c in page["changes"])
        if anew or page["changes"]:
            count(page["position"], page["catalogue"], None if anew else position)
    except (OSError, http.client.HTTPException, KeyError, ValueError):
        time.sleep(1)  # the replica is gone, cannot answer now or has other rules (an upgrade): the next one does
