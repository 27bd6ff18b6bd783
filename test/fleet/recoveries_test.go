package fleet

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"shixian/test/testenv"
)

// several is what two replicas with PostgreSQL, Redis and HAProxy may meet.
func several(d *shell) {
	d.noticePublished()
	d.draftDropped()
	d.databaseGone()
	d.databaseReadOnly()
	d.databaseLocked()
	d.redisGone()
	d.redisOfOthers()
	d.keysDiffer()
	d.replicaHung()
	d.replicaGone()
	d.databasesDiffer()
	d.proxyGone()
	d.tokenLeaked()
}

// noticePublished: the next year's notice is drafted by one person and published by another.
func (d *shell) noticePublished() {
	id := draftIn(d.take("ShixianNextYearNotSettled", 1))
	if list := d.take("ShixianNextYearNotSettled", 2); id == "" || !strings.Contains(list, id) {
		d.t.Fatalf("%q is not among the drafts: %s", id, list)
	}
	publish := block(d.t, "admin.en.md", "3. **Publish**")
	d.run(strings.NewReplacer("http://127.0.0.1:8080", d.f.URL(), "/ID/", "/"+id+"/").Replace(publish))
	d.agree()
	if got := d.take("ShixianNextYearNotSettled", 4); !strings.Contains(got, `"settled_through":"2027-12-24"`) {
		d.t.Errorf("after publishing: %s", got)
	}
	d.book.take("ShixianNextYearNotSettledUrgent", 1) // the same steps
}

// draftDropped: a draft that nobody needs.
func (d *shell) draftDropped() {
	made := want(d.t, 201, "POST", d.f.URL()+"/v1/admin/drafts", `{"withdraw":"CN-2027","reason":"演练"}`,
		"Authorization", "Bearer "+d.f.Token("editor"), "Content-Type", jsonBody)
	if got := d.take("ShixianDraftWaiting", 3, "/ID", "/"+filepath.Base(made.header.Get("Location"))); !strings.Contains(got, " 204 ") {
		d.t.Errorf("%s", got)
	}
}

// databaseGone: the replicas answer without it, and come back by themselves.
func (d *shell) databaseGone() {
	d.f.Postgres.Kill()
	for _, r := range d.f.Replicas {
		d.says(r, "record_unreachable")
	}
	d.f.Postgres.Start()
	d.take("ShixianRecordDown", 1)
	for _, r := range d.f.Replicas {
		d.mended(r, "record_unreachable")
	}
	d.take("ShixianRecordDown", 4)
}

// databaseReadOnly: what makes it so is set back, and nothing is restarted.
func (d *shell) databaseReadOnly() {
	d.sql("ALTER SYSTEM SET default_transaction_read_only = on;\nSELECT pg_reload_conf();")
	for _, r := range d.f.Replicas { // somebody writes, and is told
		a := call(d.t, "POST", r.URL()+"/v1/admin/drafts", `{"withdraw":"CN-2027","reason":"演练"}`, "Authorization", "Bearer "+d.f.Token("editor"), "Content-Type", jsonBody)
		if a.status != 503 {
			d.t.Errorf("%d %s", a.status, a.body)
		}
		d.says(r, "record_read_only")
	}
	d.take("ShixianRecordNotWritable", 1) // there is room
	d.sql("SET default_transaction_read_only = off;\nALTER SYSTEM RESET default_transaction_read_only;\nSELECT pg_reload_conf();")
	d.take("ShixianRecordNotWritable", 2)
	for _, r := range d.f.Replicas {
		d.mended(r, "record_read_only")
	}
	d.take("ShixianRecordNotWritable", 4)
}

// databaseLocked: somebody holds what the replicas wait for, and the session is ended.
func (d *shell) databaseLocked() {
	held := exec.Command("psql", "-q", d.f.Postgres.URL(), "-c", "BEGIN; LOCK TABLE events; SELECT pg_sleep(600)")
	ended := make(chan error, 1)
	go func() { _, err := testenv.Output(held); ended <- err }()
	var holder string
	testenv.Await(d.t, func() error {
		m := regexp.MustCompile(`\{(\d+)\}`).FindStringSubmatch(d.take("ShixianRecordBehind", 3))
		if m == nil {
			return errors.New("nobody waits")
		}
		holder = m[1]
		return nil
	})
	if out := d.sql("SELECT pg_terminate_backend(" + holder + ");"); strings.TrimSpace(out) != "t" {
		d.t.Errorf("%q", out)
	}
	if err := <-ended; err == nil {
		d.t.Error("the session that held the table went on")
	}
	if out := d.take("ShixianRecordUnverified", 2); !strings.Contains(out, "unbroken") {
		d.t.Errorf("%s", out)
	}
	d.agree()
}

