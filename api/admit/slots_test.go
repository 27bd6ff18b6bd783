package admit

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// TestSlots: the newest begins next, the oldest is refused when too many wait, and who has
// begun goes on before them.
func TestSlots(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told []string
		s := NewSlots(1, func(reason string) { told = append(told, reason) })
		first, second := s.Slot(), s.Slot()
		if first.Begin() != nil || s.full() {
			t.Fatal("nobody may begin")
		}
		var order []int
		var refused []int
		for i := range slotQueue + 1 { // one too many
			go func() {
				slot := s.Slot()
				if slot.Begin() != nil {
					refused = append(refused, i)
					return
				}
				order = append(order, i)
				slot.Release()
			}()
			synctest.Wait()
		}
		if !slices.Equal(refused, []int{0}) || !slices.Equal(told, []string{ShedQueue}) || !s.full() {
			t.Errorf("refused are %d, told is %q", refused, told)
		}
		second.of = s
		went := false
		go func() { second.GoOn(); went = true; second.Release() }()
		synctest.Wait()
		if went || len(order) > 0 {
			t.Error("a slot was given twice")
		}
		if !first.Release() || first.Release() {
			t.Error("a slot is held twice, or not at all")
		}
		synctest.Wait()
		if !went || len(order) != slotQueue || order[0] != slotQueue || order[slotQueue-1] != 1 {
			t.Errorf("%v, and after it %d", went, order)
		}
		if s.free != 1 {
			t.Errorf("%d slots are free", s.free)
		}
	})
}

// TestSlotWait: who has waited too long is refused, and the slot goes to others.
func TestSlotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		told := 0
		s := NewSlots(1, func(string) { told++ })
		holder, late, next := s.Slot(), s.Slot(), s.Slot()
		_ = holder.Begin()
		if start := time.Now(); late.Begin() == nil || time.Since(start) != slotWait || told != 1 {
			t.Errorf("after %s, told %d times", time.Since(start), told)
		}
		holder.Release()
		if next.Begin() != nil {
			t.Error("nobody may begin afterwards")
		}
	})
}

// TestGoOnFirst: who has begun goes on before the newest that waits.
func TestGoOnFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewSlots(1, nil)
		holder := s.Slot()
		_ = holder.Begin()
		var order []string
		begun := s.Slot()
		for name, take := range map[string]func(*Slot){"on": (*Slot).GoOn, "new": func(s *Slot) { _ = s.Begin() }} {
			slot := begun
			go func() { take(&slot); order = append(order, name); slot.Release() }()
		}
		synctest.Wait()
		holder.Release()
		synctest.Wait()
		if !slices.Equal(order, []string{"on", "new"}) {
			t.Errorf("%q", order)
		}
	})
}

// TestNewBesideLong: long calls, more than there are slots, do not keep a new one out.
func TestNewBesideLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewSlots(1, func(string) {})
		done := make(chan struct{})
		for range 3 {
			go func() {
				for slot := s.Slot(); ; slot.Release() {
					slot.GoOn()
					select {
					case <-done:
						slot.Release()
						return
					case <-time.After(time.Millisecond):
					}
				}
			}()
		}
		synctest.Wait()
		slot := s.Slot()
		if slot.Begin() != nil {
			t.Error("a new call is kept out")
		}
		slot.Release()
		close(done)
	})
}

// TestNoSlots: without a bound nobody waits.
func TestNoSlots(t *testing.T) {
	var s *Slots
	slot := s.Slot()
	if slot.Begin() != nil || s.full() || slot.Release() {
		t.Error("nothing is bounded")
	}
	slot.GoOn()
}
