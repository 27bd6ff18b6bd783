package live_test

import (
	"context"
	"fmt"

	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// A follower makes the record if it is empty, and sees what is published.
func ExampleFollower() {
	ctx := context.Background()
	const id = "7f0c5f7e-6d5b-4f0e-9c53-0c9a4f0d8f11"
	store := newMemory(id) // any record.Store
	f := live.New(live.Config{Record: store, Embedded: embedded(), RecordID: id, Now: clock})
	if err := f.Refresh(ctx); err != nil { // Run does so by itself
		fmt.Println(err)
	}
	fmt.Println(f.State().Status, f.Table().Revision())

	events, err := store.Events(ctx, -1, 1)
	if err != nil {
		fmt.Println(err)
	}
	day := holidays.NewDate(2026, 7, 1)
	e, err := record.Seal(record.Event{
		Action: record.Publish, Time: clock(), Who: "张三", Why: "临时放假",
		Published: []holidays.Notice{{
			ID: "CN-2026-2", Calendar: "CN", Year: 2026, Amends: "CN-2026", Issued: holidays.NewDate(2026, 5, 1),
			Entries: []holidays.Entry{{Festival: "临时", Kind: holidays.Off, Span: holidays.Span{From: day, To: day}}},
		}},
	}, &events[0])
	if err != nil {
		fmt.Println(err)
	}
	if err := store.Append(ctx, e); err != nil {
		fmt.Println(err)
	}
	if err := f.Refresh(ctx); err != nil {
		fmt.Println(err)
	}
	before, err := f.TableAt(ctx, 0)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(f.Table().Revision(), f.Table().Calendar("CN-GX").IsWorking(day), before.Calendar("CN-GX").IsWorking(day))
	// Output:
	// ready 0
	// 1 false true
}
