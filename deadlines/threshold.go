package deadlines

// threshold: who decides on a length of days. Exactly on the line both sides claim
// it (Civil Code, article 1259), and the lower one is given.
func (a *Answer) threshold(days float64) {
	switch line := float64(a.Amount); {
	case days > line:
		a.Approver = a.Rule.Beyond
	case days == line && a.Rule.LineBeyond:
		a.Approver, a.Other = a.Rule.Beyond, a.Rule.UpTo // the reading chosen says so
	case days == line:
		a.Approver, a.Other = a.Rule.UpTo, a.Rule.Beyond
		a.Added |= AddedBothSides
	default:
		a.Approver = a.Rule.UpTo
	}
}