// redisGone: Redis may come back empty.
func (d *shell) redisGone() {
	d.f.Redis.Kill()
	for _, r := range d.f.Replicas {
		d.says(r, "redis_unreachable")
	}
	d.f.Redis.Start()
	d.take("ShixianRedisDown", 1)
	for _, r := range d.f.Replicas {
		d.mended(r, "redis_unreachable")
		d.mended(r, "redis_deaf")
	}
	d.run(`redis-cli -u "$SHIXIAN_REDIS_URL" FLUSHDB`)
	awaitLog(d.t, d.f.Replicas[0], `"redis_missing"`)
	d.mended(d.f.Replicas[0], "redis_missing")
	d.take("ShixianRedisDown", 3)
	d.book.say("redis_missing")
}

// redisOfOthers: somebody has changed shixian:record.
func (d *shell) redisOfOthers() {
	d.run(`redis-cli -u "$SHIXIAN_REDIS_URL" HSET shixian:record id another`)
	for _, r := range d.f.Replicas {
		d.says(r, "redis_other_record")
	}
	d.take("ShixianSnapshotRefused", 1)
	for _, r := range d.f.Replicas {
		d.mended(r, "redis_other_record")
	}
}

// keysDiffer: one replica signs snapshots with a key of its own.
func (d *shell) keysDiffer() {
	key := filepath.Join(d.folder, "snapshot-key")
	if err := os.WriteFile(key, []byte(strings.Repeat("5a", 32)+"\n"), 0o600); err != nil {
		d.t.Fatal(err)
	}
	r := d.f.Replicas[1]
	r.Env = []string{"SHIXIAN_SNAPSHOT_KEY_FILE=" + key}
	r.Restart()
	awaitLog(d.t, r, `"redis_checksum"`)
	d.book.say("redis_checksum")
	r.Env = nil // all have the same again
	r.Restart()
	d.take("ShixianSnapshotRefused", 2)
	for _, r := range d.f.Replicas {
		d.mended(r, "redis_checksum")
	}
}

// replicaHung: while a replica hangs it does not follow, and a restart mends it.
func (d *shell) replicaHung() {
	r := d.f.Replicas[1]
	r.Pause()
	d.withdraw()
	r.Resume() // systemctl restart ends what hangs, too
	r.Kill()
	d.take("ShixianRevisionsDiffer", 4)
	d.take("ShixianLatencyBudgetFast", 1)
	want(d.t, 200, "GET", d.f.URL()+asked, "") // the other answers
	r.Start()
	d.take("ShixianRevisionsDiffer", 2)
	d.take("ShixianRecordBehind", 4)
	d.agree()
}

// withdraw takes the notice for 2027 out of force, by two people.
func (d *shell) withdraw() {
	first := d.f.Replicas[0].URL() // the proxy may not know yet that the other hangs
	made := want(d.t, 201, "POST", first+"/v1/admin/drafts", `{"withdraw":"CN-2027","reason":"演练"}`,
		"Authorization", "Bearer "+d.f.Token("editor"), "Content-Type", jsonBody)
	want(d.t, 200, "POST", first+made.header.Get("Location")+"/publish", "",
		"Authorization", "Bearer "+d.f.Token("publisher"), "If-Match", made.header.Get("ETag"))
}

// replicaGone: it is started again, and the proxy takes it back.
func (d *shell) replicaGone() {
	r := d.f.Replicas[1]
	r.Kill()
	want(d.t, 200, "GET", d.f.URL()+asked, "")
	r.Start()
	d.take("ShixianReplicaDown", 1)
	d.f.up(d.t)
	for alert, step := range map[string]int{"ShixianProxyServerDown": 1, "ShixianProxyQueue": 3, "ShixianShedding": 4} {
		d.take(alert, step)
	}
}

