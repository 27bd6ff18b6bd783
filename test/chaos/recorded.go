package chaos

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"shixian/holidays/record"
	"shixian/holidays/record/sqlstore"
	"shixian/test/testenv"
)

func (r *rig) learn() {
	r.t.Helper()
	store, err := r.open()
	if err != nil {
		r.t.Fatalf("open the record: %v", err)
	}
	defer store.Close()
	events, err := store.Events(r.t.Context(), -1, 1<<30)
	if err == nil {
		err = r.oracle.learn(events)
	}
	if err != nil {
		r.t.Errorf("the record: %v", err)
	}
}

// open opens the record: the database that the replicas share, or a backup of the
// file that a replica has.
func (r *rig) open() (record.Store, error) {
	if r.f.Postgres != nil {
		return sqlstore.OpenPostgres(r.f.Postgres.URL())
	}
	folder := r.t.TempDir()
	if _, err := r.shixian("backup", filepath.Join(folder, sqlstore.FileName)); err != nil {
		return nil, err
	}
	return sqlstore.OpenSQLite(r.t.Context(), folder)
}

// shixian runs a command of the service on the record.
func (r *rig) shixian(args ...string) (string, error) {
	setting := "SHIXIAN_DATA=" + r.folder
	if r.f.Postgres != nil {
		setting = "SHIXIAN_DATABASE_URL=" + r.f.Postgres.URL()
	}
	all := slices.Concat(r.under, []string{r.f.Program()}, args)
	cmd := exec.Command(all[0], all[1:]...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), setting}
	return testenv.Output(cmd)
}
