package service

import (
	"database/sql"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"shixian/holidays/live"
	"shixian/test/notice2027"
	"shixian/test/testenv"
)

// recipe is docs/clients/changes.py with a database of its own, in front of replicas that
// it is led to by turns.
type recipe struct {
	t         *testing.T
	url, file string
	db        *sql.DB
	turns     atomic.Pointer[turns]
	longest   atomic.Int64           // body that was sent
	cut       atomic.Pointer[string] // the catalogue of the next comparison, if that is cut short
}

// turns are the replicas that calls are led to, one after the other.
type turns struct {
	proxies []*httputil.ReverseProxy
	next    atomic.Int64
}

// lead has calls led to these replicas by turns from now on, the first to the first.
func (c *recipe) lead(replicas ...*replica) {
	c.t.Helper()
	var to turns
	for _, r := range replicas {
		at, err := url.Parse(r.url)
		if err != nil {
			c.t.Fatal(err)
		}
		to.proxies = append(to.proxies, httputil.NewSingleHostReverseProxy(at))
	}
	c.turns.Store(&to)
}

func (c *recipe) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.longest.Store(max(c.longest.Load(), r.ContentLength)) // one call comes after the other
	if strings.HasSuffix(r.URL.Path, "/compare") {
		if catalogue := c.cut.Swap(nil); catalogue != nil {
			w.Header().Set("X-Shixian-Catalogue", *catalogue)
			_, _ = w.Write([]byte(`{"code":"body_unreadable","line":1}` + "\n"))
			return
		}
	}
	to := c.turns.Load()
	to.proxies[int(to.next.Add(1)-1)%len(to.proxies)].ServeHTTP(w, r)
}

// newRecipe returns the recipe with matters of a rule, by their triggers.
func newRecipe(t *testing.T, rule string, triggers []string, replicas ...*replica) *recipe {
	t.Helper()
	c := &recipe{t: t, file: filepath.Join(t.TempDir(), "matters.db")}
	c.lead(replicas...)
	balancer := httptest.NewServer(c)
	t.Cleanup(balancer.Close)
	c.url = balancer.URL
	c.run(1) // makes the tables, with no matter yet
	var err error
	if c.db, err = sql.Open("sqlite", c.file); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.db.Close() })
	for i, trigger := range triggers {
		ref := strconv.Itoa(i)
		c.exec("INSERT INTO matter VALUES(?, ?, NULL)", ref, `{"ref":"`+ref+`","rule":"`+rule+`","trigger":"`+trigger+`"}`)
	}
	c.exec("DELETE FROM known") // so that all are counted
	c.run(1)
	c.exec("DELETE FROM moved")
	return c
}

func (c *recipe) exec(query string, args ...any) {
	c.t.Helper()
	if _, err := c.db.ExecContext(c.t.Context(), query, args...); err != nil {
		c.t.Fatal(err)
	}
}

// run lets the recipe ask so many times, and start anew after that.
func (c *recipe) run(rounds int) {
	c.t.Helper()
	out, err := exec.CommandContext(c.t.Context(), "python3", "../../docs/clients/changes.py", c.url, c.file, strconv.Itoa(rounds)).CombinedOutput()
	if err != nil {
		c.t.Fatalf("%v: %s", err, out)
	}
}

// list returns what a query selects, a row a line.
func (c *recipe) list(query string) []string {
	c.t.Helper()
	rows, err := c.db.QueryContext(c.t.Context(), query)
	if err != nil {
		c.t.Fatal(err)
	}
	defer rows.Close()
	out := []string{}
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			c.t.Fatal(err)
		}
		out = append(out, text)
	}
	if err := rows.Err(); err != nil {
		c.t.Fatal(err)
	}
	return out
}

// check checks that every matter has the due day that a replica answers, and which moves
// the recipe has noted since the last check, as ref, before and after.
func (c *recipe) check(what string, r *replica, moves ...string) {
	c.t.Helper()
	questions := strings.Join(c.list("SELECT question FROM matter ORDER BY ref"), "\n")
	var want []string
	for line := range strings.Lines(string(r.want(200, "POST", "/v1/deadlines/batch?view=brief", questions, "Content-Type", "application/x-ndjson").body)) {
		want = append(want, reply{body: []byte(line)}.field(c.t, "due").(string))
	}
	if got := c.list("SELECT due FROM matter ORDER BY ref"); !slices.Equal(got, want) {
		c.t.Errorf("%s: due %v, want %v", what, got, want)
	}
	if got := c.list("SELECT ref || ' ' || before || ' ' || after FROM moved ORDER BY ref"); !slices.Equal(got, moves) {
		c.t.Errorf("%s: moved %q, want %q", what, got, moves)
	}
	c.exec("DELETE FROM moved")
}

// replyRule is the rule of most matters.
const replyRule = "xihe.countersign-reply"