// databasesDiffer: a replica uses another database.
func (d *shell) databasesDiffer() {
	r := d.f.Replicas[1]
	r.Env = []string{"SHIXIAN_DATABASE_URL=" + testenv.Database(d.t)}
	r.Restart()
	if a, b := d.field(d.f.Replicas[0], "record_id"), d.field(r, "record_id"); a == b || a == "" {
		d.t.Errorf("the records are %q and %q", a, b)
	}
	d.says(r, "redis_other_record")
	r.Env = nil
	r.Restart()
	d.take("ShixianRevisionsDiffer", 3)
	d.take("ShixianHistoriesDiffer", 1)
	if out := d.take("ShixianHistoriesDiffer", 2); !strings.Contains(out, "unbroken") {
		d.t.Errorf("%s", out)
	}
	d.agree()
}

// proxyGone: callers ask a replica until the proxy is back.
func (d *shell) proxyGone() {
	d.f.Proxy.Kill()
	want(d.t, 200, "GET", d.f.Replicas[0].URL()+asked, "")
	d.take("ShixianProxyDown", 3)
	d.take("ShixianProxyDown", 1) // the configuration is right
	d.f.Proxy.Start()
	want(d.t, 200, "GET", d.f.URL()+asked, "")
}

// tokenLeaked: a token is made, and taken away again.
func (d *shell) tokenLeaked() {
	file := d.f.tokens.file
	before, err := os.ReadFile(file)
	if err != nil {
		d.t.Fatal(err)
	}
	d.take("ShixianAuthFailures", 1)
	after, err := os.ReadFile(file)
	if err != nil || !strings.HasPrefix(strings.TrimPrefix(string(after), string(before)), "li:viewer:") {
		d.t.Errorf("the token file: %s, %v", after, err)
	}
	d.reload()
	if out := d.take("ShixianAuthFailures", 4); !strings.Contains(out, `"events":[`) {
		d.t.Errorf("the log: %s", out)
	}
	d.reload()
	if left, err := os.ReadFile(file); err != nil || string(left) != string(before) {
		d.t.Errorf("the token file: %s, %v", left, err)
	}
}

// changed is a database that somebody has changed, or put back to an earlier time.
func changed(d *shell) {
	d.putBack()
	d.restored()
}

// dump is the page's way of backing a PostgreSQL up, and of restoring it.
func (d *shell) dump() (backUp, restore string) {
	const file = "operations/README.en.md"
	return block(d.t, file, "PostgreSQL is backed up"), block(d.t, file, "restored into an empty database")
}

// putBack: the database is put back on purpose, which is said in the record.
func (d *shell) putBack() {
	r := d.f.Replicas[0]
	publish := `curl -s -H "Authorization: Bearer $PUBLISHER_TOKEN" -H 'Content-Type: application/json' -d '{"reason":"x","confirm_past":true}' "$API/v1/admin/notices/CN-2026/withdraw"`
	d.run(publish)
	d.agree()
	d.sql("ALTER TABLE events DISABLE TRIGGER USER;\nDELETE FROM events WHERE revision > 0;\nALTER TABLE events ENABLE TRIGGER USER;")
	for _, r := range d.f.Replicas {
		d.says(r, "record_behind")
	}
	d.take("ShixianIntegrity", 3)
	for _, r := range d.f.Replicas {
		d.mended(r, "record_behind")
	}
	lost := d.field(r, "revision")
	d.run(publish) // what was lost
	d.take("ShixianRevisionFell", 1)
	d.agree()
	if now := d.field(r, "revision"); now <= lost {
		d.t.Errorf("revision %s after %s", now, lost)
	}
}

// restored: somebody has changed an event; the newest backup that passes takes its place.
func (d *shell) restored() {
	backUp, restore := d.dump()
	d.run(backUp)
	d.sql("ALTER TABLE events DISABLE TRIGGER USER;\n" +
		"UPDATE events SET body = replace(body, '\"who\":\"publisher\"', '\"who\":\"nobody\"'), hash = encode(sha256(convert_to(replace(body, '\"who\":\"publisher\"', '\"who\":\"nobody\"'), 'UTF8')), 'hex')" +
		" WHERE revision = (SELECT max(revision) FROM events);\nALTER TABLE events ENABLE TRIGGER USER;")
	for _, r := range d.f.Replicas {
		d.says(r, "record_differs")
	}
	before := d.field(d.f.Replicas[0], "revision")
	d.sql("CREATE DATABASE restored;")
	empty := strings.Replace(d.f.Postgres.URL(), "/postgres?", "/restored?", 1)
	d.env = []string{"EMPTY_URL=" + empty}
	d.run(restore)
	for _, r := range d.f.Replicas {
		r.Env = []string{"SHIXIAN_DATABASE_URL=" + empty}
	}
	d.take("ShixianIntegrity", 2)
	for _, r := range d.f.Replicas {
		r.Restart()
		d.mended(r, "record_differs")
	}
	d.agree()
	if now := d.field(d.f.Replicas[0], "revision"); now <= before {
		d.t.Errorf("revision %s after %s", now, before)
	}
	d.env = append(d.env, "SHIXIAN_DATABASE_URL="+empty)
	if out := d.run("shixian verify"); !strings.Contains(out, "unbroken") {
		d.t.Errorf("%s", out)
	}
	d.book.take("ShixianRecordTampered", 3) // the same steps
}

