package snapshot_test

import (
	"fmt"

	"shixian/holidays/data"
	"shixian/holidays/snapshot"
)

func ExampleOpen() {
	src, err := data.Embedded()
	if err != nil {
		fmt.Println(err)
		return
	}
	version, err := snapshot.DataVersion(src)
	if err != nil {
		fmt.Println(err)
		return
	}
	store, err := snapshot.Open("redis://:p%40ssword@10.0.0.1:26379,10.0.0.2/1?master=shixian", version)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(store)
	if err := store.Close(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Redis master shixian of Sentinels 10.0.0.1:26379,10.0.0.2:26379, database 1
}