// recipeMatters are triggers of which the last alone does not hang on the notice of 2027.
var recipeMatters = []string{"2027-01-28", "2027-02-11", "2026-07-06"}

// TestRecipe: the client in the docs notes each move once, through a publication and a
// withdrawal, also when it sleeps through both.
func TestRecipe(t *testing.T) {
	t.Parallel()
	r, auth := admin(t)
	c := newRecipe(t, replyRule, recipeMatters, r)
	var notice string
	publish := func() {
		d := r.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "Authorization", auth["p"], "Content-Type", plainText)
		p := r.want(200, "POST", d.header.Get("Location")+"/publish", "", "Authorization", auth["p"], "If-Match", d.header.Get("ETag"))
		notice = p.field(t, "notice").(string)
	}
	withdraw := func() {
		r.want(200, "POST", "/v1/admin/notices/"+notice+"/withdraw", `{"reason":"x"}`, "Authorization", auth["p"], "Content-Type", jsonBody)
	}
	c.check("at first", r)
	publish()
	c.cut.Store(&c.list("SELECT catalogue FROM known")[0])
	c.run(2) // what was cut is asked again
	c.check("published", r, "0 2027-02-13 2027-02-15", "1 2027-02-22 2027-02-20")
	withdraw()
	c.run(1)
	c.check("withdrawn", r, "0 2027-02-15 2027-02-13", "1 2027-02-20 2027-02-22")
	publish()
	withdraw()
	c.run(1)
	c.check("published and withdrawn while it slept", r)
	c.exec(`WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 2600)
		INSERT INTO matter SELECT i, '{"ref":"' || i || '","rule":"` + replyRule + `","trigger":"2026-07-06"}', NULL FROM n`)
	c.exec("DELETE FROM known")
	c.run(1)
	c.exec("DELETE FROM moved")
	c.check("thousands", r)
	if n := c.longest.Load(); n > 100_000 { // it sends all before it reads: tens of thousands at once would stand still
		t.Errorf("%d bytes are sent at once", n)
	}
}

// TestRecipeRestored: the client in the docs, led to two replicas by turns, notes each move
// once through a publication, a record that is put back, and a publication after that.
func TestRecipeRestored(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it starts two replicas and restores their record")
	}
	tokens, auth := tokenFileOf(t, "p:publisher")
	database, server := testenv.Database(t), testenv.Redis(t)
	settings := []string{"SHIXIAN_DATABASE_URL=" + database, "SHIXIAN_REDIS_URL=" + server.URL(), "SHIXIAN_TOKENS=" + tokens, "SHIXIAN_POLL=50ms"}
	a, b := startReplica(t, settings...), startReplica(t, settings...)
	c := newRecipe(t, replyRule, recipeMatters, a, b)
	publish := func() {
		d := a.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "Authorization", auth["p"], "Content-Type", plainText)
		a.want(200, "POST", d.header.Get("Location")+"/publish", "", "Authorization", auth["p"], "If-Match", d.header.Get("ETag"))
	}
	there, back := []string{"0 2027-02-13 2027-02-15", "1 2027-02-22 2027-02-20"}, []string{"0 2027-02-15 2027-02-13", "1 2027-02-20 2027-02-22"}
	publish()
	c.run(1) // by the replica that may not have heard of it yet
	c.check("published", a, there...)
	told := []<-chan string{a.events(), b.events()}
	putBack(t, database)
	a.awaitFault(live.RecordBehind)
	b.awaitFault(live.RecordBehind)
	if out, err := command(t, []string{"SHIXIAN_DATABASE_URL=" + database}, "restore"); err != nil {
		t.Fatalf("%q, %v", out, err)
	}
	for _, events := range told {
		awaitEvent(t, events, "1") // the reset
	}
	c.run(1)
	c.check("restored", b, back...)
	publish()
	c.run(1)
	c.check("published again", b, there...)
}

// TestRecipeUpgraded: while replicas have different rules, the client in the docs takes no
// answer by rules that it does not know of; after the upgrade, every matter is by the new ones.
func TestRecipeUpgraded(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts two replicas")
	}
	folder, database := regionFolder(t), testenv.Database(t)
	settings := []string{"SHIXIAN_RULES=" + folder, "SHIXIAN_DATABASE_URL=" + database}
	old := startReplica(t, settings...)
	c := newRecipe(t, "shili.minutes", []string{"2026-05-26"}, old)
	c.check("at first", old)
	amend(t, filepath.Join(folder, "shili.yaml"), "    amount: 3\n", "    amount: 4\n", "due: 2026-06-02", "due: 2026-06-03", "due: 2026-03-26", "due: 2026-03-27")
	upgraded := startReplica(t, settings...)
	c.lead(upgraded, old) // which counts what the other one told of
	c.run(1)
	c.check("in between", old)
	c.lead(upgraded)
	c.run(1)
	c.check("upgraded", upgraded, "0 2026-06-02 2026-06-03")
}