// alone is what one replica with a file meets.
func alone(d *shell) {
	r := d.f.Replicas[0]
	d.says(r, "record_new")
	id := strings.TrimSpace(d.take("ShixianRecordNew", 1))
	r.Env = []string{"SHIXIAN_RECORD_ID=" + id}
	r.Restart()
	d.mended(r, "record_new")
	d.nothingAsked()
	d.fileGone(id)
	d.fileMoved()
	d.backup()
}

// nothingAsked: a set-up that nobody has asked anything has no metrics of requests.
func (d *shell) nothingAsked() {
	s := testenv.Start(d.t, testenv.Spec{
		Name: "new", Program: d.f.Program(), Ports: 2, Says: `"msg":"ready"`,
		Command: func(cmd *exec.Cmd, folder string, port int) {
			cmd.Env = append(withoutSettings(os.Environ()), "SHIXIAN_ADDR="+testenv.Address(port), "SHIXIAN_OPS_ADDR="+testenv.Address(port+1), "SHIXIAN_DATA="+folder+"/data")
		},
	})
	d.env = []string{"API=" + s.URL(), "OPS=http://" + s.AddrAt(1)}
	metrics := func() bool { return strings.Contains(d.run("curl -s $OPS/metrics"), "\nshixian_http_requests_total{") }
	if metrics() {
		d.t.Error("requests are counted that nobody made")
	}
	d.take("ShixianMetricsMissing", 3)
	if !metrics() {
		d.t.Error("the request is not counted")
	}
	d.env = nil
	s.Kill()
}

// fileGone: the data folder is lost, and found again.
func (d *shell) fileGone(id string) {
	r := d.f.Replicas[0]
	data := filepath.Join(r.Folder(), "data")
	r.Stop()
	d.run("mv " + data + " former")
	r.Env = nil // without it, the loss shows as a new record
	r.Start()
	d.says(r, "record_new")
	r.Stop()
	d.run("mv " + data + " wrong; mv former " + data)
	d.take("ShixianRecordNew", 2)
	r.Start()
	if got := d.field(r, "record_id"); got != id {
		d.t.Errorf("the record is %s, want %s", got, id)
	}
}

// fileMoved: the file is moved away while it is in use, and put back.
func (d *shell) fileMoved() {
	r := d.f.Replicas[0]
	file := filepath.Join(r.Folder(), "data", "shixian.db")
	d.run("mv " + file + " moved.db")
	d.says(r, "record_replaced")
	d.run("mv moved.db " + file)
	d.take("ShixianIntegrity", 4)
	d.mended(r, "record_replaced")
}

// backup: a copy that verifies and can be restored, which the metrics tell.
func (d *shell) backup() {
	const never = "shixian_backup_timestamp_seconds 0\n"
	metrics := func() string { return d.run("curl -s $OPS/metrics") }
	if !strings.Contains(metrics(), never) {
		d.t.Error("a backup is told that was not made")
	}
	if out, err := d.try("shixian backup nowhere/evidence.db"); err == nil || !strings.Contains(out+err.Error(), "nowhere") {
		d.t.Errorf("a backup into a folder that is not there: %s %v", out, err)
	}
	d.take("ShixianBackupMissing", 2)
	d.take("ShixianBackupMissing", 3)
	if strings.Contains(metrics(), never) {
		d.t.Error("the backup is not told")
	}
	for _, alert := range []string{"ShixianIntegrity", "ShixianRecordTampered", "ShixianRecordRewritten"} {
		d.run("rm evidence.db")
		d.take(alert, 1)
	}
	d.run("mkdir restored; SHIXIAN_DATA=restored shixian restore evidence.db; SHIXIAN_DATA=restored shixian verify")
	if out := fmt.Sprint(d.run("shixian verify")); !strings.Contains(out, "unbroken") {
		d.t.Errorf("%s", out)
	}
}
