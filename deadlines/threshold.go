package deadlines

// threshold: who decides on a length of days; exactly the threshold is still
// below.
func (a *Answer) threshold(days float64) error {
	a.Approver = a.Rule.UpTo
	if days > float64(a.Amount) {
		a.Approver = a.Rule.Beyond
	}
	return nil
}
