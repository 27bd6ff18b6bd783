package load

import (
	"math"
	"time"
)

// What it takes for a rate to be held.
const (
	heldShare = 0.95
	heldP99   = 100 * time.Millisecond
)

// Held reports whether the rate was held: at least 95% of what was due a second was
// answered, and the 99th percentile from the time due is 100 ms at most.
func (r *Round) Held() bool {
	return r.Achieved() >= heldShare*r.Offered && r.P("", 99) <= heldP99
}

// The search: rates rise by half until one is not held, or fall until one is, and the
// interval between the two is halved three times, to some 5%. A rate that is not held
// is offered once more: something else may have come in between.
const (
	rise    = 1.5
	halving = 3
	tries   = 25 // rates in all
)

// search offers rates from [firstRate] on and returns all rounds, and the highest that was
// held, or nil.
func search(offer func(rate float64) (*Round, error)) (all []*Round, best *Round, err error) {
	low, high := 0.0, 0.0 // the highest held, the lowest not held
	rate := float64(firstRate)
	for range tries {
		rounds, err := offerTwice(rate, offer)
		if err != nil {
			return all, best, err
		}
		all = append(all, rounds...)
		if r := rounds[len(rounds)-1]; r.Held() {
			low, best = rate, r
		} else {
			high = rate
		}
		switch {
		case high == 0:
			rate *= rise
		case low == 0:
			rate /= rise
		default:
			if math.Log(high/low) < math.Log(rise)/math.Pow(2, halving-0.5) {
				return all, best, nil
			}
			rate = math.Sqrt(low * high)
		}
	}
	return all, best, nil
}

// offerTwice offers a rate, and once more if it was not held.
func offerTwice(rate float64, offer func(rate float64) (*Round, error)) ([]*Round, error) {
	r, err := offer(rate)
	if err != nil || r.Held() {
		return []*Round{r}, err
	}
	again, err := offer(rate)
	return []*Round{r, again}, err
}
